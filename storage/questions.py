"""What people asked the books: kept for a while, as it may still be brought to an expert."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, Text, delete, select, text, update
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import insert_later, run


class Question(SQLModel, table=True):
    """One message of a question; `first_id` is the number of its first message."""

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_first", "chat_id", "first_id"),
        Index(
            "ix_questions_unobserved",
            "asked_at",
            sqlite_where=text("observed_at IS NULL"),
            postgresql_where=text("observed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    first_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    text: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # for the books


_questions = table_of(Question)


def keep(
    session: AsyncSession, chat_id: int, said: Iterable[tuple[int, str]], *, now: datetime
) -> None:
    """Keep a question of one or more messages (number, text)."""
    said = sorted(said)
    for number, words in said:
        row = {"chat_id": chat_id, "first_id": said[0][0], "message_id": number}
        insert_later(session, _questions, {**row, "text": words, "asked_at": now})


async def recall(session: AsyncSession, chat_id: int, first_id: int) -> list[tuple[int, str]]:
    """The messages (number, text) of a question as they read now; none where it is forgotten."""
    found = await run(
        session,
        select(_questions.c.message_id, _questions.c.text)
        .where(_questions.c.chat_id == chat_id, _questions.c.first_id == first_id)
        .order_by(_questions.c.message_id),
    )
    return [(number, words) for number, words in found]


async def first(session: AsyncSession, chat_id: int, message_id: int) -> int | None:
    """The number of the question that this message belongs to, while it is kept."""
    here = _questions.c.chat_id == chat_id, _questions.c.message_id == message_id
    found = await run(session, select(_questions.c.first_id).where(*here).limit(1))
    number: int | None = found.scalar_one_or_none()
    return number


async def reword(session: AsyncSession, chat_id: int, message_id: int, words: str) -> None:
    """A message was edited: its new wording counts."""
    await run(
        session,
        update(_questions)
        .where(_questions.c.chat_id == chat_id, _questions.c.message_id == message_id)
        .values(text=words),
    )


async def unobserved(
    session: AsyncSession, *, before: datetime, most: int
) -> list[tuple[int, int, datetime]]:
    """Chat, first number and moment of questions that the books have not been told of."""
    found = await run(
        session,
        select(_questions.c.chat_id, _questions.c.first_id, _questions.c.asked_at)
        .where(
            _questions.c.observed_at.is_(None),
            _questions.c.asked_at < before,
            _questions.c.first_id == _questions.c.message_id,
        )
        .order_by(_questions.c.asked_at, _questions.c.id)
        .limit(most),
    )
    return [(chat, first, asked_at) for chat, first, asked_at in found]


async def observe(session: AsyncSession, chat_id: int, first_id: int, *, now: datetime) -> None:
    """The books were told of it."""
    here = _questions.c.chat_id == chat_id, _questions.c.first_id == first_id
    await run(session, update(_questions).where(*here).values(observed_at=now))


async def unobserve(session: AsyncSession, chat_id: int, first_id: int) -> None:
    """It has turned out otherwise: the books are to be told anew."""
    here = _questions.c.chat_id == chat_id, _questions.c.first_id == first_id
    await run(session, update(_questions).where(*here).values(observed_at=None))


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget questions of long ago: people's words are not hoarded."""
    gone = await run(session, delete(_questions).where(_questions.c.asked_at < now - keep))
    return int(gone.rowcount)
