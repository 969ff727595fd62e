"""Answers past their date, of which the owner was told: once for each date."""

from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import insert_new, run


class Review(SQLModel, table=True):
    """An entry whose answer ended with this day."""

    __tablename__ = "reviews"

    entry: str = Field(primary_key=True)
    valid_until: date = Field(primary_key=True)
    asked_at: datetime = Field(sa_type=UtcDateTime)


_reviews = table_of(Review)


async def asked(session: AsyncSession) -> set[tuple[str, date]]:
    found = await run(session, select(_reviews.c.entry, _reviews.c.valid_until))
    return {(row.entry, row.valid_until) for row in found}


async def keep(session: AsyncSession, entry: str, until: date, *, now: datetime) -> None:
    """They were asked, or have it in hand: once is enough."""
    row = {"entry": entry, "valid_until": until, "asked_at": now}
    await insert_new(session, _reviews, [row])
