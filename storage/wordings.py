"""What the books have answered over time: to tell people what was corrected in what they got."""

from datetime import datetime

from sqlalchemy import Text, func, select
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.answers import fingerprint
from storage.columns import UtcDateTime, table_of
from storage.statements import insert_later, run


class Wording(SQLModel, table=True):
    """The answer of an entry from a moment on; the newest one is in use."""

    __tablename__ = "wordings"

    id: int | None = Field(default=None, primary_key=True)
    entry: str = Field(index=True)
    answer: str = Field(sa_type=Text)
    since: datetime = Field(sa_type=UtcDateTime)


_wordings = table_of(Wording)


def keep(session: AsyncSession, entry: str, answer: str, *, now: datetime) -> None:
    insert_later(session, _wordings, {"entry": entry, "answer": answer, "since": now})


async def newest(session: AsyncSession) -> dict[str, str]:
    """The answer of each entry as it was last noticed."""
    ordered = select(_wordings.c.entry, _wordings.c.answer).order_by(_wordings.c.id)
    return {row.entry: row.answer for row in await run(session, ordered)}


async def changed(session: AsyncSession) -> set[str]:
    """Entries whose answer was not always the same."""
    several = select(_wordings.c.entry).group_by(_wordings.c.entry).having(func.count() > 1)
    return set((await run(session, several)).scalars())


async def of_entry(session: AsyncSession, entry: str) -> dict[str, str]:
    """Every answer this entry has had, by its fingerprint."""
    found = await run(session, select(_wordings.c.answer).where(_wordings.c.entry == entry))
    return {fingerprint(answer): answer for answer in found.scalars()}
