"""What people asked the books: kept for a while, as it may still be brought to an expert."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, Text, delete, select, update
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import insert_later, run


class Question(SQLModel, table=True):
    """One message of a question; `first_id` is the number of its first message."""

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_first", "chat_id", "first_id"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=BigInteger)
    first_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    text: str = Field(sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)


_questions = table_of(Question)


def keep(
    session: AsyncSession, chat_id: int, said: Iterable[tuple[int, str]], *, now: datetime
) -> None:
    """Keep a question of one or more messages (number, text)."""
    said = sorted(said)
    for number, text in said:
        row = {"chat_id": chat_id, "first_id": said[0][0], "message_id": number}
        insert_later(session, _questions, {**row, "text": text, "asked_at": now})


async def recall(session: AsyncSession, chat_id: int, first_id: int) -> list[tuple[int, str]]:
    """The messages (number, text) of a question as they read now; none where it is forgotten."""
    found = await run(
        session,
        select(_questions.c.message_id, _questions.c.text)
        .where(_questions.c.chat_id == chat_id, _questions.c.first_id == first_id)
        .order_by(_questions.c.message_id),
    )
    return [(number, text) for number, text in found]


async def reword(session: AsyncSession, chat_id: int, message_id: int, text: str) -> None:
    """A message was edited: its new wording counts."""
    await run(
        session,
        update(_questions)
        .where(_questions.c.chat_id == chat_id, _questions.c.message_id == message_id)
        .values(text=text),
    )


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget questions of long ago: people's words are not hoarded."""
    gone = await run(session, delete(_questions).where(_questions.c.asked_at < now - keep))
    return int(gone.rowcount)
