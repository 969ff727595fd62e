"""The reminders of one quarter, run by hand: plan, ring, and read the letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, reminding
from clinic.quarters import Quarter
from clinic.zone import WIT
from storage import people, reports
from storage.agencies import Mentorship
from storage.database import Database
from storage.outbox import Letter
from storage.people import Assignment, Role
from storage.reminders import Reminder
from storage.reports import ReportStatus
from storage.villages import Village
from tests import cast

Q4 = Quarter(2026, 4)
REPORT_DUE, EVALUATION_DUE = Q4.report_due, Q4.evaluation_due
NOVEMBER = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def at(day: date, clock: time = time(8, 1)) -> datetime:
    return datetime.combine(day, clock, WIT).astimezone(UTC)


@dataclass
class Office:
    """The clinic's reminders, run by hand."""

    database: Database
    read_so_far: int = 0

    async def plan(self, now: datetime = NOVEMBER) -> None:
        async with self.database.work() as session:
            await evaluating.open_quarter(session, Q4, now=now)
            await reminding.plan_quarter(session, Q4, now=now)

    async def ring(self, now: datetime) -> list[Letter]:
        """Ring once; the letters that came of it."""
        async with self.database.work() as session:
            await reminding.ring_due(session, now=now)
        return await self.fresh()

    async def fresh(self) -> list[Letter]:
        async with self.database.reading() as session:
            wanted = (
                select(Letter).where(col(Letter.id) > self.read_so_far).order_by(col(Letter.id))
            )
            found = list(await session.exec(wanted))
        self.read_so_far = max([self.read_so_far, *(letter.id or 0 for letter in found)])
        return found

    async def set_report(self, status: ReportStatus, village: int = 1, **more: Any) -> None:
        async with self.database.work() as session:
            report = await reports.begin(session, village, str(Q4), now=NOVEMBER)
            of = tuple(ReportStatus)
            await reports.advance(session, report, of=of, status=status, **more)

    async def rows(self) -> list[Reminder]:
        async with self.database.reading() as session:
            return await reminders_of(session, Q4)

    async def speaker(self, session: AsyncSession, person_id: int) -> people.Speaker:
        found = await people.speaker_of(session, person_id)
        assert found is not None
        return found


async def furnish(database: Database) -> Office:
    """An office with the cast in it."""
    async with database.work() as session:
        await cast.enter(session)
    return Office(database)


async def reminders_of(session: AsyncSession, quarter: Quarter) -> list[Reminder]:
    """Every step planned for a quarter, in the order of ringing."""
    wanted = select(Reminder).where(Reminder.quarter == str(quarter))
    return list(await session.exec(wanted.order_by(col(Reminder.ring_at), col(Reminder.id))))


def to(letters: Sequence[Letter], chat: int) -> list[str]:
    return [letter.params["text"] for letter in letters if letter.chat_id == chat]


async def revoke(database: Database, *, person_id: int) -> None:
    """Take every duty from a person, who stays in the roster."""
    async with database.work() as session:
        held = await session.exec(select(Assignment).where(Assignment.person_id == person_id))
        for assignment in held:
            assignment.revoked_at = NOVEMBER


async def add_villages(
    database: Database,
    many: int,
    *,
    coordinator: int | None = None,
    official: int | None = None,
    first: int = 0,
) -> None:
    """Many more villages with long names: mentored by the coordinator's agency, or served."""
    async with database.work() as session:
        fresh = [
            Village(
                id=1000 + n,
                code=f"81.99.{n:02}.2999",
                name=f"Negeri Administratif Contoh {n:03} " * 3,
                district="Banda",
                regency="Maluku Tengah",
            )
            for n in range(first, first + many)
        ]
        session.add_all(fresh)
        await session.flush()
        for village in fresh:
            if coordinator:
                since = date(2023, 1, 10)
                session.add(
                    Mentorship(agency_id=1, village_id=village.id, decree="contoh", starts_on=since)
                )
            if official:
                session.add(
                    Assignment(person_id=official, role=Role.OFFICIAL, village_id=village.id)
                )
