"""Letters owed to Telegram: one row per Bot API call, in order per chat."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, choice, table_of
from storage.statements import flush_later, insert_later, run


class LetterState(StrEnum):
    OWED = "owed"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
    SUPERSEDED = "superseded"  # never sent: a later letter says what it would have said
    DOUBTFUL = "doubtful"  # perhaps delivered; not sent again because a copy would nag


TOLD = (LetterState.SENT, LetterState.SUPERSEDED)  # by itself, or by a later letter


class Urgency(StrEnum):
    REPLY = "reply"
    BULK = "bulk"


class Letter(SQLModel, table=True):
    """One call owed. `key` names it for later edits; `about` names the letter it edits."""

    __tablename__ = "letters"
    __table_args__ = (
        Index(
            "ix_letters_owed",
            "id",
            sqlite_where=text("state = 'owed'"),
            postgresql_where=text("state = 'owed'"),
        ),
        {"sqlite_autoincrement": True},  # a letter's number is never given twice
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger, index=True)
    method: str
    params: dict[str, Any] = Field(sa_type=JSON)
    urgency: Urgency = Field(default=Urgency.REPLY, sa_type=choice(Urgency))
    key: str | None = Field(default=None, index=True)
    about: str | None = Field(default=None, index=True)
    repeat_in_doubt: bool = True
    state: LetterState = Field(default=LetterState.OWED, sa_type=choice(LetterState))
    created_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    fault: str | None = Field(default=None, sa_type=Text)


class Owed(NamedTuple):
    """A letter on its way out."""

    id: int
    chat_id: int
    method: str
    params: dict[str, Any]
    urgency: Urgency
    key: str | None
    about: str | None
    repeat_in_doubt: bool
    due_at: datetime
    attempts: int


letters = table_of(Letter)
_columns = [letters.c[name] for name in Owed._fields]
# Written out, not bound: only so do both databases see that the small index serves.
_is_owed = letters.c.state == literal_column("'owed'")


def put(
    session: AsyncSession,
    chat_id: int,
    method: str,
    params: dict[str, Any],
    *,
    now: datetime,
    urgency: Urgency = Urgency.REPLY,
    key: str | None = None,
    about: str | None = None,
    repeat_in_doubt: bool = True,
) -> None:
    """Owe a call; it leaves the house only after the caller's transaction is committed."""
    row = {
        "chat_id": chat_id,
        "method": method,
        "params": params,
        "urgency": urgency,
        "key": key,
        "about": about,
        "repeat_in_doubt": repeat_in_doubt,
        "state": LetterState.OWED,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
    }
    insert_later(session, letters, row)


# The statements of every batch are built once: building costs as much as carrying out.
_OWED = (
    select(*_columns)
    .where(
        _is_owed,
        letters.c.id > bindparam("after"),
        letters.c.urgency == bindparam("urgency"),
    )
    .order_by(letters.c.id)
    .limit(bindparam("most"))
)
_OWED_TO_CHAT = _OWED.where(letters.c.chat_id == bindparam("chat"))


async def owed(
    session: AsyncSession, urgency: Urgency, *, after: int, most: int, chat: int | None = None
) -> list[Owed]:
    """Unsent letters (to one chat) in the order written, beginning behind letter `after`."""
    await flush_later(session)  # also those of this transaction
    asked = {"after": after, "urgency": urgency, "most": most}
    if chat is None:
        found = await run(session, _OWED, asked)
    else:
        found = await run(session, _OWED_TO_CHAT, {**asked, "chat": chat})
    return [Owed(*row) for row in found]


_OUTCOME = ("state", "sent_at", "message_id", "due_at", "attempts", "fault")
_SETTLE = (
    update(letters)
    .where(letters.c.id == bindparam("letter"), _is_owed)
    .values({name: bindparam(name) for name in _OUTCOME})
)


