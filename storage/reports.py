"""Quarterly progress reports of villages."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Text, UniqueConstraint
from sqlmodel import Field, SQLModel, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, choice, table_of
from storage.database import insert_new


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


class Report(SQLModel, table=True):
    """One village, one quarter; `values` by field key. The draft belongs to the village."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("village_id", "quarter"),)

    id: int | None = Field(default=None, primary_key=True)
    village_id: int = Field(foreign_key="villages.id", index=True)
    quarter: str = Field(index=True)
    status: ReportStatus = Field(default=ReportStatus.DRAFT, sa_type=choice(ReportStatus))
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    started_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: int | None = Field(default=None, foreign_key="people.id")
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    reason: str | None = Field(default=None, sa_type=Text)


_table = table_of(Report)


async def begin(session: AsyncSession, village_id: int, quarter: str, *, now: datetime) -> Report:
    """The village's report of a quarter, begun now if there is none."""
    row = {
        "village_id": village_id,
        "quarter": quarter,
        "status": ReportStatus.DRAFT,
        "values": {},
        "version": 1,
        "started_at": now,
        "changed_at": now,
    }
    await insert_new(session, _table, [row])
    found = await of_village(session, village_id, quarter)
    assert found is not None
    return found


async def of_village(session: AsyncSession, village_id: int, quarter: str) -> Report | None:
    wanted = select(Report).where(Report.village_id == village_id, Report.quarter == quarter)
    found = await session.exec(wanted.execution_options(populate_existing=True))
    return found.one_or_none()


async def found(session: AsyncSession, report_id: int) -> Report | None:
    return await session.get(Report, report_id, populate_existing=True)


async def advance(
    session: AsyncSession, report: Report, *, of: tuple[ReportStatus, ...], **changes: Any
) -> Report | None:
    """Change a report that still is as it was read; None when somebody was faster."""
    changed = await session.exec(
        update(Report)
        .where(
            col(Report.id) == report.id,
            col(Report.version) == report.version,
            col(Report.status).in_(of),
        )
        .values(version=report.version + 1, **changes)
    )
    assert report.id is not None
    return await found(session, report.id) if changed.rowcount == 1 else None


async def of_quarter(session: AsyncSession, quarter: str) -> dict[int, Report]:
    """The reports of a quarter, by village."""
    wanted = select(Report).where(Report.quarter == quarter)
    found = await session.exec(wanted.execution_options(populate_existing=True))
    return {report.village_id: report for report in found}
