"""Who may work: several processes share one database, exactly one of them moves things."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, update
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import insert_new, run


class Lease(SQLModel, table=True):
    """The right to do something, held until `until` unless renewed."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=UtcDateTime)


leases = table_of(Lease)


async def take(
    session: AsyncSession,
    name: str,
    holder: str,
    *,
    now: datetime,
    lasting: timedelta,
    dead: Collection[str] = (),
) -> bool:
    """Take or renew the lease, or inherit it from the dead; False while somebody else holds it."""
    await insert_new(session, leases, [{"name": name, "holder": holder, "until": now}])
    free = or_(leases.c.holder.in_([holder, *dead]), leases.c.until <= now)
    taken = await run(
        session,
        update(leases)
        .where(leases.c.name == name, free)
        .values(holder=holder, until=now + lasting),
    )
    return bool(taken.rowcount)


# Built once: every batch asks.
_KEEP = (
    update(leases)
    .where(leases.c.name == bindparam("lease"), leases.c.holder == bindparam("mine"))
    .values(holder=bindparam("mine"))
)


async def still_held(session: AsyncSession, name: str, holder: str) -> bool:
    """True while the lease is ours; keeps others from taking it until the commit."""
    held = await run(session, _KEEP, {"lease": name, "mine": holder})
    return bool(held.rowcount)


async def drop(session: AsyncSession, name: str, holder: str, *, now: datetime) -> None:
    """Give the lease back so that a standby need not wait for its end."""
    await run(
        session,
        update(leases).where(leases.c.name == name, leases.c.holder == holder).values(until=now),
    )
