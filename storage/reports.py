"""Quarterly progress reports of villages."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, choice, table_of
from storage.papers import Paper
from storage.papers import advance as advance
from storage.statements import insert_new


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


UNSETTLED = (ReportStatus.SENT, ReportStatus.RETURNED)


class Report(Paper, table=True):
    """One village, one quarter."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("village_id", "quarter"),)

    status: ReportStatus = Field(default=ReportStatus.DRAFT, sa_type=choice(ReportStatus))
    started_at: datetime = Field(sa_type=UtcDateTime)
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


async def of_quarter(session: AsyncSession, quarter: str) -> dict[int, Report]:
    """The reports of a quarter, by village."""
    wanted = select(Report).where(Report.quarter == quarter)
    found = await session.exec(wanted.execution_options(populate_existing=True))
    return {report.village_id: report for report in found}


async def of_villages(
    session: AsyncSession, village_ids: Collection[int], quarters: Collection[str]
) -> dict[tuple[int, str], Report]:
    """The reports of these villages in these quarters, by village and quarter."""
    wanted = select(Report).where(
        col(Report.village_id).in_(village_ids), col(Report.quarter).in_(quarters)
    )
    found = await session.exec(wanted.execution_options(populate_existing=True))
    return {(report.village_id, report.quarter): report for report in found}


async def unsettled_quarters(session: AsyncSession, village_ids: set[int]) -> set[str]:
    """The quarters in which these villages have a report that was sent and is not approved."""
    wanted = select(Report.quarter).where(
        col(Report.village_id).in_(village_ids), col(Report.status).in_(UNSETTLED)
    )
    return set(await session.exec(wanted.distinct()))
