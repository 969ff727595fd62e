"""Evaluations as rows: planned for every mentorship in force, sent once."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from clinic import evaluating, filling
from clinic.evaluating import EVALUATION
from clinic.evaluation_form import FIELDS
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NoLongerAsked, NotAllowed
from storage import evaluations, papers, people
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
        await evaluating.open_quarter(session, Quarter(2027, 1), now=january)
    assert await planned(town_database) == {(2, 2)}
    assert await planned(town_database, Quarter(2027, 1)) == {(2, 1), (2, 2)}


async def test_an_evaluation_is_planned_as_an_empty_draft(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        stored = await evaluations.found(session, 1)
        assert await evaluations.done(session, str(Q4)) == set()
    assert stored is not None
    assert (stored.status, stored.values) == (EvaluationStatus.DRAFT, {})


async def test_an_evaluation_is_sent_once_and_written_down(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        rahma = await people.speaker_of(session, 6)
        assert rahma is not None
        draft = await evaluating.to_fill_in(session, rahma, 1, now=NOW)
        draft = await papers.advance(session, draft, of=EVALUATION.drafts, values=VALUES)
        assert draft is not None
        sent = await filling.send(session, rahma, EVALUATION, draft, now=NOW)
        assert await evaluations.done(session, str(Q4)) == {(1, 1)}
    assert (sent.status, sent.values) == (EvaluationStatus.SENT, VALUES)
    assert (sent.sent_by, sent.sent_at) == (6, NOW)
    async with town_database.work() as session:
        with pytest.raises(ButtonOutdated):
            await filling.send(session, rahma, EVALUATION, draft, now=NOW)
    async with town_database.reading() as session:
        written = (await session.exec(select(JournalEntry))).all()
    assert [(entry.verb, entry.village_id) for entry in written] == [("evaluation.sent", 1)]


async def test_only_a_coordinator_of_the_mentoring_agency_evaluates(
    town_database: Database,
) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        for person_id, number in ((1, 1), (3, 1), (6, 2)):
            person = await people.speaker_of(session, person_id)
            draft = await evaluations.found(session, number)
            assert person is not None
            assert draft is not None
            with pytest.raises(NotAllowed):
                await evaluating.to_fill_in(session, person, number, now=NOW)
            with pytest.raises(NoLongerAsked):
                await filling.awaited(session, person, EVALUATION, number, now=NOW)
            with pytest.raises(NotAllowed):
                await filling.send(session, person, EVALUATION, draft, now=NOW)


async def test_a_mentorship_that_ended_ends_the_evaluation_too(town_database: Database) -> None:
    async with town_database.work() as session:
        await evaluating.open_quarter(session, Q4, now=NOW)
        first = (await session.exec(select(Mentorship).where(Mentorship.agency_id == 1))).one()
        first.ends_on = date(2026, 11, 1)
        rahma = await people.speaker_of(session, 6)
        assert rahma is not None
        with pytest.raises(ButtonOutdated):
            await evaluating.to_fill_in(session, rahma, 1, now=NOW)
        with pytest.raises(NoLongerAsked):
            await filling.awaited(session, rahma, EVALUATION, 1, now=NOW)


def test_there_are_four_short_questions() -> None:
    assert [field.key for field in FIELDS] == ["progress", "worked", "obstacle", "next_step"]
