"""One row per verb done: who did what, on which thing, when. Never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import insert_later


class JournalEntry(SQLModel, table=True):
    """`facts` holds ids and codes, never people's words."""

    __tablename__ = "journal"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    verb: str
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", index=True)
    village_id: int | None = Field(default=None, foreign_key="villages.id", index=True)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


_table = table_of(JournalEntry)


def record(
    session: AsyncSession,
    verb: str,
    *,
    by: int | None,
    at: datetime,
    case_id: int | None = None,
    village_id: int | None = None,
    **facts: Any,
) -> None:
    """Write down a verb together with the rows it changed."""
    row = {"at": at, "verb": verb, "person_id": by, "case_id": case_id, "village_id": village_id}
    insert_later(session, _table, {**row, "facts": facts})
