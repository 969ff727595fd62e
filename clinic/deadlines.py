"""When a village's papers of a quarter are due, extensions included."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.quarters import Quarter
from storage import evaluations
from storage.reminders import Task

GRACE = timedelta(days=7)  # so long after the due date a paper is still asked for


@dataclass(frozen=True)
class Deadlines:
    """The due dates of one quarter: its own, or a later one that was granted to a village."""

    quarter: Quarter
    granted: Mapping[tuple[Task, int], date] = field(default_factory=dict)

    def due_on(self, task: Task, village_id: int) -> date:
        return self.granted.get((task, village_id)) or self.regular(task)

    def regular(self, task: Task) -> date:
        """The due date of every village without an extension."""
        return self.quarter.report_due if task is Task.REPORT else self.quarter.evaluation_due

    def extended(self, task: Task, village_id: int) -> bool:
        return (task, village_id) in self.granted

    def asked_for(self, task: Task, village_id: int, today: date) -> bool:
        """Whether the paper, if it is missing, is still asked for."""
        return today <= self.due_on(task, village_id) + GRACE


async def of_quarter(session: AsyncSession, quarter: Quarter) -> Deadlines:
    """All due dates of a quarter; of several extensions the latest day counts."""
    granted = await evaluations.extensions(session, str(quarter))
    by_day = sorted(granted, key=lambda extension: extension.until_on)
    return Deadlines(quarter, {(Task(e.task), e.village_id): e.until_on for e in by_day})
