"""The outbox: what is owed, in which order, and what became of it."""

from datetime import timedelta
from typing import Any

from storage import outbox
from storage.database import Database
from storage.outbox import LetterState, Owed, Urgency
from tests.phone import MORNING

GROUP, SUPERGROUP = -700, -1000700


async def put(database: Database, *letters: dict[str, Any]) -> list[Owed]:
    async with database.work() as session:
        for letter in letters:
            given = {"chat_id": 7, "method": "sendMessage", "params": {"text": "hai"}, **letter}
            outbox.put(session, now=MORNING, **given)
    return await owed(database)


async def owed(database: Database, urgency: Urgency = Urgency.REPLY) -> list[Owed]:
    async with database.reading() as session:
        return await outbox.owed(session, urgency, after=0, most=100)


def outcome(letter: Owed, state: LetterState, message_id: int | None = None) -> dict[str, Any]:
    settled = {"id": letter.id, "state": state, "sent_at": MORNING, "message_id": message_id}
    return {**settled, "due_at": letter.due_at, "attempts": letter.attempts, "fault": None}


async def states(database: Database) -> list[LetterState]:
    async with database.reading() as session:
        rows = await session.exec(outbox.letters.select().order_by(outbox.letters.c.id))
        return [LetterState(row.state) for row in rows]


async def test_letters_are_owed_in_the_order_written_each_urgency_for_itself(
    database: Database,
) -> None:
    bulk = {"urgency": Urgency.BULK, "repeat_in_doubt": False, "params": {"text": "b"}}
    first, second = await put(database, {"params": {"text": "a"}}, bulk, {"params": {"text": "c"}})
    assert [first.params["text"], second.params["text"]] == ["a", "c"]
    (reminder,) = await owed(database, Urgency.BULK)
    assert (reminder.params, reminder.repeat_in_doubt) == ({"text": "b"}, False)
    assert (first.due_at, first.attempts) == (MORNING, 0)
    async with database.reading() as session:
        rest = await outbox.owed(session, Urgency.REPLY, after=first.id, most=100)
        assert [letter.id for letter in rest] == [second.id]


async def test_a_settled_letter_is_no_longer_owed_and_stays_as_it_was_settled(
    database: Database,
) -> None:
    first, second, third, fourth = await put(database, {}, {}, {}, {})
    async with database.work() as session:
        sent = outcome(first, LetterState.SENT, 11)
        gone = outcome(second, LetterState.UNDELIVERABLE)
        told = outcome(fourth, LetterState.SUPERSEDED)
        await outbox.settle(session, [sent, gone, outcome(third, LetterState.OWED), told])
        await outbox.settle(session, [outcome(first, LetterState.OWED)])  # a late word
    assert [letter.id for letter in await owed(database)] == [third.id]
    async with database.reading() as session:
        counted = await outbox.undelivered(session)
        assert counted == {LetterState.UNDELIVERABLE: 1, LetterState.OWED: 1}
        assert await outbox.oldest_owed(session, now=MORNING) == MORNING
        assert await outbox.oldest_owed(session, now=MORNING - timedelta(seconds=1)) is None


async def test_a_message_is_found_by_its_key_and_the_newest_one_counts(
    database: Database,
) -> None:
    letters = await put(database, {"key": "card"}, {"about": "card"}, {"key": "card", "chat_id": 8})
    async with database.work() as session:
        assert await outbox.message_id(session, 7, "card") is None
        await outbox.settle(session, [outcome(letters[0], LetterState.SENT, 11)])
        assert await outbox.message_id(session, 7, "card") == 11
        await outbox.settle(session, [outcome(letters[1], LetterState.SENT, 12)])
        assert await outbox.message_id(session, 7, "card") == 12
        assert await outbox.message_id(session, 8, "card") is None
        assert await outbox.chats_with(session, "card") == [7, 8]


async def test_recovery_settles_what_was_answered_or_superseded_and_what_must_not_be_copied(
    database: Database,
) -> None:
    reminder = {"repeat_in_doubt": False}
    letters = await put(database, {}, {}, reminder, reminder, {}, {})
    numbers = [letter.id for letter in letters]
    async with database.work() as session:
        await outbox.settle(session, [outcome(letters[3], LetterState.SENT, 14)])
        answered, doubtful = {numbers[0]: 11, numbers[3]: 99}, set(numbers[1:4])
        superseded = {numbers[3], numbers[5]}
        await outbox.recover(session, answered, doubtful, superseded, now=MORNING)
    sent, still = LetterState.SENT, LetterState.OWED
    done = [sent, still, LetterState.DOUBTFUL, sent, still, LetterState.SUPERSEDED]
    assert await states(database) == done
    async with database.reading() as session:
        found = await session.get_one(outbox.Letter, numbers[3])
        assert found.message_id == 14


async def test_what_is_owed_to_a_group_follows_it_and_what_was_sent_stays(
    database: Database,
) -> None:
    first, _second, _third = await put(database, {"chat_id": GROUP}, {"chat_id": GROUP}, {})
    async with database.work() as session:
        await outbox.settle(session, [outcome(first, LetterState.SENT, 11)])
        await outbox.move(session, GROUP, SUPERGROUP)
    assert [letter.chat_id for letter in await owed(database)] == [SUPERGROUP, 7]


async def test_only_settled_letters_that_are_old_are_swept(database: Database) -> None:
    first, _second = await put(database, {}, {})
    keep = timedelta(days=90)
    async with database.work() as session:
        await outbox.settle(session, [outcome(first, LetterState.SENT, 11)])
        assert await outbox.sweep(session, now=MORNING + keep, keep=keep) == 0
        assert await outbox.sweep(session, now=MORNING + 2 * keep, keep=keep) == 1
    assert await states(database) == [LetterState.OWED]
    (third,) = [letter.id for letter in (await put(database, {}))[1:]]
    assert third > _second.id
