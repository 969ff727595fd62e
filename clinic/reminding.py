"""Reminders: to whom, when, what exactly is missing; rows rung once, joined in one letter."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from html import unescape
from itertools import groupby
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, letters, owing, reminder_buttons
from clinic.owing import Debt, Gap, Owing
from clinic.quarters import Quarter
from clinic.zone import here, local
from storage import reminders
from storage.outbox import Urgency
from storage.people import Role, Speaker
from storage.reminders import Outcome, Taken, Task
from storage.statements import savepoint

logger = logging.getLogger(__name__)

STEPS = (-14, -7, -1, 0, 3, 7)  # days from the due date
# Always the very day that was announced, Sundays too: "besok" must stay true.
RINGS, QUIET_FROM = time(8), time(20)  # before the hour of the day's step nothing rings either
MOST = 12  # villages in one letter
ROOM = 1_500  # letters in which they all say what is missing
PEOPLE = 100  # rung in one transaction, so that nobody waits long for theirs


@dataclass(frozen=True)
class Step:
    """One reminder of the ladder towards a due date."""

    days: int
    due_on: date
    ring_at: datetime


@dataclass(frozen=True)
class Line:
    """One reminder of a day as the keeper sees it beforehand."""

    name: str
    role: Role
    task: Task
    village: str
    quarter: str
    step: int
    due_on: date
    reason: str
    reachable: bool


@dataclass(frozen=True)
class Item:
    """One village in somebody's reminder: what is missing there."""

    chat_id: int
    task: Task
    quarter: Quarter
    due_on: date
    village_id: int
    village: str
    gap: Gap

    @property
    def what(self) -> str:
        return "Laporan" if self.task is Task.REPORT else "Evaluasi"

    @property
    def place(self) -> tuple[Task, int, str]:
        """What a button names it by: task, village, quarter."""
        return self.task, self.village_id, str(self.quarter)


def steps_for(due_on: date, *, extended: bool) -> Sequence[Step]:
    """The ladder towards a due date; who was given more time is left alone until then."""
    return [_step(days, due_on, here()) for days in STEPS if days >= 0 or not extended]


@cache  # a whole province has a handful of due dates
def _step(days: int, due_on: date, zone: ZoneInfo) -> Step:
    ring_at = datetime.combine(due_on + timedelta(days=days), RINGS, zone)
    return Step(days, due_on, ring_at.astimezone(UTC))


def ahead(steps: Sequence[Step], *, now: datetime) -> list[Step]:
    """The steps still to come, and of those gone by the latest if it is not long ago."""
    past = [step for step in steps if now - deadlines.GRACE < step.ring_at <= now]
    return past[-1:] + [step for step in steps if step.ring_at > now]


async def plan_quarter(session: AsyncSession, quarter: Quarter, *, now: datetime) -> None:
    """Write the steps of everybody with an account; planning again adds only what is new."""
    books = await owing.of_quarter(session, quarter, on=local(now).date())
    rows = [
        {
            "person_id": debt.holder.person_id,
            "village_id": debt.village_id,
            "quarter": str(quarter),
            "task": debt.task,
            "step": step.days,
            "due_on": step.due_on,
            "ring_at": step.ring_at,
        }
        for debt in books.debts
        if debt.holder.telegram_id is not None
        for step in ahead(_ladder(books, debt), now=now)
    ]
    await reminders.plan(session, rows)


def _ladder(books: Owing, debt: Debt) -> Sequence[Step]:
    extended = books.deadlines.extended(debt.task, debt.village_id)
    return steps_for(books.due_on(debt), extended=extended)


def may_ring(now: datetime) -> bool:
    """Whether it is an hour at which people may be written to unasked."""
    return RINGS <= local(now).time() < QUIET_FROM


async def ring_due(session: AsyncSession, *, now: datetime) -> int:
    """Ring what is due, joined in one letter a person; how many people were looked at."""
    if not may_ring(now):
        return 0
    taken = await reminders.take(session, now=now, most=PEOPLE)
    books = await _books(session, taken, now=now)
    outcomes: dict[int, Outcome] = {}
    by_person = {person: list(rows) for person, rows in groupby(taken, key=lambda r: r.person_id)}
    for person_id, rows in by_person.items():
        outcomes |= await _ring(session, person_id, rows, books, now=now)
    for outcome in Outcome:
        ids = [number for number, found in outcomes.items() if found is outcome]
        await reminders.settle(session, ids, outcome)
    return len(by_person)


async def _books(session: AsyncSession, taken: list[Taken], *, now: datetime) -> dict[str, Owing]:
    """What those people owe who still have their duty, by quarter."""
    today, among = local(now).date(), {row.person_id for row in taken}
    return {
        name: await owing.of_quarter(session, Quarter.parse(name), on=today, among=among)
        for name in sorted({row.quarter for row in taken})
    }


