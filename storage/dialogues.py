"""Where each conversation stands: one row per Telegram user, part of the update's transaction."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, bindparam, delete, select
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import run, upsert


class Dialogue(SQLModel, table=True):
    """The state's name (None: no conversation) and what was gathered so far."""

    __tablename__ = "dialogues"

    telegram_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    state: str | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    updated_at: datetime = Field(sa_type=UtcDateTime)


dialogues = table_of(Dialogue)


_FOUND = select(dialogues.c.telegram_id, dialogues.c.state, dialogues.c.data).where(
    dialogues.c.telegram_id.in_(bindparam("numbers", expanding=True))
)


async def found(
    session: AsyncSession, telegram_ids: Collection[int]
) -> dict[int, tuple[str | None, dict[str, Any]]]:
    """State and data by Telegram user; who never spoke is not in it."""
    rows = await run(session, _FOUND, {"numbers": list(telegram_ids)})
    return {telegram_id: (state, data) for telegram_id, state, data in rows}


async def save(
    session: AsyncSession,
    standing: dict[int, tuple[str | None, dict[str, Any]]],
    *,
    now: datetime,
) -> None:
    rows = [
        {"telegram_id": telegram_id, "state": state, "data": data, "updated_at": now}
        for telegram_id, (state, data) in standing.items()
    ]
    await upsert(
        session, dialogues, rows, key="telegram_id", change=("state", "data", "updated_at")
    )


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget where conversations stood long ago, with what was never sent."""
    gone = await run(session, delete(dialogues).where(dialogues.c.updated_at < now - keep))
    return int(gone.rowcount)
