"""The postman: in order, at Telegram's pace, replies first."""

from pathlib import Path

from bot.local_telegram import Call, Limits
from storage.database import Database
from storage.outbox import Urgency
from tests import cast
from tests.bot.office import open_office, owe, texts

MARIA, PETRUS = cast.MARIA, cast.PETRUS


async def test_letters_of_a_chat_arrive_in_the_order_written(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        words = [f"{n}" for n in range(20)]
        for some in (words[:10], words[10:]):
            await office.owes(*((chat, word) for word in some for chat in (MARIA, PETRUS)))
        await office.calls(lambda calls: len(calls) == 40)
        await office.closes()
        for chat in (MARIA, PETRUS):
            assert [m["text"] for m in office.telegram.person(chat).heard()] == words
        letters = await office.letters()
        assert {letter.state for letter in letters} == {"sent"}
        assert all(letter.message_id and letter.sent_at for letter in letters)


async def test_telegram_s_limits_are_never_exceeded(database: Database, tmp_path: Path) -> None:
    """Telegram itself counts here: one call too many would be refused with 429."""
    people = range(1001, 1041)
    pace = {"overall": 30, "chat": 1, "group": 20}
    async with open_office(database, tmp_path, *people, limits=Limits(), pace=pace) as office:
        await office.owes(*((chat, "satu") for chat in people))
        calls = await office.calls(lambda calls: len(calls) == 40)
        assert {call.status for call in calls} == {200}
        assert 20 <= most_within(calls, 1.0) <= 30  # and the limit is made use of


async def test_a_chat_hears_one_letter_a_second_and_the_others_meanwhile(
    database: Database, tmp_path: Path
) -> None:
    pace = {"overall": 30, "chat": 1, "group": 20}
    async with open_office(database, tmp_path, limits=Limits(), pace=pace) as office:
        await office.owes(*((chat, word) for word in ("a", "b") for chat in (MARIA, PETRUS)))
        calls = await office.calls(lambda calls: len(calls) == 4)
        assert [call.status for call in calls] == [200] * 4
        assert most_within(calls, 1.0) == 2
        for chat in (MARIA, PETRUS):
            assert most_within([call for call in calls if call.chat_id == chat], 1.0) == 1


async def test_a_group_hears_no_more_than_twenty_letters_a_minute(
    database: Database, tmp_path: Path
) -> None:
    limits = Limits(overall=1000, per_chat=1000)
    pace = {"overall": 0, "chat": 0, "group": 20}
    async with open_office(database, tmp_path, limits=limits, pace=pace) as office:
        group = office.telegram.group("Praktisi (contoh)", MARIA).id
        await office.owes(*((group, f"{n}") for n in range(22)), (MARIA, "sendiri"))
        await office.calls(lambda calls: len(calls) == 21)
        await office.closes()
        calls = office.telegram.calls.of("sendMessage")
        assert [call.status for call in calls] == [200] * 21
        assert sorted(await office.states()) == ["owed"] * 2 + ["sent"] * 21


def most_within(calls: list[Call], seconds: float) -> int:
    begins = [call.begin for call in calls]
    return max(sum(t <= one < t + seconds for one in begins) for t in begins)


async def test_replies_go_before_bulk(database: Database, tmp_path: Path) -> None:
    await owe(database, (MARIA, "pengingat"), urgency=Urgency.BULK)
    await owe(database, (MARIA, "jawaban"), (MARIA, "dan lagi"))
    async with open_office(database, tmp_path) as office:
        calls = await office.calls(lambda calls: len(calls) == 3)
    assert texts(calls) == ["jawaban", "dan lagi", "pengingat"]


async def test_edits_follow_their_letter_and_of_several_only_the_last_is_sent(
    database: Database, tmp_path: Path
) -> None:
    await owe(database, (MARIA, "kartu"), key="card")
    await owe(database, (MARIA, "edit 1"), (MARIA, "edit 2"), (MARIA, "edit 3"), about="card")
    await owe(database, (MARIA, "lain"))
    async with open_office(database, tmp_path) as office:
        calls = await office.calls(lambda calls: len(calls) == 3)
        await office.owes((MARIA, "edit 4"), about="card")
        calls = await office.calls(lambda calls: len(calls) == 4)
        await office.closes()
        assert texts(calls) == ["kartu", "edit 3", "lain", "edit 4"]
        assert [m["text"] for m in office.telegram.person(MARIA).heard()] == ["edit 4", "lain"]
        assert await office.states() == ["sent", "superseded", "superseded", "sent", "sent", "sent"]


async def test_a_burst_costs_a_handful_of_calls_and_ends_with_its_last_state(
    database: Database, tmp_path: Path
) -> None:
    """Twenty things written in a second; the receipt is put below them after every third."""
    pace = {"overall": 30, "chat": 1, "group": 20}
    async with open_office(database, tmp_path, limits=Limits(), pace=pace) as office:
        await office.owes((MARIA, "0"), key="receipt")
        for number in range(1, 21):
            if number % 3 == 0:
                await office.owes((MARIA, ""), about="receipt", method="deleteMessage")
                await office.owes((MARIA, f"{number}"), key="receipt")
            else:
                await office.owes((MARIA, f"{number}"), about="receipt")
            if number == 10:
                await office.owes((MARIA, "jawaban praktisi"))
        calls = await office.calls(lambda calls: texts(sent(calls))[-1:] == ["20"], seconds=9)
        await office.closes()
        assert len(calls) <= 6
        assert {call.status for call in calls} == {200}
        said = [m["text"] for m in office.telegram.person(MARIA).heard()]
        assert said == ["jawaban praktisi", "20"]
        assert {*await office.states()} == {"sent", "superseded"}


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew_once(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        await office.owes((MARIA, "kartu"), key="card")
        await office.calls(lambda calls: len(calls) == 1)
        (shown,) = office.telegram.person(MARIA).heard()
        await office.api.call(
            "deleteMessage", {"chat_id": MARIA, "message_id": shown["message_id"]}
        )
        for words in ("edit 1", "edit 2", "edit 3"):
            await office.owes((MARIA, words), about="card")
            await office.calls(lambda calls, words=words: words in texts(sent(calls)))
        await office.closes()
        assert [m["text"] for m in office.telegram.person(MARIA).heard()] == ["edit 3"]
        office.opens()  # what is remembered in the database is the same
        await office.owes((MARIA, "edit 4"), about="card")
        await office.calls(lambda calls: "edit 4" in texts(sent(calls)))
        assert [m["text"] for m in office.telegram.person(MARIA).heard()] == ["edit 4"]


def sent(calls: list[Call]) -> list[Call]:
    return [call for call in calls if "text" in call.parameters]
