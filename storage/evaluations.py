"""Quarterly evaluations of mentored villages by their agencies, and extensions of due dates."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy import select as pick
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime, choice, table_of
from storage.papers import Paper
from storage.statements import insert_new, run


class EvaluationStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class Evaluation(Paper, table=True):
    """One agency evaluates one village for one quarter; an empty draft until it is begun."""

    __tablename__ = "evaluations"
    __table_args__ = (UniqueConstraint("agency_id", "village_id", "quarter"),)

    agency_id: int = Field(foreign_key="agencies.id", index=True)
    status: EvaluationStatus = Field(
        default=EvaluationStatus.DRAFT, sa_type=choice(EvaluationStatus)
    )


class Extension(Numbered, table=True):
    """A later due date, asked for with a reason; in force once granted.

    A village has one open request for a task of a quarter.
    """

    __tablename__ = "extensions"
    __table_args__ = (
        Index(
            "ix_extensions_open",
            "village_id",
            "quarter",
            "task",
            unique=True,
            sqlite_where=text("granted IS NULL"),
            postgresql_where=text("granted IS NULL"),
        ),
    )

    village_id: int = Field(foreign_key="villages.id", index=True)
    quarter: str
    task: str
    reason: str = Field(sa_type=Text)
    until_on: date
    asked_by: int = Field(foreign_key="people.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    granted: bool | None = None


_table = table_of(Evaluation)


async def plan(session: AsyncSession, rows: list[dict[str, Any]], *, now: datetime) -> None:
    """Evaluations to be made: agency_id, village_id, quarter; those there are stay as they are."""
    draft = {"status": EvaluationStatus.DRAFT, "values": {}, "version": 1, "changed_at": now}
    await insert_new(session, _table, [{**row, **draft} for row in rows])


async def of_quarter(
    session: AsyncSession, quarter: str, *, agency_ids: Collection[int] | None = None
) -> list[Evaluation]:
    """The evaluations of a quarter: all, or those of these agencies."""
    wanted = select(Evaluation).where(Evaluation.quarter == quarter)
    if agency_ids is not None:
        wanted = wanted.where(col(Evaluation.agency_id).in_(agency_ids))
    return list(await session.exec(wanted.order_by(col(Evaluation.id))))


async def done(session: AsyncSession, quarter: str) -> set[tuple[int, int]]:
    """Which agency has evaluated which village in a quarter."""
    made = (_table.c.quarter == quarter, _table.c.status == EvaluationStatus.SENT)
    pairs = await run(session, pick(_table.c.agency_id, _table.c.village_id).where(*made))
    return {(agency_id, village_id) for agency_id, village_id in pairs}


async def found(session: AsyncSession, evaluation_id: int) -> Evaluation | None:
    return await session.get(Evaluation, evaluation_id, populate_existing=True)


async def extensions(session: AsyncSession, quarter: str) -> list[Extension]:
    """Extensions in force for a quarter."""
    wanted = select(Extension).where(Extension.quarter == quarter, col(Extension.granted).is_(True))
    return list(await session.exec(wanted))


async def ask(session: AsyncSession, **row: Any) -> Extension | None:
    """Ask for a later due date; None when such a request is open already."""
    if await pending(session, row["task"], row["village_id"], row["quarter"]) is not None:
        return None
    asked = Extension(**row)
    session.add(asked)
    await session.flush()
    return asked


async def pending(
    session: AsyncSession, task: str, village_id: int, quarter: str
) -> Extension | None:
    """The request for more time for this that nobody has decided on yet."""
    wanted = select(Extension).where(
        Extension.village_id == village_id,
        Extension.quarter == quarter,
        Extension.task == task,
        col(Extension.granted).is_(None),
    )
    return (await session.exec(wanted)).one_or_none()


async def extension(session: AsyncSession, extension_id: int) -> Extension | None:
    return await session.get(Extension, extension_id, populate_existing=True)


async def decide(
    session: AsyncSession, extension_id: int, granted: bool, *, by: int, now: datetime
) -> bool:
    """Grant or decline an extension once; False when that was done before."""
    decided = await session.exec(
        update(Extension)
        .where(col(Extension.id) == extension_id, col(Extension.granted).is_(None))
        .values(granted=granted, decided_by=by, decided_at=now)
    )
    return bool(decided.rowcount)
