"""Reminders as rows: planned once, rung once, whoever rings first."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import UniqueConstraint
from sqlalchemy import select as pick
from sqlmodel import Field, SQLModel, col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, choice, table_of
from storage.statements import insert_new, run

STEP = ("person_id", "village_id", "quarter", "task", "due_on", "step")  # what names a step


class Task(StrEnum):
    """What is awaited."""

    REPORT = "report"
    EVALUATION = "evaluation"


class Outcome(StrEnum):
    SENT = "sent"
    NOT_NEEDED = "not_needed"
    JOINED = "joined"  # told together with a later step in one letter


class Reminder(SQLModel, table=True):
    """One step of the ladder for one person, village, quarter and task, towards one due date."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint(*STEP),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    village_id: int = Field(foreign_key="villages.id", index=True)
    quarter: str = Field(index=True)
    task: Task = Field(sa_type=choice(Task))
    step: int
    due_on: date
    ring_at: datetime = Field(sa_type=UtcDateTime, index=True)
    rung_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    outcome: Outcome | None = Field(default=None, sa_type=choice(Outcome))
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Taken(NamedTuple):
    """A step that is the taker's to ring."""

    id: int
    person_id: int
    village_id: int
    quarter: str
    task: Task
    step: int
    due_on: date


_table = table_of(Reminder)


async def plan(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    """Steps to be rung; those already planned stay as they are."""
    wanted = _table.c.quarter.in_({row["quarter"] for row in rows})
    found = await run(session, pick(*(_table.c[name] for name in STEP)).where(wanted))
    planned = {tuple(row) for row in found}
    fresh = [row for row in rows if tuple(row[name] for name in STEP) not in planned]
    await insert_new(session, _table, fresh)  # another process may plan at the same time


async def take(session: AsyncSession, *, now: datetime, most: int) -> list[Taken]:
    """Take all due steps of at most so many people; every step has exactly one taker."""
    due = (_table.c.rung_at.is_(None), _table.c.ring_at <= now)
    waiting = pick(_table.c.person_id).where(*due).distinct().order_by(_table.c.person_id)
    taken = await run(
        session,
        update(_table)
        .where(*due, _table.c.person_id.in_(waiting.limit(most)))
        .values(rung_at=now)
        .returning(*(_table.c[name] for name in Taken._fields)),
    )
    return sorted((Taken(*row) for row in taken), key=lambda t: (t.person_id, t.step, t.id))


async def settle(session: AsyncSession, reminder_ids: list[int], outcome: Outcome) -> None:
    """Write down what became of steps that were taken."""
    chosen = _table.c.id.in_(reminder_ids)
    await run(session, update(_table).where(chosen).values(outcome=outcome))


async def mark_read(
    session: AsyncSession, person_id: int, *, until: datetime, now: datetime
) -> bool:
    """The person has seen what was rung until a moment; False when that was known already."""
    marked = await session.exec(
        update(Reminder)
        .where(
            col(Reminder.person_id) == person_id,
            col(Reminder.rung_at) <= until,
            col(Reminder.read_at).is_(None),
        )
        .values(read_at=now)
    )
    return bool(marked.rowcount)
