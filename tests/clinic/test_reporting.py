"""The report's verbs: who may, what is kept, and two people at the same moment."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from clinic import filling, reporting, reviewing
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NeedsEnrolment, NoLongerAsked, NotAllowed
from clinic.report_form import FIELDS, Kind
from clinic.reporting import REPORT
from storage import people, reports
from storage.database import Database
from storage.journal import JournalEntry
from storage.people import Assignment, Person, Role, Speaker
from storage.reports import Report, ReportStatus
from tests import cast
from tests.reporters import WHOLE

Q4 = Quarter(2026, 4)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


@pytest.fixture
async def village(database: Database) -> Database:
    async with database.work() as session:
        await cast.enter(session)
    return database


async def speaker(database: Database, person_id: int) -> Speaker:
    async with database.reading() as session:
        found = await people.speaker_of(session, person_id)
    assert found is not None
    return found


async def opened(database: Database, **values: object) -> Report:
    maria = await speaker(database, 1)
    async with database.work() as session:
        report = await reporting.open_report(session, maria, 1, Q4, now=NOW)
        if values:
            draft = (ReportStatus.DRAFT,)
            report = await reports.advance(session, report, of=draft, values=values) or report
    return report


async def test_opening_twice_gives_the_same_draft(village: Database) -> None:
    first = await opened(village, budget=5)
    again = await opened(village)
    assert again.id == first.id
    assert again.values == {"budget": 5}


async def test_sending_and_deciding_are_written_down(village: Database) -> None:
    maria, rahma = await speaker(village, 1), await speaker(village, 6)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        sent = await filling.send(session, maria, REPORT, report, now=NOW)
        assert sent.id is not None
        await reviewing.approve(session, rahma, sent.id, sent.version, now=NOW)
    async with village.reading() as session:
        written = [entry.verb for entry in await session.exec(select(JournalEntry))]
        kept = await reports.found(session, sent.id)
    assert written == ["report.sent", "report.approved"]
    assert kept is not None
    assert (kept.status, kept.decided_by, kept.sent_by) == (ReportStatus.APPROVED, 6, 1)


async def test_every_verb_asks_whose_village_it_is(village: Database) -> None:
    report = await opened(village, **WHOLE)
    titus, yakob, rahma = [await speaker(village, number) for number in (7, 3, 6)]
    assert report.id is not None
    async with village.work() as session:
        for person in (titus, yakob, rahma):
            with pytest.raises(NotAllowed):
                await reporting.open_report(session, person, 1, Q4, now=NOW)
            with pytest.raises(NoLongerAsked):
                await filling.awaited(session, person, REPORT, report.id, now=NOW)
            with pytest.raises(NotAllowed):
                await filling.send(session, person, REPORT, report, now=NOW)
        with pytest.raises(NeedsEnrolment):
            await reporting.offers(session, Speaker(901), now=NOW)


async def test_a_mentorship_that_ended_ends_the_right_to_decide(village: Database) -> None:
    maria, rahma = await speaker(village, 1), await speaker(village, 6)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        sent = await filling.send(session, maria, REPORT, report, now=NOW)
        assert sent.id is not None
        before_it_began = datetime(2022, 1, 1, tzinfo=UTC)
        with pytest.raises(NotAllowed):
            await reviewing.approve(session, rahma, sent.id, sent.version, now=before_it_began)


async def test_the_province_decides_when_no_coordinator_could_be_reached(
    village: Database,
) -> None:
    maria = await speaker(village, 1)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        session.add(Person(id=8, name="Sara", position="TGPP", telegram_id=601))
        await session.flush()
        session.add(Assignment(person_id=8, role=Role.PROVINCE))
        await people.mark_unreachable(session, cast.RAHMA, now=NOW)
        sent = await filling.send(session, maria, REPORT, report, now=NOW)
        await people.mark_reachable(session, cast.RAHMA)
        in_charge = await reviewing.reviewers(session, 1, by=1, now=NOW)
        assert [one.name for one in in_charge] == ["Rahma"]
    sara = await speaker(village, 8)
    assert sent.id is not None
    async with village.work() as session:
        decided = await reviewing.approve(session, sara, sent.id, sent.version, now=NOW)
    assert decided.decided_by == 8


async def test_a_day_or_a_photo_of_the_last_quarter_is_not_taken_over(village: Database) -> None:
    report = await opened(village)
    async with village.work() as session:
        last = await reports.begin(session, 1, str(Q4.previous()), now=NOW)
        await reports.advance(session, last, of=(ReportStatus.DRAFT,), values=WHOLE)
        offered = {
            field.key
            for field in FIELDS
            if await REPORT.last_value(session, report, field) is not None
        }
    assert "main_activity" in offered
    assert not offered & {field.key for field in FIELDS if field.kind in (Kind.DATE, Kind.PHOTO)}


async def test_only_the_last_and_the_running_quarter_can_be_opened(village: Database) -> None:
    maria = await speaker(village, 1)
    async with village.work() as session:
        for quarter in (Quarter(2027, 1), Q4.previous().previous()):
            with pytest.raises(ButtonOutdated):
                await reporting.open_report(session, maria, 1, quarter, now=NOW)
        await reporting.open_report(session, maria, 1, Q4.previous(), now=NOW)


async def test_a_returned_report_of_the_last_quarter_stays_on_offer(village: Database) -> None:
    maria = await speaker(village, 1)
    long_after = datetime(2027, 3, 1, tzinfo=UTC)
    async with village.work() as session:
        assert len(await reporting.offers(session, maria, now=long_after)) == 1
        report = await reports.begin(session, 1, str(Q4), now=NOW)
        await reports.advance(
            session, report, of=(ReportStatus.DRAFT,), status=ReportStatus.RETURNED
        )
        offered = await reporting.offers(session, maria, now=long_after)
    assert [offer.quarter for offer in offered] == [Q4, Quarter(2027, 1)]
