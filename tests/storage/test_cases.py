"""Cases: the database is the referee."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from storage import cases
from storage.cases import OPEN, Case, CaseStatus
from storage.database import Database
from tests import cast
from tests.phone import MORNING

YAKOB, ESTER = 3, 4


@pytest.fixture
async def case(database: Database) -> Case:
    async with database.work() as session:
        await cast.enter(session)
        case = new("K-2026-00001")
        session.add(case)
    return case


def new(number: str, **facts: Any) -> Case:
    usual = {"village_id": 1, "asker_id": 1, "topic": "desa", "question": "?"}
    moments = {"opened_at": MORNING, "due_at": MORNING + timedelta(days=1)}
    return Case(number=number, **{**usual, **moments, **facts})


async def take(database: Database, case: Case, expert: int) -> bool:
    async with database.work() as session:
        changes = {"status": CaseStatus.HELD, "expert_id": expert, "claimed_at": MORNING}
        taken = await cases.advance(session, case.known_id, of=[CaseStatus.WAITING], **changes)
        return taken is not None


async def test_of_a_hundred_who_take_a_case_at_once_exactly_one_owns_it(
    database: Database, case: Case
) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    wanting = [(where, expert) for where in (database, other) for expert in (YAKOB, ESTER)] * 25
    try:
        took = await asyncio.gather(*(take(where, case, expert) for where, expert in wanting))
    finally:
        await other.close()
    assert sum(took) == 1
    async with database.reading() as session:
        found = await cases.found(session, case.known_id)
    assert found is not None
    assert (found.status, found.version) == (CaseStatus.HELD, 2)
    assert found.expert_id == wanting[took.index(True)][1]


async def test_a_case_moves_on_only_from_where_it_was_expected(
    database: Database, case: Case
) -> None:
    await take(database, case, YAKOB)

    async def close(**conditions: Any) -> bool:
        async with database.work() as session:
            closing = {"status": CaseStatus.CLOSED, "closed_at": MORNING}
            closed = await cases.advance(session, case.known_id, **conditions, **closing)
            return closed is not None

    assert not await close(of=[CaseStatus.WAITING])
    assert not await close(of=OPEN, version=1)
    assert not await close(of=OPEN, holder=ESTER)
    assert await close(of=OPEN, version=2, holder=YAKOB)
    assert not await close(of=OPEN)


async def test_a_closed_case_is_rated_once_and_an_open_one_never(
    database: Database, case: Case
) -> None:
    async def rate(stars: int) -> bool:
        async with database.work() as session:
            return await cases.rate(session, case.known_id, stars, now=MORNING)

    assert not await rate(5)
    async with database.work() as session:
        await cases.advance(session, case.known_id, of=OPEN, status=CaseStatus.CLOSED)
    assert sum(await asyncio.gather(*(rate(stars) for stars in (1, 2, 3, 4, 5)))) == 1
    async with database.reading() as session:
        found = await cases.found(session, case.known_id)
    assert found is not None
    assert (found.rating in (1, 2, 3, 4, 5), found.rated_at) == (True, MORNING)


async def test_waiting_cases_of_one_s_topics_come_in_the_order_they_are_due(
    database: Database, case: Case
) -> None:
    sooner = MORNING + timedelta(hours=1)
    async with database.work() as session:
        session.add(new("K-2026-00002", due_at=sooner))
        session.add(new("K-2026-00003", topic="sosial"))
        session.add(new("K-2026-00004", status=CaseStatus.HELD, expert_id=YAKOB))
        session.add(new("K-2026-00005", status=CaseStatus.CLOSED, expert_id=YAKOB))
    async with database.reading() as session:
        found = await cases.waiting(session, ["desa"], most=10)
        assert [c.number[-1] for c in found] == ["2", "1"]
        held = await cases.held_by(session, YAKOB, most=10)
        assert [c.number[-1] for c in held] == ["4"]
        village = await cases.of_villages(session, [1], most=5)
        assert [c.number[-1] for c in village] == ["4", "3", "2", "1", "5"]
        assert await cases.count(session, CaseStatus.WAITING) == 3
