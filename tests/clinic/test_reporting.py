"""The report's verbs: who may, what is kept, and two people at the same moment."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from clinic import reporting, reviewing
from clinic.quarters import Quarter
from clinic.refusals import (
    AnswerUnreadable,
    ButtonOutdated,
    NeedsEnrolment,
    NotAllowed,
    ReportChanged,
    ReportIncomplete,
)
from clinic.report_form import BY_KEY, FIELDS, Kind
from storage import people, reports
from storage.database import Database
from storage.journal import JournalEntry
from storage.people import Assignment, Person, Role, Speaker
from storage.reports import Report, ReportStatus
from tests import cast

Q4 = Quarter(2026, 4)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
WHOLE = {
    "main_activity": "Pembagian bibit pala",
    "carried_out": "yes",
    "fund_source": "dana_desa",
    "budget": 35_000_000,
    "spent": 12_500_000,
    "physical_progress": 40,
    "beneficiaries": 30,
    "houses_repaired": {"nothing": "not_applicable"},
    "businesses_coached": 0,
    "last_activity_on": "2026-11-12",
    "follow_up": "Memesan bibit tambahan",
    "photos": {"nothing": "no_photo"},
}


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


async def test_two_officials_at_the_same_version_the_database_decides(village: Database) -> None:
    maria, petrus = await speaker(village, 1), await speaker(village, 2)
    report = await opened(village)
    stale = Report(**report.model_dump())
    field = BY_KEY["main_activity"]
    async with village.work() as session:
        await reporting.fill(session, maria, report, field, "Bibit pala", now=NOW)
    async with village.work() as session:
        with pytest.raises(ReportChanged):
            await reporting.fill(session, petrus, stale, field, "Menjahit", now=NOW)
    async with village.reading() as session:
        kept = await reports.of_village(session, 1, str(Q4))
    assert kept is not None
    assert kept.values == {"main_activity": "Bibit pala"}
    assert kept.changed_by == 1


async def test_an_unreadable_answer_names_field_and_reason(village: Database) -> None:
    maria = await speaker(village, 1)
    report = await opened(village)
    async with village.work() as session:
        with pytest.raises(AnswerUnreadable) as refused:
            await reporting.fill(session, maria, report, BY_KEY["budget"], "1.5", now=NOW)
    assert refused.value.facts["label"] == "Pagu"


async def test_an_incomplete_report_is_not_sent(village: Database) -> None:
    maria = await speaker(village, 1)
    report = await opened(village, **{k: v for k, v in WHOLE.items() if k != "budget"})
    async with village.work() as session:
        with pytest.raises(ReportIncomplete) as refused:
            await reporting.send(session, maria, report, now=NOW)
    assert refused.value.facts["missing"] == ["Pagu"]


async def test_sending_and_deciding_are_written_down(village: Database) -> None:
    maria, rahma = await speaker(village, 1), await speaker(village, 6)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        sent = await reporting.send(session, maria, report, now=NOW)
        assert sent.id is not None
        await reviewing.approve(session, rahma, sent.id, sent.version, now=NOW)
    async with village.reading() as session:
        written = [entry.verb for entry in await session.exec(select(JournalEntry))]
        kept = await reports.found(session, sent.id)
    assert written == ["report.sent", "report.approved"]
    assert kept is not None
    assert (kept.status, kept.decided_by, kept.sent_by) == (ReportStatus.APPROVED, 6, 1)


async def test_a_report_that_was_sent_takes_no_more_answers(village: Database) -> None:
    maria = await speaker(village, 1)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        sent = await reporting.send(session, maria, report, now=NOW)
        with pytest.raises(ButtonOutdated):
            await reporting.fill(session, maria, sent, BY_KEY["budget"], "20 juta", now=NOW)
        with pytest.raises(ButtonOutdated):
            await reporting.send(session, maria, sent, now=NOW)


async def test_every_verb_asks_whose_village_it_is(village: Database) -> None:
    report = await opened(village, **WHOLE)
    titus, yakob, rahma = [await speaker(village, number) for number in (7, 3, 6)]
    assert report.id is not None
    async with village.work() as session:
        for person in (titus, yakob, rahma):
            with pytest.raises(NotAllowed):
                await reporting.open_report(session, person, 1, Q4, now=NOW)
            with pytest.raises(NotAllowed):
                await reporting.opened(session, person, report.id)
            with pytest.raises(NotAllowed):
                await reporting.send(session, person, report, now=NOW)
        with pytest.raises(NeedsEnrolment):
            await reporting.offers(session, Speaker(901), now=NOW)


async def test_a_mentorship_that_ended_ends_the_right_to_decide(village: Database) -> None:
    maria, rahma = await speaker(village, 1), await speaker(village, 6)
    report = await opened(village, **WHOLE)
    async with village.work() as session:
        sent = await reporting.send(session, maria, report, now=NOW)
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
        sent = await reporting.send(session, maria, report, now=NOW)
        await people.mark_reachable(session, cast.RAHMA)
        in_charge = await reviewing.reviewers(session, 1, now=NOW)
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
            if await reporting.last_value(session, report, field) is not None
        }
    assert "main_activity" in offered
    assert not offered & {field.key for field in FIELDS if field.kind in (Kind.DATE, Kind.PHOTO)}


async def test_only_the_last_and_the_running_quarter_can_be_opened(village: Database) -> None:
    maria = await speaker(village, 1)
    async with village.work() as session:
        for quarter in (Q4.next(), Q4.previous().previous()):
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
    assert [offer.quarter for offer in offered] == [Q4, Q4.next()]


def test_the_first_open_field_follows_the_order_of_the_form() -> None:
    first = reporting.following({})
    assert first is not None
    assert first.key == "main_activity"
    skipped = reporting.following({"main_activity": "x", "fund_source": "csr"})
    assert skipped is not None
    assert skipped.key == "carried_out"
    assert reporting.following({}, after="location") is None
    assert reporting.before("main_activity").key == "main_activity"
    assert reporting.before(None).key == "location"