async def settle(session: AsyncSession, outcomes: Sequence[dict[str, Any]]) -> None:
    """Write down what became of letters still owed: `id` and every field of an outcome.

    A letter that another process has settled meanwhile stays as it is.
    """
    rows = [{"letter": o["id"], **{name: o[name] for name in _OUTCOME}} for o in outcomes]
    await run(session, _SETTLE, rows)


async def recover(
    session: AsyncSession,
    answered: dict[int, int],
    doubtful: Collection[int],
    superseded: Collection[int],
    *,
    now: datetime,
) -> None:
    """After a crash: settle what Telegram had answered, and what must not be sent (twice)."""
    for letter, message_id in answered.items():
        sent = {"state": LetterState.SENT, "sent_at": now, "message_id": message_id or None}
        await run(session, update(letters).where(letters.c.id == letter, _is_owed).values(sent))
    await run(
        session,
        update(letters)
        .where(letters.c.id.in_(doubtful), _is_owed, letters.c.repeat_in_doubt.is_(False))
        .values(state=LetterState.DOUBTFUL),
    )
    await run(
        session,
        update(letters)
        .where(letters.c.id.in_(superseded), _is_owed)
        .values(state=LetterState.SUPERSEDED),
    )


async def message_id(session: AsyncSession, chat: int, key: str) -> int | None:
    """Telegram's id of the message under a key in a chat; None when none was sent."""
    found = await run(
        session,
        select(letters.c.message_id)
        .where(
            letters.c.chat_id == chat,
            or_(letters.c.key == key, letters.c.about == key),
            letters.c.message_id.is_not(None),
        )
        .order_by(letters.c.id.desc())
        .limit(1),
    )
    number: int | None = found.scalar_one_or_none()
    return number


async def chats_with(session: AsyncSession, key: str) -> list[int]:
    """The chats that were sent, or are owed, a letter under this key."""
    await flush_later(session)  # also those of this transaction
    found = await run(session, select(letters.c.chat_id).where(letters.c.key == key).distinct())
    return sorted(chat for (chat,) in found)


async def move(session: AsyncSession, old: int, new: int) -> None:
    """Follow a group that became a supergroup."""
    await run(
        session,
        update(letters).where(letters.c.chat_id == old, _is_owed).values(chat_id=new),
    )


async def owe_again(session: AsyncSession, chat_id: int, *, since: datetime) -> None:
    """Letters that could not reach somebody who has come back are owed once more."""
    await run(
        session,
        update(letters)
        .where(
            letters.c.chat_id == chat_id,
            letters.c.state == LetterState.UNDELIVERABLE,
            letters.c.urgency == Urgency.REPLY,
            letters.c.about.is_(None),
            letters.c.created_at >= since,
        )
        .values(state=LetterState.OWED, attempts=0),
    )


async def undelivered(session: AsyncSession) -> dict[LetterState, int]:
    """How many letters are in each state but the ones in which all is told."""
    found = await run(
        session,
        select(letters.c.state, func.count())
        .where(letters.c.state.not_in(TOLD))
        .group_by(letters.c.state),
    )
    return {row[0]: row[1] for row in found}


async def oldest_owed(session: AsyncSession, *, now: datetime) -> datetime | None:
    """When the oldest letter was due that is not sent yet."""
    found = await run(
        session,
        select(func.min(letters.c.due_at)).where(_is_owed, letters.c.due_at <= now),
    )
    oldest: datetime | None = found.scalar_one()
    return oldest


async def stands_still(session: AsyncSession, *, since: datetime) -> bool:
    """Whether a chat waits for a letter due before that, and none was sent to it since."""
    moving = select(letters.c.chat_id).where(letters.c.sent_at >= since)
    waiting = select(letters.c.id).where(_is_owed, letters.c.due_at <= since)
    found = await run(session, waiting.where(letters.c.chat_id.not_in(moving)).limit(1))
    return found.first() is not None


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget settled letters that nobody will edit any more."""
    gone = await run(
        session,
        delete(letters).where(
            letters.c.state != LetterState.OWED, letters.c.created_at < now - keep
        ),
    )
    return int(gone.rowcount)
