"""Villages and how their reports stand: the official's own, the coordinator's mentored ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, letters, report_buttons, report_form, reporting, reviewing
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.zone import local
from storage import agencies, reports, villages
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report, ReportStatus

MOST = 15  # villages of one list: a message ends at 4096 letters


@dataclass(frozen=True)
class Standing:
    """One report of one village: due when, and how far it is."""

    quarter: Quarter
    due_on: date
    report: Report | None

    @property
    def missing(self) -> int:
        """How many required fields have no answer."""
        return len(report_form.missing(self.report.values if self.report else {}))


@dataclass(frozen=True)
class Row:
    """One village of the list."""

    village_id: int
    village: str
    standings: Sequence[Standing]


async def overview(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """The person's villages with the last and the running quarter's report."""
    enrolling.require(person, Role.OFFICIAL, Role.COORDINATOR)
    today = local(now).date()
    if person.has(Role.OFFICIAL):
        own = await _rows(session, person.villages(), now=now)
        _send(session, person, "report/own_villages", own, now=now, ours=True)
    if person.has(Role.COORDINATOR):
        mentored = await agencies.mentored_by(session, person.agencies(), on=today)
        rows = await _rows(session, mentored, now=now)
        _send(session, person, "report/mentored_villages", rows, now=now, ours=False)


async def _rows(session: AsyncSession, village_ids: set[int], *, now: datetime) -> list[Row]:
    running = Quarter.of(now)
    books = [
        (
            quarter,
            await deadlines.of_quarter(session, quarter),
            await reports.of_quarter(session, str(quarter)),
        )
        for quarter in (running.previous(), running)
    ]
    rows: list[Row] = []
    for village in await villages.those(session, village_ids):
        number = village.known_id
        standings = [
            Standing(quarter, due.due_on(Task.REPORT, number), begun.get(number))
            for quarter, due, begun in books
            if quarter == running
            or number in begun
            or due.asked_for(Task.REPORT, number, local(now).date())
        ]
        rows.append(Row(number, village.name, standings))
    return rows


def _send(
    session: AsyncSession,
    person: Speaker,
    moment: str,
    rows: list[Row],
    *,
    now: datetime,
    ours: bool,
) -> None:
    shown = rows[:MOST]
    letters.send(
        session,
        person.telegram_id,
        moment,
        now=now,
        markup=report_buttons.villages(_reports(shown), _unsent(shown) if ours else []),
        rows=shown,
        more=len(rows) - len(shown),
        today=local(now).date(),
    )


def _reports(rows: list[Row]) -> list[tuple[int, str]]:
    """The reports that were sent at some time, to be looked at."""
    return [
        (s.report.id, f"📄 {row.village} – {s.quarter.name}")
        for row in rows
        for s in row.standings
        if s.report and s.report.id and s.report.status is not ReportStatus.DRAFT
    ]


def _unsent(rows: list[Row]) -> list[tuple[int, str, str]]:
    """The reports that can be filled in."""
    return [
        (row.village_id, str(s.quarter), f"📝 {row.village} – {s.quarter.name}")
        for row in rows
        for s in row.standings
        if reporting.is_open(s.report)
    ]


async def show(session: AsyncSession, person: Speaker, report_id: int, *, now: datetime) -> None:
    """One report, with the buttons to decide on it for those who may."""
    report = await reports.found(session, report_id)
    if report is None:
        raise ButtonOutdated
    in_charge = await reviewing.reviewers(session, report.village_id, now=now)
    decides = person.person_id in {reviewer.person_id for reviewer in in_charge}
    handed_in = report.status is not ReportStatus.DRAFT
    if report.village_id not in person.villages() and not (decides and handed_in):
        raise NotAllowed
    to_decide = decides and report.status is ReportStatus.SENT
    await reviewing.show(session, person.telegram_id, report, now=now, to_decide=to_decide)
