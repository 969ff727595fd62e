"""Updates received from Telegram: stored before they are confirmed, worked off in order."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Index, Text, bindparam, delete, func, select, text, update
from sqlmodel import Field, SQLModel, col
from sqlmodel import select as pick
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import json_text
from storage.columns import UtcDateTime, table_of
from storage.statements import insert_new, run

OPEN = "done_at IS NULL AND parked_at IS NULL"


class Received(SQLModel, table=True):
    """One update; `lane` is the chat whose updates keep their order."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_open", "seq", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        {"sqlite_autoincrement": True},  # a row number is never given twice
    )

    seq: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BigInteger, unique=True)
    lane: int = Field(sa_type=BigInteger)
    body: str = Field(sa_type=Text)
    received_at: datetime = Field(sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    parked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fault: str | None = Field(default=None, sa_type=Text)


class Waiting(NamedTuple):
    """An update still to be worked off."""

    seq: int
    update_id: int
    lane: int
    body: str
    attempts: int
    retry_at: datetime | None

    def content(self) -> dict[str, Any]:
        """The update as Telegram sent it."""
        content: dict[str, Any] = json_text.read(self.body)
        return content


inbox = table_of(Received)
_open = (inbox.c.done_at.is_(None), inbox.c.parked_at.is_(None))


async def store(
    session: AsyncSession, updates: Sequence[tuple[int, int, str]], *, now: datetime
) -> None:
    """Keep (update_id, lane, body); one that is already there stays as it is."""
    rows = [
        {"update_id": number, "lane": lane, "body": body, "received_at": now, "attempts": 0}
        for number, lane, body in updates
    ]
    await insert_new(session, inbox, rows)


# The statements of every batch are built once: building costs as much as carrying out.
_WAITING = (
    select(*(inbox.c[name] for name in Waiting._fields))
    .where(*_open, inbox.c.seq > bindparam("after"))
    .order_by(inbox.c.seq)
    .limit(bindparam("most"))
)
_WAITING_OF_LANE = _WAITING.where(inbox.c.lane == bindparam("lane"))
_FINISH = (
    update(inbox)
    .where(inbox.c.seq == bindparam("row"), inbox.c.done_at.is_(None))
    .values(done_at=bindparam("now"))
)


async def waiting(
    session: AsyncSession, *, after: int, most: int, lane: int | None = None
) -> list[Waiting]:
    """Open updates (of one chat) in the order of arrival, beginning behind row `after`."""
    asked = {"after": after, "most": most}
    if lane is None:
        found = await run(session, _WAITING, asked)
    else:
        found = await run(session, _WAITING_OF_LANE, {**asked, "lane": lane})
    return [Waiting(*row) for row in found]


async def untouched(session: AsyncSession, rows: Sequence[Waiting]) -> list[Waiting]:
    """Those of the rows that were not finished, parked or tried since they were read."""
    seqs = [row.seq for row in rows]
    here = select(*(inbox.c[name] for name in Waiting._fields)).where(*_open, inbox.c.seq.in_(seqs))
    found = {Waiting(*row) for row in await run(session, here)}
    return [row for row in rows if row in found]


async def finish(session: AsyncSession, seqs: Sequence[int], *, now: datetime) -> None:
    await run(session, _FINISH, [{"row": seq, "now": now} for seq in seqs])


async def postpone(
    session: AsyncSession, seq: int, *, attempts: int, retry_at: datetime, fault: str
) -> None:
    await run(
        session,
        update(inbox)
        .where(inbox.c.seq == seq)
        .values(attempts=attempts, retry_at=retry_at, fault=fault),
    )


async def park(
    session: AsyncSession, seq: int, *, attempts: int, fault: str, now: datetime
) -> None:
    """Set an update aside that cannot be worked off; the keeper decides what becomes of it."""
    await run(
        session,
        update(inbox)
        .where(inbox.c.seq == seq)
        .values(attempts=attempts, parked_at=now, fault=fault, retry_at=None),
    )


async def parked(session: AsyncSession) -> list[Received]:
    wanted = pick(Received).where(col(Received.parked_at).is_not(None))
    return list(await session.exec(wanted.order_by(col(Received.seq))))


async def replay(session: AsyncSession, update_id: int) -> bool:
    """Put a parked update back to be tried afresh; False when none such is parked."""
    changed = await run(
        session,
        update(inbox)
        .where(inbox.c.update_id == update_id, inbox.c.parked_at.is_not(None))
        .values(parked_at=None, attempts=0, retry_at=None),
    )
    return bool(changed.rowcount)


async def oldest_open(session: AsyncSession) -> datetime | None:
    """When the oldest update came in that is not worked off yet."""
    found = await run(session, select(func.min(inbox.c.received_at)).where(*_open))
    oldest: datetime | None = found.scalar_one()
    return oldest


async def stands_still(session: AsyncSession, *, since: datetime) -> bool:
    """Whether a chat waits with an update older than that, and none of it was worked off since."""
    moving = select(inbox.c.lane).where(inbox.c.done_at >= since)
    waiting = select(inbox.c.seq).where(*_open, inbox.c.received_at <= since)
    found = await run(session, waiting.where(inbox.c.lane.not_in(moving)).limit(1))
    return found.first() is not None


async def sweep(
    session: AsyncSession, *, now: datetime, keep: timedelta, keep_parked: timedelta
) -> int:
    """Forget updates done or parked longer ago than that: people's words are not hoarded here."""
    done, parked = inbox.c.done_at < now - keep, inbox.c.parked_at < now - keep_parked
    gone = await run(session, delete(inbox).where(done | parked))
    return int(gone.rowcount)
