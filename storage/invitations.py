"""Invitations: one-time codes, kept only as hashes, and wrong guesses at them."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel, col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime


class Invitation(SQLModel, table=True):
    """`seed` and the key in the data folder give the code; the database alone does not."""

    __tablename__ = "invitations"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    seed: str
    code_hash: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Guess(SQLModel, table=True):
    """A code that did not fit."""

    __tablename__ = "guesses"

    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(sa_type=BigInteger, index=True)
    at: datetime = Field(sa_type=UtcDateTime)


async def use(session: AsyncSession, code_hash: str, *, now: datetime) -> int | None:
    """Use up the invitation with this code; the person's id, or None when it is not open."""
    used = await session.exec(
        update(Invitation)
        .where(
            col(Invitation.code_hash) == code_hash,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            col(Invitation.expires_at) > now,
        )
        .values(used_at=now)
        .returning(col(Invitation.person_id))
    )
    return used.scalar_one_or_none()


async def by_hash(session: AsyncSession, code_hash: str) -> Invitation | None:
    found = await session.exec(select(Invitation).where(Invitation.code_hash == code_hash))
    return found.one_or_none()


async def newest(session: AsyncSession) -> dict[int, Invitation]:
    """Each person's latest invitation that was not revoked."""
    found = await session.exec(
        select(Invitation).where(col(Invitation.revoked_at).is_(None)).order_by(col(Invitation.id))
    )
    return {invitation.person_id: invitation for invitation in found}


async def guesses_since(session: AsyncSession, telegram_id: int, since: datetime) -> int:
    found = await session.exec(
        select(func.count()).where(Guess.telegram_id == telegram_id, Guess.at > since)
    )
    return found.one()


async def sweep_guesses(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget old guesses: they hold the numbers of strangers."""
    gone = await session.exec(delete(Guess).where(col(Guess.at) < now - keep))
    return int(gone.rowcount)
