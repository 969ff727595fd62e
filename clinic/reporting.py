"""A village's quarterly report: what may be opened, and the form that its officials fill in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, letters, report_form, reviewing
from clinic.form import Form
from clinic.form_field import Field, Kind, Value
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.report_buttons import OpenReport
from clinic.zone import local
from storage import reports, villages
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report, ReportStatus


class VillageReport(Form[Report]):
    """One village's quarter; any of its officials may go on with the draft."""

    task = Task.REPORT
    role = Role.OFFICIAL
    icon = "📝"
    noun = "laporan"
    command = "lapor"
    receipt = "report/receipt"
    fields = report_form.FIELDS
    drafts = (ReportStatus.DRAFT, ReportStatus.RETURNED)
    sent = ReportStatus.SENT

    async def found(self, session: AsyncSession, number: int) -> Report | None:
        return await reports.found(session, number)

    def belongs_to(self, paper: Report, person: Speaker) -> bool:
        return paper.village_id in person.villages()

    async def facts(self, session: AsyncSession, paper: Report) -> dict[str, Any]:
        return {
            "agency": None,
            "reason": paper.reason if paper.status is ReportStatus.RETURNED else None,
            "doubts": [doubt.value for doubt in report_form.doubts(paper.values)],
        }

    def way_in(self, paper: Report) -> OpenReport:
        return OpenReport(village=paper.village_id, quarter=paper.quarter)

    async def say_settled(
        self,
        session: AsyncSession,
        person: Speaker,
        paper: Report,
        *,
        answered: bool,
        now: datetime,
    ) -> None:
        facts = await reviewing.facts_of(session, paper)
        chat = person.telegram_id
        letters.send(session, chat, "report/settled", now=now, answered=answered, **facts)

    async def last_value(self, session: AsyncSession, paper: Report, field: Field) -> Value:
        """What the last quarter's report says; a photo or a day of then says nothing of now."""
        if field.kind in (Kind.PHOTO, Kind.DATE):
            return None
        earlier = str(Quarter.parse(paper.quarter).previous())
        last = await reports.of_village(session, paper.village_id, earlier)
        value: Value = last.values.get(field.key) if last else None
        return value

    async def hand_in(self, session: AsyncSession, paper: Report, *, now: datetime) -> None:
        await reviewing.present(session, paper, now=now)

    async def deciders(self, session: AsyncSession, paper: Report, *, now: datetime) -> list[str]:
        return [one.name for one in await reviewing.reviewers(session, paper.village_id, now=now)]


REPORT = VillageReport()


@dataclass(frozen=True)
class Offer:
    """A report that this person may open now."""

    village_id: int
    village: str
    quarter: Quarter
    due_on: date
    report: Report | None


async def offers(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Offer]:
    """The running quarter of each own village, and the last one while its report is asked for."""
    enrolling.require(person, Role.OFFICIAL)
    today = local(now).date()
    running = Quarter.of(now)
    found: list[Offer] = []
    for quarter in (running.previous(), running):
        due = await deadlines.of_quarter(session, quarter)
        begun = await reports.of_quarter(session, str(quarter))
        for village in await villages.those(session, person.villages()):
            number = village.known_id
            report = begun.get(number)
            asked_for = due.asked_for(Task.REPORT, number, today) or report is not None
            if quarter == running or (asked_for and is_open(report)):
                due_on = due.due_on(Task.REPORT, number)
                found.append(Offer(number, village.name, quarter, due_on, report))
    return found


def is_open(report: Report | None) -> bool:
    """Whether the report may still be filled in."""
    return report is None or REPORT.is_open(report)


async def open_report(
    session: AsyncSession, person: Speaker, village_id: int, quarter: Quarter, *, now: datetime
) -> Report:
    """The village's report of this or the last quarter, begun if there is none yet."""
    enrolling.require(person, Role.OFFICIAL)
    if village_id not in person.villages():
        raise NotAllowed
    if not quarter.is_recent(now):
        raise ButtonOutdated
    return await reports.begin(session, village_id, str(quarter), now=now)
