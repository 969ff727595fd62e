"""Who owes which paper of a quarter, and what is missing in it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, report_form
from clinic.deadlines import Deadlines
from clinic.quarters import Quarter
from storage import agencies, evaluations, people, reports, villages
from storage.agencies import Mentorship
from storage.people import Holder, Role
from storage.reminders import Task
from storage.reports import Report, ReportStatus

ARRIVED = (ReportStatus.SENT, ReportStatus.APPROVED)


@dataclass(frozen=True)
class Debt:
    """One paper that one person owes for one village."""

    holder: Holder
    task: Task
    village_id: int
    agency_id: int | None = None  # for an evaluation: the agency in whose name it is made

    @property
    def key(self) -> tuple[int, Task, int]:
        return self.holder.person_id, self.task, self.village_id


@dataclass(frozen=True)
class Gap:
    """What is missing: the names of the fields, and the reason if it was sent back."""

    task: Task
    begun: bool = False
    fields: tuple[str, ...] = ()
    returned_for: str | None = None


def debts(holders: Sequence[Holder], mentorships: Sequence[Mentorship]) -> list[Debt]:
    """Officials owe their village's report, coordinators the evaluation of each mentored one."""
    found, mentored = [], defaultdict(list)
    for mentorship in mentorships:
        mentored[mentorship.agency_id].append(mentorship.village_id)
    for holder in holders:
        if holder.role is Role.OFFICIAL and holder.village_id is not None:
            found.append(Debt(holder, Task.REPORT, holder.village_id))
        elif holder.role is Role.COORDINATOR and (agency := holder.agency_id) is not None:
            found += [Debt(holder, Task.EVALUATION, v, agency) for v in mentored[agency]]
    return found


@dataclass(frozen=True)
class Owing:
    """The books of one quarter: debts, due dates, and what has come in."""

    quarter: Quarter
    debts: Sequence[Debt]
    deadlines: Deadlines
    reports: Mapping[int, Report]
    evaluated: Set[tuple[int | None, int]]
    names: Mapping[int, str]

    def due_on(self, debt: Debt) -> date:
        return self.deadlines.due_on(debt.task, debt.village_id)

    def gap(self, debt: Debt) -> Gap | None:
        """What is missing; None when the paper has arrived."""
        if debt.task is Task.REPORT:
            return report_gap(self.reports.get(debt.village_id))
        done = (debt.agency_id, debt.village_id) in self.evaluated
        return None if done else Gap(Task.EVALUATION)

    def missing(self, person_id: int | None = None) -> list[tuple[Debt, Gap]]:
        """Every debt (of one person) still open, once for each person, task and village."""
        among = [d for d in self.debts if person_id in (None, d.holder.person_id)]
        found = {d.key: (d, gap) for d in among if (gap := self.gap(d)) is not None}
        return list(found.values())


def report_gap(report: Report | None) -> Gap | None:
    """What a village's report lacks; None when it was sent."""
    if report is None:
        return Gap(Task.REPORT)
    if report.status in ARRIVED:
        return None
    names = tuple(field.label for field in report_form.missing(report.values))
    returned_for = report.reason if report.status is ReportStatus.RETURNED else None
    return Gap(Task.REPORT, bool(report.values), names, returned_for)


async def of_quarter(
    session: AsyncSession, quarter: Quarter, *, on: date, among: Collection[int] | None = None
) -> Owing:
    """The books of everybody (or of some people), with the duties and mentorships of that day."""
    holders = await people.holders(session, Role.OFFICIAL, Role.COORDINATOR, among=among)
    mentorships = await agencies.mentorships(session, on=counted_on(quarter, on))
    owed = debts(holders, mentorships)
    there = await villages.those(session, {debt.village_id for debt in owed})
    names = {v.known_id: v.name for v in there if v.left_at is None}
    return Owing(
        quarter=quarter,
        debts=[debt for debt in owed if debt.village_id in names],
        deadlines=await deadlines.of_quarter(session, quarter),
        reports=await reports.of_quarter(session, str(quarter)),
        evaluated=await evaluations.done(session, str(quarter)),
        names=names,
    )


def counted_on(quarter: Quarter, today: date) -> date:
    """The day whose mentorships count for a quarter: today, at the latest its last day."""
    return min(today, quarter.last_day)
