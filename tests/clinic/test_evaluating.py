"""Evaluations as rows: planned for every mentorship in force, stored once."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from clinic import evaluating
from clinic.evaluation_form import FIELDS
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, EvaluationDone, NotAllowed
from storage import evaluations, people
from storage.agencies import Mentorship
from storage.database import Database
from storage.evaluations import EvaluationStatus
from storage.journal import JournalEntry
from tests import cast

Q4 = Quarter(2026, 4)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
VALUES = {"progress": "up", "worked": "Bibit ditanam", "obstacle": None, "next_step": "Januari"}


@pytest.fixture
async def town_database(database: Database) -> Database:
    async with database.work() as session:
        await cast.enter(session)
    return database


async def planned(database: Database, quarter: Quarter = Q4) -> set[tuple[int, int]]:
    async with database.reading() as session:
        rows = await evaluations.of_quarter(session, str(quarter))
    return {(row.agency_id, row.village_id) for row in rows}


async def test_a_quarter_is_opened_for_every_mentorship_once(town_database: Database) -> None:
    for _ in range(2):
        async with town_database.work() as session:
            await evaluating.open_quarter(session, Q4, now=NOW)
    assert await planned(town_database) == {(1, 1), (2, 2)}


async def test_the_mentorships_of_the_quarters_end_count_for_it(town_database: Database) -> None:
    async with town_database.work() as session:
        first = (await session.exec(select(Mentorship).where(Mentorship.agency_id == 1))).one()
        first.ends_on = date(2026, 12, 15)
        later = date(2027, 1, 2)
        session.add(Mentorship(agency_id=2, village_id=1, decree="contoh", starts_on=later))
    async with town_database.work() as session:
        january = datetime(2027, 1, 5, tzinfo=UTC)
        await evaluating.open_quarter(session, Q4, now=january)
        await evaluating.open_quarter(session, Q4.next(), now=january)
    assert await planned(town_database) == {(2, 2)}
    assert await planned(town_database, Q4.next()) == {(2, 1), (2, 2)}


async def test_an_evaluation_is_stored_once_and_written_down(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        rahma = await people.speaker_of(session, 6)
        assert rahma is not None
        await evaluating.finish(session, rahma, 1, VALUES, now=NOW)
    async with town_database.work() as session:
        with pytest.raises(EvaluationDone) as refused:
            await evaluating.finish(session, rahma, 1, {**VALUES, "progress": "down"}, now=NOW)
        assert refused.value.facts["name"] == "Rahma"
    async with town_database.reading() as session:
        stored = await evaluations.found(session, 1)
        written = (await session.exec(select(JournalEntry))).all()
    assert stored is not None
    assert (stored.status, stored.values) == (EvaluationStatus.DONE, VALUES)
    assert [(entry.verb, entry.village_id) for entry in written] == [("evaluation.done", 1)]


async def test_of_two_at_once_the_database_keeps_the_first(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        assert await evaluations.finish(session, 1, {"progress": "up"}, by=6, now=NOW)
        assert not await evaluations.finish(session, 1, {"progress": "down"}, by=6, now=NOW)
        stored = await evaluations.found(session, 1)
    assert stored is not None
    assert stored.values == {"progress": "up"}


async def test_an_evaluation_with_gaps_is_not_stored(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        rahma = await people.speaker_of(session, 6)
        assert rahma is not None
        with pytest.raises(ButtonOutdated):
            await evaluating.finish(session, rahma, 1, {"progress": "up"}, now=NOW)


async def test_only_a_coordinator_of_the_mentoring_agency_evaluates(
    town_database: Database,
) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        for person_id, number in ((1, 1), (3, 1), (6, 2)):
            person = await people.speaker_of(session, person_id)
            assert person is not None
            with pytest.raises(NotAllowed):
                await evaluating.finish(session, person, number, VALUES, now=NOW)


def test_there_are_four_short_questions() -> None:
    assert [field.key for field in FIELDS] == ["progress", "worked", "obstacle", "next_step"]