async def _ring(
    session: AsyncSession,
    person_id: int,
    rows: list[Taken],
    books: Mapping[str, Owing],
    *,
    now: datetime,
) -> dict[int, Outcome]:
    """Ring for one person; a fault is logged, leaves the steps without outcome, stops no other."""
    try:
        async with savepoint(session):
            missing = _still_missing(person_id, rows, books)
            latest = {_place(row): row.id for row in rows if _place(row) in missing}
            if latest:
                _letter(session, [missing[place] for place in latest], now=now)
    except Exception:
        logger.exception("reminding.failed", extra={"person_id": person_id})
        return {}
    return {row.id: _outcome(row, latest) for row in rows}


Place = tuple[int, str, Task, int, date]  # person, quarter, task, village, due date


def _place(row: Taken) -> Place:
    return row.person_id, row.quarter, row.task, row.village_id, row.due_on


def _outcome(row: Taken, latest: Mapping[Place, int]) -> Outcome:
    """A step whose paper has come in, or whose due date was moved, is not needed."""
    told = latest.get(_place(row))
    return {None: Outcome.NOT_NEEDED, row.id: Outcome.SENT}.get(told, Outcome.JOINED)


def _still_missing(
    person_id: int, rows: list[Taken], books: Mapping[str, Owing]
) -> dict[Place, Item]:
    return {
        (person_id, name, debt.task, debt.village_id, books[name].due_on(debt)): item(
            books[name], debt, gap
        )
        for name in {row.quarter for row in rows}
        for debt, gap in books[name].missing(person_id)
        if debt.holder.telegram_id is not None
    }


def item(books: Owing, debt: Debt, gap: Gap) -> Item:
    """A debt as a reminder tells it."""
    return Item(
        chat_id=debt.holder.telegram_id or 0,
        task=debt.task,
        quarter=books.quarter,
        due_on=books.due_on(debt),
        village_id=debt.village_id,
        village=books.names[debt.village_id],
        gap=gap,
    )


def _letter(session: AsyncSession, items: list[Item], *, now: datetime) -> None:
    """One letter about everything that one person owes, the most urgent first."""
    shown = sorted(items, key=lambda item: item.due_on)[:MOST]
    letters.send(
        session,
        items[0].chat_id,
        "remind/reminder",
        now=now,
        urgency=Urgency.BULK,
        repeat_in_doubt=False,
        markup=reminder_buttons.reminder(
            ceil(now.timestamp()),
            [(i.village_id, str(i.quarter)) for i in items if i.task is Task.REPORT],
            evaluation=any(i.task is Task.EVALUATION for i in items),
        ),
        groups=grouped(shown),
        room=ROOM // len(shown),
        more=len(items) - len(shown),
        today=local(now).date(),
    )


def grouped(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Items under one heading for each task, quarter and due date, the most urgent first."""

    def heading(item: Item) -> tuple[date, Quarter, str]:
        return item.due_on, item.quarter, item.task.value

    return [
        {
            "task": task,
            "quarter": quarter.name,
            "due_on": due_on,
            "items": sorted(found, key=lambda item: item.village),
        }
        for (due_on, quarter, task), found in groupby(sorted(items, key=heading), key=heading)
    ]


async def read(session: AsyncSession, person: Speaker, until: int, *, now: datetime) -> None:
    """The person says that they have seen the reminder; saying it twice counts once."""
    enrolling.require(person, *Role)
    moment = datetime.fromtimestamp(until, UTC)
    fresh = await reminders.mark_read(session, person.known_id, until=moment, now=now)
    letters.send(session, person.telegram_id, "remind/read", now=now, fresh=fresh)


async def preview(session: AsyncSession, on: date) -> list[Line]:
    """Whom the plan would remind on a day, of what and why, as the books stand; writes nothing."""
    running = Quarter(on.year, (on.month + 2) // 3)
    lines: list[Line] = []
    for quarter in (running.previous(), running):
        books = await owing.of_quarter(session, quarter, on=on)
        for debt, gap in books.missing():
            steps = [s for s in _ladder(books, debt) if local(s.ring_at).date() == on]
            lines += [_line(books, debt, gap, step) for step in steps]
    return lines


def _line(books: Owing, debt: Debt, gap: Gap, step: Step) -> Line:
    return Line(
        name=debt.holder.name,
        role=debt.holder.role,
        task=debt.task,
        village=books.names[debt.village_id],
        quarter=str(books.quarter),
        step=step.days,
        due_on=step.due_on,
        reason=unescape(letters.render("remind/gap", gap=gap, room=ROOM)),
        reachable=debt.holder.telegram_id is not None,
    )
