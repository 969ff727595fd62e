"""Who speaks, and where the talk with them stands."""

import json
from typing import Any

import pytest

from bot.door import lane_of
from bot.turn import Turn, Undecodable, gather
from clinic.presence import STILL_NEWS
from storage import dialogues, outbox, people
from storage.inbox import Waiting
from storage.outbox import LetterState, Urgency
from storage.people import Role
from tests import cast
from tests.phone import MORNING, Phone, Town, the_bot

GROUP = -700


async def turns(town: Town, *events: dict[str, Any]) -> list[Turn]:
    rows = []
    for number, event in enumerate(events, 1):
        update = {"update_id": number, **event}
        lane = lane_of(update)
        rows.append(Waiting(number, number, lane, json.dumps(update), 0, None))
    async with town.database.work() as session:
        return await gather(session, rows, the_bot(), now=MORNING)


def said(phone: Phone, text: str = "hai", **more: Any) -> dict[str, Any]:
    return {"message": {**phone._message(text=text), **more}}


async def test_the_speaker_is_known_by_the_account_also_in_a_group(
    town: Town, maria: Phone, stranger: Phone
) -> None:
    group = {"id": GROUP, "type": "group", "title": "Praktisi (contoh)"}
    first, second, third = await turns(town, said(maria), said(maria, chat=group), said(stranger))
    assert first.person == second.person
    assert first.person.has(Role.OFFICIAL)
    assert (third.person.telegram_id, third.person.person_id) == (cast.STRANGER, None)
    assert third.person.duties == ()


async def test_two_updates_of_one_person_share_one_talk(town: Town, maria: Phone) -> None:
    async with town.database.work() as session:
        await dialogues.save(session, {cast.MARIA: ("Ask:words", {"a": 1})}, now=MORNING)
    first, second = await turns(town, said(maria), said(maria))
    assert first.talk is second.talk
    assert (first.talk.state, first.talk.data, first.talk.changed) == ("Ask:words", {"a": 1}, False)


async def test_only_a_new_message_can_be_a_command(town: Town, maria: Phone) -> None:
    message = maria._message(text="/batal")
    edited = {"edited_message": {**message, "edit_date": message["date"]}}
    first, second, third = await turns(town, {"message": message}, edited, said(maria))
    assert (first.wish, second.wish, third.wish) == ("batal", None, None)


@pytest.mark.parametrize(
    ("days", "urgency", "about", "state"),
    [
        (1, Urgency.REPLY, None, LetterState.OWED),
        (1, Urgency.BULK, None, LetterState.UNDELIVERABLE),
        (1, Urgency.REPLY, "card", LetterState.UNDELIVERABLE),
        (STILL_NEWS.days + 1, Urgency.REPLY, None, LetterState.UNDELIVERABLE),
    ],
)
async def test_who_comes_back_is_reachable_and_is_owed_the_replies_that_were_missed(
    town: Town,
    maria: Phone,
    days: int,
    urgency: Urgency,
    about: str | None,
    state: LetterState,
) -> None:
    town.pass_time(days=-days)
    async with town.database.work() as session:
        await people.mark_unreachable(session, cast.MARIA, now=town.now)
        options: dict[str, Any] = {"now": town.now, "urgency": urgency, "about": about}
        outbox.put(session, cast.MARIA, "sendMessage", {"text": "a"}, **options)
        outbox.put(session, cast.PETRUS, "sendMessage", {"text": "b"}, **options)
    async with town.database.work() as session:
        undeliverable = outbox.letters.update().values(state=LetterState.UNDELIVERABLE)
        await (await session.connection()).execute(undeliverable)
    await turns(town, said(maria))
    async with town.database.reading() as session:
        assert not (await people.speakers(session, [cast.MARIA]))[cast.MARIA].unreachable
        rows = await session.exec(outbox.letters.select().order_by(outbox.letters.c.id))
        assert [row.state for row in rows] == [state, LetterState.UNDELIVERABLE]


async def test_what_cannot_be_read_is_told_without_the_persons_words(town: Town) -> None:
    with pytest.raises(Undecodable) as fault:
        await turns(town, {"message": {"message_id": "x", "text": {"secret": "0812-3456"}}})
    assert "message_id" in str(fault.value)
    assert "0812" not in str(fault.value)
