"""Villages (desa, negeri, ohoi) of the province, by Kemendagri code."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime, choice


class VillageStatus(StrEnum):
    """Classes of IDM and Indeks Desa."""

    SANGAT_TERTINGGAL = "sangat_tertinggal"
    TERTINGGAL = "tertinggal"
    BERKEMBANG = "berkembang"
    MAJU = "maju"
    MANDIRI = "mandiri"


class Village(Numbered, table=True):
    __tablename__ = "villages"

    code: str = Field(unique=True)
    name: str
    district: str
    regency: str
    status: VillageStatus | None = Field(default=None, sa_type=choice(VillageStatus))
    latitude: float | None = None
    longitude: float | None = None
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


async def named(session: AsyncSession, village_id: int) -> Village:
    return await session.get_one(Village, village_id)


async def those(session: AsyncSession, village_ids: set[int]) -> list[Village]:
    """The villages with these ids, by name."""
    wanted = select(Village).where(col(Village.id).in_(village_ids))
    return list(await session.exec(wanted.order_by(col(Village.name), col(Village.id))))


async def words(session: AsyncSession) -> frozenset[str]:
    """What places are called, word by word and in small letters."""
    columns = select(Village.name, Village.district, Village.regency)
    return frozenset(
        word for row in await session.exec(columns) for name in row for word in name.lower().split()
    )


async def names(session: AsyncSession, village_ids: set[int]) -> dict[int, str]:
    """The names of these villages by their ids."""
    return {village.known_id: village.name for village in await those(session, village_ids)}
