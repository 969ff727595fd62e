"""Entries of the books that were approved in the clinic, in the form of the topic files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, func
from sqlmodel import Field, col, select
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


async def add(session: AsyncSession, **row: Any) -> None:
    session.add(PublishedEdition(**row))
    await session.flush()


async def latest(session: AsyncSession) -> int:
    """The number of the newest edition; 0 where there is none."""
    return (await session.exec(select(func.max(PublishedEdition.id)))).one() or 0


async def of_suggestion(session: AsyncSession, suggestion: int) -> Mapping[str, Any] | None:
    """The entry that was published from this suggestion."""
    wanted = select(PublishedEdition.data).where(PublishedEdition.suggestion_id == suggestion)
    return (await session.exec(wanted.order_by(col(PublishedEdition.id).desc()))).first()


async def everything(session: AsyncSession) -> list[PublishedEdition]:
    """All editions in the order in which they were approved."""
    return list(await session.exec(select(PublishedEdition).order_by(col(PublishedEdition.id))))
