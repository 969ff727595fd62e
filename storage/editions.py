"""Entries of the books that were approved in the clinic, in the form of the topic files."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, func
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime


class PublishedEdition(Numbered, table=True):
    """One entry as it was approved; `base` tells which entry of the files it took the place of."""

    __tablename__ = "editions"

    entry: str = Field(index=True)
    data: dict[str, Any] = Field(sa_type=JSON)
    base: str | None = None
    suggestion_id: int = Field(foreign_key="suggestions.id")
    published_by: int = Field(foreign_key="people.id")
    published_at: datetime = Field(sa_type=UtcDateTime)
    overruled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When its owners were told that the files read otherwise since."""


async def add(session: AsyncSession, **row: Any) -> None:
    session.add(PublishedEdition(**row))
    await session.flush()


async def latest(session: AsyncSession) -> int:
    """The number of the newest edition; 0 where there is none."""
    return (await session.exec(select(func.max(PublishedEdition.id)))).one() or 0


async def newest(session: AsyncSession, entry: str) -> PublishedEdition | None:
    """What was approved of this entry last."""
    wanted = select(PublishedEdition).where(PublishedEdition.entry == entry)
    return (await session.exec(wanted.order_by(col(PublishedEdition.id).desc()))).first()


async def overrule(session: AsyncSession, entry: str, *, now: datetime) -> bool:
    """Note that the editions of this entry are not used; False if that was noted of all before."""
    noted = await session.exec(
        update(PublishedEdition)
        .where(col(PublishedEdition.entry) == entry, col(PublishedEdition.overruled_at).is_(None))
        .values(overruled_at=now)
    )
    return noted.rowcount > 0


async def everything(session: AsyncSession) -> list[PublishedEdition]:
    """All editions in the order in which they were approved."""
    return list(await session.exec(select(PublishedEdition).order_by(col(PublishedEdition.id))))
