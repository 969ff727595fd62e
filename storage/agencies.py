"""Provincial agencies (OPD) and the villages they mentor."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime


class Agency(SQLModel, table=True):
    __tablename__ = "agencies"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Mentorship(SQLModel, table=True):
    """One agency mentors one village (binaan), by decree, from a day until perhaps another."""

    __tablename__ = "mentorships"
    __table_args__ = (UniqueConstraint("agency_id", "village_id", "starts_on"),)

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agencies.id", index=True)
    village_id: int = Field(foreign_key="villages.id", index=True)
    decree: str
    starts_on: date
    ends_on: date | None = None
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


async def mentorships(
    session: AsyncSession, *, on: date, agency_ids: Collection[int] | None = None
) -> list[Mentorship]:
    """The mentorships in force on a day: all, or those of these agencies."""
    wanted = select(Mentorship).where(
        col(Mentorship.left_at).is_(None),
        Mentorship.starts_on <= on,
        or_(col(Mentorship.ends_on).is_(None), col(Mentorship.ends_on) >= on),
    )
    if agency_ids is not None:
        wanted = wanted.where(col(Mentorship.agency_id).in_(agency_ids))
    return list(await session.exec(wanted.order_by(col(Mentorship.id))))


async def mentored_by(session: AsyncSession, agency_ids: set[int], *, on: date) -> set[int]:
    """The villages that these agencies mentor on a day."""
    return {m.village_id for m in await mentorships(session, on=on, agency_ids=agency_ids)}


async def mentoring(session: AsyncSession, village_id: int, *, on: date) -> set[int]:
    """The agencies that mentor a village on a day."""
    return {m.agency_id for m in await mentorships(session, on=on) if m.village_id == village_id}


async def names(session: AsyncSession) -> dict[int, str]:
    """Every agency's name by its id, those that left included."""
    return {agency.id: agency.name for agency in await session.exec(select(Agency)) if agency.id}


async def called(session: AsyncSession, name: str) -> int | None:
    """The agency with this code or name, however it is spelt; None where there is none."""
    wanted = select(Agency.id).where(
        or_(func.lower(Agency.code) == name.lower(), func.lower(Agency.name) == name.lower()),
        col(Agency.left_at).is_(None),
    )
    return (await session.exec(wanted.order_by(col(Agency.id)))).first()
