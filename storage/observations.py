"""What was asked and not answered well by the books: closed cases, and questions left open.

The words are masked before they come here: no NIK, numbers or names as far as they can be told.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Text, delete
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime
from storage.statements import run

MOST_COMPARED = 10  # of a suggestion's questions: more tell nothing new


class Observation(Numbered, table=True):
    """One question of one village (None: a stranger), and what its expert answered, if anybody.

    `first_id`: the message it was asked with; `told_at`: its asker heard of an answer in the books.
    """

    __tablename__ = "observations"

    suggestion_id: int = Field(foreign_key="suggestions.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="cases.id", unique=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    first_id: int | None = Field(default=None, sa_type=BigInteger)
    village_id: int | None = Field(default=None, foreign_key="villages.id")
    question: str = Field(sa_type=Text)
    answer: str = Field(default="", sa_type=Text)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


async def add(session: AsyncSession, **row: Any) -> Observation:
    made = Observation(**row)
    session.add(made)
    await session.flush()
    return made


async def found(session: AsyncSession, number: int) -> Observation | None:
    return await session.get(Observation, number, populate_existing=True)


async def of_suggestion(session: AsyncSession, suggestion: int) -> list[Observation]:
    """Those behind a suggestion, the latest first."""
    wanted = select(Observation).where(Observation.suggestion_id == suggestion)
    newest = col(Observation.asked_at).desc(), col(Observation.id).desc()
    return list(await session.exec(wanted.order_by(*newest)))


async def questions(session: AsyncSession, suggestions: Collection[int]) -> dict[int, list[str]]:
    """The last questions behind each of these suggestions."""
    pairs = select(Observation.suggestion_id, Observation.question).where(
        col(Observation.suggestion_id).in_(suggestions)
    )
    gathered: dict[int, list[str]] = {}
    for suggestion, question in await session.exec(pairs.order_by(col(Observation.id))):
        gathered.setdefault(suggestion, []).append(question)
    return {number: said[-MOST_COMPARED:] for number, said in gathered.items()}


async def forget_question(session: AsyncSession, person_id: int, messages: Collection[int]) -> None:
    """What this person asked with these messages has become a case, which tells more."""
    await session.exec(
        delete(Observation).where(
            col(Observation.person_id) == person_id,
            col(Observation.first_id).in_(messages),
            col(Observation.case_id).is_(None),
        )
    )


async def untold(session: AsyncSession, suggestion: int) -> list[Observation]:
    """Those of enrolled people who have not heard of the answer."""
    wanted = select(Observation).where(
        Observation.suggestion_id == suggestion,
        col(Observation.person_id).is_not(None),
        col(Observation.told_at).is_(None),
    )
    return list(await session.exec(wanted.order_by(col(Observation.id))))


async def tell(session: AsyncSession, numbers: Collection[int], *, now: datetime) -> None:
    told = update(Observation).where(col(Observation.id).in_(numbers)).values(told_at=now)
    await session.exec(told)


async def move(session: AsyncSession, numbers: Collection[int], suggestion: int) -> None:
    """Put these behind another suggestion."""
    await session.exec(
        update(Observation).where(col(Observation.id).in_(numbers)).values(suggestion_id=suggestion)
    )


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget what was asked long ago, masked as it is."""
    old = delete(Observation).where(col(Observation.asked_at) < now - keep)
    return int((await run(session, old)).rowcount)
