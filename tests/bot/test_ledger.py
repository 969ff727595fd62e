"""The ledger: outcomes are written in groups, and none is lost on the way."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery import Fate, Verdict
from bot.ledger import Ledger
from bot.wire import Wire
from storage import outbox
from storage.database import Database
from storage.outbox import LetterState, Owed, Urgency
from storage.people import Person, speakers
from tests import cast
from tests.bot.office import Breaking
from tests.phone import MORNING

GROUP, SUPERGROUP = -700, -1000700


@pytest.fixture
async def owed(database: Database) -> list[Owed]:
    """Three letters to Maria; the last is an edit of the first."""
    async with database.work() as session:
        await cast.enter(session)
        for key, about in (("card", None), (None, None), (None, "card")):
            params = {"chat_id": cast.MARIA, "text": "hai"}
            method = "editMessageText" if about else "sendMessage"
            outbox.put(session, cast.MARIA, method, params, now=MORNING, key=key, about=about)
    async with database.reading() as session:
        return await outbox.owed(session, Urgency.REPLY, after=0, most=10)


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    wire = Wire(tmp_path / "wire.log")
    yield wire
    wire.close()


@pytest.fixture
def ledger(database: Database, wire: Wire) -> Ledger:
    return Ledger(database, wire, lambda: MORNING)


async def recovered(database: Database, wire: Wire) -> Ledger:
    """Another ledger, after the first has died without a word."""
    ledger = Ledger(database, wire, lambda: MORNING)
    await ledger.recover()
    return ledger


async def states(database: Database) -> list[LetterState]:
    async with database.reading() as session:
        rows = await session.exec(outbox.letters.select().order_by(outbox.letters.c.id))
        return [LetterState(row.state) for row in rows]


def sends(ledger: Ledger, letter: Owed, message_id: int) -> None:
    ledger.started(letter)
    ledger.landed(letter, Verdict(Fate.DONE, message_id))
    ledger.settle(letter, LetterState.SENT, message_id=message_id)


async def test_outcomes_are_written_together_and_then_forgotten(
    database: Database, ledger: Ledger, owed: list[Owed], tmp_path: Path
) -> None:
    sends(ledger, owed[0], 11)
    sends(ledger, owed[1], 12)
    assert ledger.unwritten() == {owed[0].id, owed[1].id}
    await ledger.write_all()
    assert ledger.unwritten() == set()
    assert await states(database) == [LetterState.SENT, LetterState.SENT, LetterState.OWED]
    assert (tmp_path / "wire.log").stat().st_size == 0


async def test_what_comes_while_others_are_written_is_written_next(
    database: Database, ledger: Ledger, owed: list[Owed]
) -> None:
    """Refusals, moves and answers keep coming while a commit is on its way."""
    sends(ledger, owed[0], 11)
    ledger.unreachable(cast.MARIA)
    ledger.moved(GROUP, SUPERGROUP)
    async with database.work():
        writing = asyncio.create_task(ledger.write_all())
        await asyncio.sleep(0)  # it waits for the pen now
        sends(ledger, owed[1], 12)
        ledger.unreachable(cast.PETRUS)
        ledger.moved(cast.MARIA, SUPERGROUP)
    await writing
    await ledger.write_all()
    assert (await states(database))[:2] == [LetterState.SENT, LetterState.SENT]
    async with database.reading() as session:
        for number in (1, 2):
            assert (await session.get_one(Person, number)).unreachable_since == MORNING
        (moved,) = await outbox.owed(session, Urgency.REPLY, after=0, most=10)
        assert moved.chat_id == SUPERGROUP


async def test_refusals_may_come_at_any_moment_of_the_writing(
    database: Database, ledger: Ledger, owed: list[Owed]
) -> None:
    people = [cast.MARIA, cast.PETRUS, cast.YAKOB, cast.ESTER, cast.LINA, cast.RAHMA, cast.TITUS]
    ledger.unreachable(people[0])
    ledger.unreachable(people[1])
    writing = asyncio.create_task(ledger.write_all())
    for number in people[2:]:
        await asyncio.wait([writing], timeout=0.001)
        ledger.unreachable(number)
    await writing
    await ledger.write_all()
    async with database.reading() as session:
        known = await speakers(session, people)
    assert all(known[number].unreachable for number in people)


async def test_a_commit_that_fails_is_made_up_for(
    database: Database, owed: list[Owed], tmp_path: Path
) -> None:
    breaking = Breaking(database, faults=2)
    ledger = Ledger(breaking, Wire(tmp_path / "wire.log"), lambda: MORNING)
    sends(ledger, owed[0], 11)
    ledger.unreachable(cast.MARIA)
    with pytest.raises(OperationalError):
        await ledger.write_all()
    assert ledger.unwritten() == {owed[0].id}
    sends(ledger, owed[1], 12)
    await ledger.write_all()
    assert (await states(database))[:2] == [LetterState.SENT, LetterState.SENT]
    async with database.reading() as session:
        assert (await session.get_one(Person, 1)).unreachable_since == MORNING
    await ledger.close()


async def test_after_a_crash_what_was_answered_is_settled(
    database: Database, ledger: Ledger, owed: list[Owed], wire: Wire
) -> None:
    sends(ledger, owed[0], 11)
    ledger.started(owed[1])
    again = await recovered(database, wire)
    assert await states(database) == [LetterState.SENT, LetterState.OWED, LetterState.OWED]
    assert await again.address(owed[2]) == ("editMessageText", {**owed[2].params, "message_id": 11})


async def test_a_letter_that_must_not_be_copied_is_left_in_doubt_by_a_crash(
    database: Database, ledger: Ledger, owed: list[Owed], wire: Wire
) -> None:
    """Also when the broken connection was noticed, but not yet written down."""
    for letter in owed[:2]:
        reminder = letter._replace(repeat_in_doubt=False)
        ledger.started(reminder)
        ledger.landed(reminder, Verdict(Fate.DOUBT, fault="cut"))
    async with database.work() as session:
        where = outbox.letters.c.id == owed[0].id
        update = outbox.letters.update().where(where).values(repeat_in_doubt=False)
        await (await session.connection()).execute(update)
    await recovered(database, wire)
    assert await states(database) == [LetterState.DOUBTFUL, LetterState.OWED, LetterState.OWED]


async def test_an_outcome_newer_than_the_one_written_stays_on_the_wire_s_log(
    database: Database, ledger: Ledger, owed: list[Owed], wire: Wire
) -> None:
    """A second try may be answered while the failure of the first is being written."""
    ledger.started(owed[0])
    ledger.landed(owed[0], Verdict(Fate.LATER))
    ledger.settle(owed[0], LetterState.OWED)
    async with database.work():
        writing = asyncio.create_task(ledger.write_all())
        await asyncio.sleep(0)
        sends(ledger, owed[0], 11)
    await writing
    await recovered(database, wire)
    assert (await states(database))[0] is LetterState.SENT


async def test_a_superseded_letter_does_not_follow_what_replaced_it_after_a_crash(
    database: Database, ledger: Ledger, owed: list[Owed], wire: Wire
) -> None:
    ledger.settle(owed[0], LetterState.SUPERSEDED)
    ledger.started(owed[1])
    ledger.landed(owed[1], Verdict(Fate.DONE, 12))
    await recovered(database, wire)
    done = [LetterState.SUPERSEDED, LetterState.SENT, LetterState.OWED]
    assert await states(database) == done


async def test_an_edit_finds_its_letter_or_becomes_a_letter(
    ledger: Ledger, owed: list[Owed]
) -> None:
    edit = owed[2]
    assert await ledger.address(edit) == ("sendMessage", edit.params)
    keys_only = edit._replace(method="editMessageReplyMarkup")
    assert await ledger.address(keys_only) is None
    sends(ledger, owed[0], 11)
    assert await ledger.address(edit) == ("editMessageText", {**edit.params, "message_id": 11})


async def test_a_letter_is_addressed_to_where_its_group_is_now(
    ledger: Ledger, owed: list[Owed]
) -> None:
    _method, params = await ledger.address(owed[1]._replace(chat_id=SUPERGROUP)) or ("", {})
    assert params["chat_id"] == SUPERGROUP


async def test_a_process_that_slept_leaves_the_wire_to_the_one_that_took_over(
    database: Database, wire: Wire, owed: list[Owed], tmp_path: Path
) -> None:
    slept = Ledger(database, wire, lambda: MORNING, in_force=lambda: False)
    sends(slept, owed[0], 7)
    other = Wire(tmp_path / "wire.log")
    other.started(owed[1].id)
    await slept.write_all()
    assert other.left_over()[1] == {owed[1].id}
    other.close()
