"""The alarm clock: what each ring does, and that no fault stops it."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.alarm import Alarm
from bot.books import Books
from bot.lease import LASTING, Lease, LeaseLost
from clinic.quarters import Quarter
from storage import answers, dialogues, evaluations, inbox, outbox, questions
from storage.database import Database
from storage.inbox import Received
from storage.invitations import Guess
from storage.outbox import Letter
from tests import cast
from tests.office import reminders_of
from tests.shelf import ENTRY, write
from tests.town import books

Q4, Q1 = Quarter(2026, 4), Quarter(2027, 1)
DUE_MORNING = datetime(2027, 1, 10, 23, 5, tzinfo=UTC)  # Monday 11 January, 08:05 WIT


@pytest.fixture
async def clinic(database: Database) -> Database:
    async with database.work() as session:
        await cast.enter(session)
    return database


@pytest.fixture
async def lease(clinic: Database) -> Lease:
    lease = Lease(clinic, "test", lambda: DUE_MORNING)
    await lease.wait()
    return lease


async def letters(database: Database) -> list[Letter]:
    async with database.reading() as session:
        return list(await session.exec(select(Letter)))


async def test_planning_covers_the_last_and_the_running_quarter(
    clinic: Database, lease: Lease
) -> None:
    alarm = Alarm(lease, lambda: DUE_MORNING, lambda: None, books())
    await alarm.plan()
    await alarm.plan()
    async with clinic.reading() as session:
        for quarter in (Q4, Q1):
            assert len(await evaluations.of_quarter(session, str(quarter))) == 2
        assert len(await reminders_of(session, Q1)) == 24


async def test_reminders_ring_and_the_postman_is_woken(clinic: Database, lease: Lease) -> None:
    woken: list[bool] = []
    alarm = Alarm(lease, lambda: DUE_MORNING, lambda: woken.append(True), books())
    await alarm.plan()
    await alarm.remind()
    assert {letter.chat_id for letter in await letters(clinic)} == {
        cast.MARIA,
        cast.PETRUS,
        cast.TITUS,
        cast.RAHMA,
    }
    assert woken
    await alarm.remind()
    assert len(await letters(clinic)) == 4


async def test_sweeping_forgets_what_was_done_long_ago_and_nothing_that_is_owed(
    clinic: Database, lease: Lease
) -> None:
    long_ago = DUE_MORNING - timedelta(days=100)
    async with clinic.work() as session:
        await inbox.store(session, [(n, 5, "{}") for n in (1, 2, 3, 4)], now=long_ago)
        outbox.put(session, 5, "sendMessage", {"text": "lama"}, now=long_ago)
        questions.keep(session, 5, [(1, "lama")], now=long_ago)
        session.add(Guess(telegram_id=5, at=long_ago))
        years = DUE_MORNING - timedelta(days=366)
        answers.give(session, None, 5, 1, "contoh", "lama", now=years)
        answers.give(session, None, 6, 1, "contoh", "lama", now=long_ago)
        await dialogues.save(session, {5: (None, {"x": 1})}, now=years)
        await dialogues.save(session, {6: (None, {"x": 1})}, now=long_ago)
    async with clinic.work() as session:
        await inbox.finish(session, [1], now=long_ago)
        for seq, days in ((3, 31), (4, 29)):
            parked_at = DUE_MORNING - timedelta(days=days)
            await inbox.park(session, seq, attempts=3, fault="x", now=parked_at)
    await Alarm(lease, lambda: DUE_MORNING, lambda: None, books()).sweep()
    async with clinic.reading() as session:
        assert [row.update_id for row in await session.exec(select(Received))] == [2, 4]
        assert await questions.recall(session, 5, 1) == []
        assert (await session.exec(select(Guess))).all() == []
        assert set(await dialogues.found(session, {5, 6})) == {6}
        assert set(await answers.last_given(session, "contoh", since=years)) == {6}
    assert len(await letters(clinic)) == 1


async def test_it_plans_at_the_start_and_stops_when_told(clinic: Database, lease: Lease) -> None:
    planned = asyncio.Event()

    class Watched(Alarm):
        async def plan(self) -> None:
            await super().plan()
            planned.set()

    alarm = Watched(lease, lambda: DUE_MORNING, lambda: None, books())
    alarm.start()
    await asyncio.wait_for(planned.wait(), timeout=10)
    alarm.stop()
    async with clinic.reading() as session:
        assert await reminders_of(session, Q1) != []


async def test_a_ring_that_fails_is_logged_and_does_no_more_harm(
    lease: Lease, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> datetime:
        raise RuntimeError("no time")

    alarm = Alarm(lease, broken, lambda: None, books())
    with caplog.at_level(logging.ERROR):
        await alarm._safely("remind", alarm.remind)
    assert [(r.message, r.__dict__["job"]) for r in caplog.records] == [("alarm.fault", "remind")]


async def test_who_stands_by_rings_nobody(clinic: Database, lease: Lease) -> None:
    await Alarm(lease, lambda: DUE_MORNING, lambda: None, books()).plan()
    assert await Lease(clinic, "other", lambda: DUE_MORNING + LASTING)._take()
    late = Alarm(lease, lambda: DUE_MORNING, lambda: None, books())
    for ring in (late.plan, late.remind, late.sweep):
        with pytest.raises(LeaseLost):
            await ring()
    assert await letters(clinic) == []


async def test_keepers_hear_once_of_each_fault_in_changed_books(
    clinic: Database, lease: Lease, tmp_path: Path
) -> None:
    write(tmp_path)
    woken: list[bool] = []
    own = Books.open(tmp_path)
    alarm = Alarm(lease, lambda: DUE_MORNING, lambda: woken.append(True), own)

    async def looks() -> list[str]:
        for _ in range(3):
            await alarm.renew()
        return [letter.params["text"] for letter in await letters(clinic)]

    assert await looks() == []
    write(tmp_path, owner="", sources="[]")
    (told,) = await looks()
    assert "contoh.yaml, baris 8: kolom «sources» paling sedikit berisi 1" in told
    assert "contoh.yaml, baris 10: kolom «owner» kosong" in told
    assert woken == [True]
    write(tmp_path, owner="")
    assert len(await looks()) == 2
    write(tmp_path, owner="", answer="Lain.")
    assert len(await looks()) == 2, "the same fault once more is no news"
    write(tmp_path)
    assert len(await looks()) == 2
    assert [letter.chat_id for letter in await letters(clinic)] == [cast.LINA, cast.LINA]


async def test_a_letter_that_could_not_be_written_is_written_at_the_next_look(
    clinic: Database, lease: Lease, tmp_path: Path
) -> None:
    write(tmp_path)
    alarm = Alarm(lease, lambda: DUE_MORNING, lambda: None, Books.open(tmp_path))
    write(tmp_path, owner="")
    await alarm.renew()
    other = Lease(clinic, "other", lambda: DUE_MORNING + LASTING)
    assert await other._take()
    with pytest.raises(LeaseLost):
        await alarm.renew()
    await other.drop()
    assert await Lease(clinic, "test", lambda: DUE_MORNING + 2 * LASTING)._take()
    await alarm.renew()
    assert len(await letters(clinic)) == 1


async def test_a_corrected_answer_is_told_by_day_only(
    clinic: Database, lease: Lease, tmp_path: Path
) -> None:
    now = DUE_MORNING
    write(tmp_path)
    own = Books.open(tmp_path)
    alarm = Alarm(lease, lambda: now, lambda: None, own)
    await alarm.renew()
    async with clinic.work() as session:
        answers.give(session, 1, cast.MARIA, 1, ENTRY["id"], ENTRY["answer"], now=now)
    write(tmp_path, answer="Kini tanpa biaya.")
    now = DUE_MORNING + timedelta(hours=14)  # 22:05 WIT
    for _ in range(3):
        await alarm.renew()
    assert await letters(clinic) == []
    now = DUE_MORNING + timedelta(days=1)
    for _ in range(2):
        await alarm.renew()
    (letter,) = await letters(clinic)
    assert "Kini tanpa biaya." in letter.params["text"]
