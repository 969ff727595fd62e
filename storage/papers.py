"""What reports and evaluations have in common: a form about one village and quarter, as a row."""

from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON
from sqlmodel import Field, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime, table_of


class Paper(Numbered):
    """`values` by field key. The draft belongs to all who may fill it in; each change counts."""

    village_id: int = Field(foreign_key="villages.id", index=True)
    quarter: str = Field(index=True)
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    version: int = 1
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: int | None = Field(default=None, foreign_key="people.id")
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_by: int | None = Field(default=None, foreign_key="people.id")


P = TypeVar("P", bound=Paper)


async def advance(
    session: AsyncSession, paper: P, *, of: tuple[StrEnum, ...], **changes: Any
) -> P | None:
    """Change a paper that still is as it was read; None when somebody was faster."""
    columns = table_of(type(paper)).c
    as_read = (columns.id == paper.id, columns.version == paper.version, columns.status.in_(of))
    written = {**changes, "version": paper.version + 1}
    changed = await session.exec(update(type(paper)).where(*as_read).values(written))
    if changed.rowcount == 0:
        return None
    return await session.get(type(paper), paper.known_id, populate_existing=True)
