"""Running numbers without gaps."""

from sqlalchemy import update
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import table_of
from storage.statements import insert_new, run


class Counter(SQLModel, table=True):
    """The last number given out under a name."""

    __tablename__ = "counters"

    name: str = Field(primary_key=True)
    value: int = 0


counters = table_of(Counter)


async def following(session: AsyncSession, name: str) -> int:
    """The next number, beginning with 1; undone together with the transaction."""
    await insert_new(session, counters, [{"name": name, "value": 0}])
    given = await run(
        session,
        update(counters)
        .where(counters.c.name == name)
        .values(value=counters.c.value + 1)
        .returning(counters.c.value),
    )
    return int(given.scalar_one())
