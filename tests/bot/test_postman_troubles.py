"""The postman in trouble: Telegram says no, the line breaks, the power goes."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.clock import real_time
from storage import outbox
from storage.database import Database
from storage.outbox import LetterState, Urgency
from storage.people import Person
from storage.statements import run
from tests import cast
from tests.bot.office import open_office, owe, texts
from tests.stories.house import open_house

MARIA, PETRUS, TITUS = cast.MARIA, cast.PETRUS, cast.TITUS


async def test_a_chat_waits_as_long_as_telegram_asks_for_and_the_others_go_on(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("429", chat_id=MARIA, count=1, retry_after=2)
        await office.owes((MARIA, "a1"), (MARIA, "a2"))
        await office.calls(lambda calls: len(calls) == 1)
        await owe(database, (MARIA, "pengingat"), urgency=Urgency.BULK)
        await office.owes((PETRUS, "b1"), (PETRUS, "b2"))
        calls = await office.calls(lambda calls: len(calls) == 6)
        assert texts(calls) == ["b1", "b2", "a1", "a2", "pengingat"]
        refused, again = (c for c in calls if c.parameters["text"] == "a1")
        assert refused.end + 2 <= again.begin < refused.end + 3


async def test_when_a_second_chat_must_wait_meanwhile_everybody_waits(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path, MARIA, PETRUS, TITUS) as office:
        for chat in (MARIA, PETRUS):
            office.telegram.faults.add("429", chat_id=chat, count=1, retry_after=2)
        await office.owes((MARIA, "a"), (PETRUS, "b"))
        await office.calls(lambda calls: len(calls) == 2)
        await office.owes((TITUS, "c"))
        calls = await office.calls(lambda calls: len(calls) == 5)
        until = max(call.end + 2 for call in calls if call.status == 429)
        again = [call.begin for call in calls if call.status == 200]
        assert len(again) == 3
        assert all(until <= begin < until + 3 for begin in again)


async def test_a_chat_in_trouble_delays_no_other(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("slow", chat_id=MARIA, seconds=0.5, count=1)
        office.telegram.faults.add("500", chat_id=MARIA, count=1)
        await office.owes((MARIA, "a1"), (MARIA, "a2"), (PETRUS, "b1"), (PETRUS, "b2"))
        calls = await office.calls(lambda calls: len(texts(calls)) == 4)
        assert texts(calls) == ["b1", "b2", "a1", "a2"]


async def test_network_faults_are_tried_again_after_growing_pauses(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        for kind in ("cut_before", "500"):
            office.telegram.faults.add(kind, count=1)
        await office.owes((MARIA, "satu"))
        calls = await office.calls(lambda calls: len(calls) == 3)
        assert sorted(call.status for call in calls) == [0, 200, 500]
        first, second = (b.begin - a.end for a, b in pairwise(calls))
        assert first >= 0.5
        assert second >= 1.0
        await office.closes()
        (letter,) = await office.letters()
        assert (letter.state, letter.attempts) == ("sent", 2)


async def test_after_very_many_tries_a_letter_is_still_tried(
    database: Database, tmp_path: Path
) -> None:
    """A line that is down for a day makes more than a thousand tries."""
    await owe(database, (MARIA, "satu"))
    async with database.work() as session:
        await run(session, outbox.letters.update().values(attempts=2000))
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("500", count=1)
        await office.calls(lambda calls: len(calls) == 1)
        await office.closes()
        (letter,) = await office.letters()
        assert (letter.state, letter.attempts) == ("owed", 2001)
        assert letter.due_at < real_time() + timedelta(seconds=10)


async def test_being_told_to_wait_makes_no_later_pause_longer(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("429", count=6, retry_after=0)
        await office.owes((MARIA, "satu"))
        await office.calls(lambda calls: len(calls) == 7)
        await office.closes()
        (letter,) = await office.letters()
        assert (letter.state, letter.attempts) == ("sent", 0)


async def test_when_the_answer_is_cut_off_an_answer_goes_again_and_a_reminder_does_not(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        for chat in (MARIA, PETRUS):
            office.telegram.faults.add("cut_after", chat_id=chat, count=1)
        await office.owes((MARIA, "jawaban"))
        await office.owes((PETRUS, "pengingat"), repeat_in_doubt=False)
        await office.calls(lambda calls: len(calls) == 3)
        await office.closes()
        maria, petrus = (office.telegram.person(chat) for chat in (MARIA, PETRUS))
        assert [m["text"] for m in maria.heard()] == ["jawaban", "jawaban"]
        assert [m["text"] for m in petrus.heard()] == ["pengingat"]
        assert await office.states() == ["sent", "doubtful"]


async def test_what_a_gateway_says_is_a_doubt_and_what_telegram_refuses_is_none(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        for chat, kind in ((MARIA, "502"), (PETRUS, "500")):
            office.telegram.faults.add(kind, chat_id=chat, count=1)
        await office.owes((MARIA, "satu"), (PETRUS, "dua"), repeat_in_doubt=False)
        calls = await office.calls(lambda calls: len(calls) == 3)
        await office.closes()
        assert texts(calls) == ["dua"]
        assert await office.states() == ["doubtful", "sent"]


async def test_a_crash_after_the_answer_copies_nothing(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("slow", seconds=0.3, count=1)
        await office.owes((MARIA, "satu"))
        async with database.work():  # nothing can be written meanwhile
            await office.calls(lambda calls: len(calls) == 1)
            while not office.ledger.unwritten():
                await office.telegram.calls.bell.heard(0.001)
            await office.crashes()
        office.opens()
        await office.owes((MARIA, "dua"))
        calls = await office.calls(lambda calls: len(calls) == 2)
        await office.closes()
        assert texts(calls) == ["satu", "dua"]
        assert await office.states() == ["sent", "sent"]


async def test_a_crash_while_calls_are_on_the_wire_copies_only_what_may_be_copied(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("slow", seconds=1.0, count=2)
        await office.owes((MARIA, "jawaban"))
        await office.owes((PETRUS, "pengingat"), repeat_in_doubt=False)
        while len(office.postman._flying) < 2 or office.telegram.faults.rules:
            await office.telegram.calls.bell.heard(0.001)
        await office.crashes()
        await office.calls(lambda calls: len(calls) == 2)
        office.opens()
        await office.calls(lambda calls: len(calls) == 3)
        await office.closes()
        maria, petrus = (office.telegram.person(chat) for chat in (MARIA, PETRUS))
        assert (len(maria.heard()), len(petrus.heard())) == (2, 1)
        assert await office.states() == ["sent", "doubtful"]


async def test_a_group_that_became_a_supergroup_is_followed(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        group = office.telegram.group("Praktisi (contoh)", MARIA)
        await office.owes((group.id, "kartu"), key="card")
        await office.calls(lambda calls: len(calls) == 1)
        moved = group.migrates()
        await office.owes((group.id, "satu"), (group.id, "dua"), (MARIA, "tiga"))
        await office.calls(lambda calls: len(texts(calls)) == 4)
        await office.closes()
        room = office.telegram.world.rooms[moved.id]
        said = [entry.message.get("text") for entry in room.entries.values()]
        assert [words for words in said if words] == ["satu", "dua"]
        assert await office.states() == ["sent"] * 4
        refused = [call for call in office.telegram.calls.of() if call.status != 200]
        assert len(refused) == 1


async def test_somebody_who_blocked_the_bot_is_unreachable_and_hears_what_was_missed_on_return(
    database: Database, tmp_path: Path
) -> None:
    async with database.work() as session:
        await cast.enter(session)
    async with open_house(database, tmp_path) as house:
        maria = house.phone(MARIA)
        await maria.hears("Maria")
        maria.blocks()
        await owe(database, (MARIA, "Jawaban untuk kasus Anda (contoh)"))
        await owe(database, (MARIA, "Pengingat lama (contoh)"), urgency=Urgency.BULK)
        house.parts.postman.wake()
        async with asyncio.timeout(20):
            while await undelivered(database) < 2:
                await house.telegram.calls.bell.heard(0.05)
        assert await unreachable_since(database)
        before = maria.heard()
        maria.starts()
        await maria.hears("Jawaban untuk kasus", after=before[-1]["message_id"])
        assert not await unreachable_since(database)
        assert "Pengingat lama" not in "".join(m["text"] for m in maria.heard())


async def undelivered(database: Database) -> int:
    async with database.reading() as session:
        return (await outbox.undelivered(session)).get(LetterState.UNDELIVERABLE, 0)


async def unreachable_since(database: Database) -> object:
    async with database.reading() as session:
        return (await session.get_one(Person, 1)).unreachable_since


async def test_a_person_who_was_deleted_is_not_written_to_again_and_again(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.person(MARIA).deactivates()
        await office.owes((MARIA, "satu"), (PETRUS, "dua"), (999, "siapa"))
        calls = await office.calls(lambda calls: len(calls) == 3)
        await office.closes()
        assert sorted(call.status for call in calls) == [200, 400, 403]
        assert await office.states() == ["undeliverable", "sent", "undeliverable"]


async def test_a_refused_letter_does_not_hold_up_the_next(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        await office.owes((MARIA, "x" * 4097), (MARIA, "dua"))
        await office.calls(lambda calls: len(calls) == 2)
        await office.closes()
        first, second = await office.letters()
        assert (first.state, second.state) == ("undeliverable", "sent")
        assert "too long" in str(first.fault)


async def test_words_whose_markup_is_broken_are_heard_without_it_and_the_keeper_knows(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_office(database, tmp_path) as office:
        async with database.work() as session:
            for text in ("<b>Kasus K-1 &lt;contoh&gt;", "<b>dua</b>"):
                params = {"text": text, "parse_mode": "HTML"}
                outbox.put(session, MARIA, "sendMessage", params, now=real_time())
        office.postman.wake()
        await office.calls(lambda calls: len(calls) == 3)
        await office.closes()
        heard = office.telegram.person(MARIA).heard()
        assert [m["text"] for m in heard] == ["Kasus K-1 <contoh>", "dua"]
        assert await office.states() == ["sent", "sent"]
        (told,) = [one for one in caplog.records if one.levelname == "ERROR"]
        assert (told.message, vars(told)["letter"]) == ("postman.markup_refused", 1)


async def test_words_that_are_refused_without_markup_too_are_given_up(
    database: Database, tmp_path: Path
) -> None:
    async with open_office(database, tmp_path) as office:
        async with database.work() as session:
            too_long = {"text": f"<b>{'x' * 5000}", "parse_mode": "HTML"}
            for params in (too_long, {"text": "satu", "entities": "rusak"}):
                outbox.put(session, MARIA, "sendMessage", params, now=real_time())
        await office.owes((MARIA, "dua"))
        calls = await office.calls(lambda calls: len(calls) == 4)
        await office.closes()
        assert "can't parse entities" in calls[2].summary
        assert await office.states() == ["undeliverable", "undeliverable", "sent"]


async def test_stopping_waits_for_what_is_on_the_wire(database: Database, tmp_path: Path) -> None:
    async with open_office(database, tmp_path) as office:
        office.telegram.faults.add("slow", seconds=1.0, count=1)
        await office.owes((MARIA, "satu"), (MARIA, "dua"))
        while not office.postman._flying:
            await office.telegram.calls.bell.heard(0.001)
        await office.closes()
        assert await office.states() == ["sent", "owed"]


async def test_no_reply_is_taken_in_hand_before_it_is_known_what_was_sent_already(
    database: Database, tmp_path: Path
) -> None:
    """A killed process may have had the answer to a call, and no time to write it down."""
    await owe(database, (cast.MARIA, "satu"))
    async with open_office(database, tmp_path) as office:
        async with database.reading() as session:
            assert await office.postman.new_replies(session) == []
        await office.calls(lambda calls: texts(calls) == ["satu"])
