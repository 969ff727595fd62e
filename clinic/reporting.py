"""A village's quarterly report: what may be opened, and the form that its officials fill in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, leafing, letters, report_buttons, report_form, reviewing
from clinic.form import Form
from clinic.form_field import Field, Kind, Value
from clinic.leafing import LeafReports
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

    async def is_asked(self, session: AsyncSession, paper: Report, *, now: datetime) -> bool:
        """Only a draft grows too old: what was sent back may be mended until it is approved."""
        begun = paper.status is ReportStatus.DRAFT
        return not begun or await super().is_asked(session, paper, now=now)

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
        village, sender = paper.village_id, paper.sent_by
        in_charge = await reviewing.reviewers(session, village, by=sender, now=now)
        return [one.name for one in in_charge]


REPORT = VillageReport()


@dataclass(frozen=True)
class Standing:
    """One village's report of one quarter: due when, and how far it is."""

    village_id: int
    village: str
    quarter: Quarter
    due_on: date
    report: Report | None

    @property
    def is_open(self) -> bool:
        """Whether the report may still be filled in."""
        return self.report is None or REPORT.is_open(self.report)

    @property
    def missing(self) -> int:
        """How many required fields have no answer."""
        return len(report_form.missing(self.report.values if self.report else {}))


async def standings(
    session: AsyncSession, village_ids: set[int], *, now: datetime
) -> list[Standing]:
    """The reports of these villages that are of interest now, quarter by quarter.

    What is asked for; what was begun in this or the last quarter; of any earlier one what was sent
    and is not approved.
    """
    running = Quarter.of(now)
    late = {Quarter.parse(one) for one in await reports.unsettled_quarters(session, village_ids)}
    there = await villages.those(session, village_ids)
    quarters = sorted({running.previous(), running} | late)
    begun = await reports.of_villages(session, village_ids, [str(one) for one in quarters])
    found: list[Standing] = []
    for quarter in quarters:
        due = await deadlines.of_quarter(session, quarter)
        for village in there:
            number = village.known_id
            due_on, report = due.due_on(Task.REPORT, number), begun.get((number, str(quarter)))
            asked_for = due.asked_for(Task.REPORT, number, local(now).date())
            if asked_for or _matters(report, quarter, now):
                found.append(Standing(number, village.name, quarter, due_on, report))
    return found


def _matters(report: Report | None, quarter: Quarter, now: datetime) -> bool:
    """Whether a report is listed that is not asked for any more."""
    if report is None:
        return False
    return quarter.is_recent(now) or report.status in reports.UNSETTLED


async def offers(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Standing]:
    """What this official may fill in, and of the running quarter also what is sent already."""
    enrolling.require(person, Role.OFFICIAL)
    found = await standings(session, person.villages(), now=now)
    return [one for one in found if one.is_open or one.quarter == Quarter.of(now)]


def offer(
    session: AsyncSession,
    person: Speaker,
    offered: list[Standing],
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """The choice among them, a page at a time, the open ones before the others."""
    by_need = sorted(offered, key=lambda one: not one.is_open)
    leaf, shown = leafing.leaf(by_need, page)
    buttons = [(o.village_id, str(o.quarter), f"{o.quarter.name} – {o.village}") for o in shown]
    letters.send(
        session,
        person.telegram_id,
        "report/which",
        now=now,
        edit=edit,
        markup=report_buttons.offers(buttons, leaf.buttons(LeafReports)),
        offers=shown,
        place=leaf.page + 1,
    )


async def open_report(
    session: AsyncSession, person: Speaker, village_id: int, quarter: Quarter, *, now: datetime
) -> Report:
    """The village's report, begun if there is none; of a quarter long past one that was sent."""
    enrolling.require(person, Role.OFFICIAL)
    if village_id not in person.villages():
        raise NotAllowed
    if quarter.is_recent(now):
        return await reports.begin(session, village_id, str(quarter), now=now)
    report = await reports.of_village(session, village_id, str(quarter))
    if report is None or not await REPORT.is_asked(session, report, now=now):
        raise ButtonOutdated
    return report
