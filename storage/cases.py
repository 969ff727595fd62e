"""Questions on their way to an expert, and what is said in them."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Text, bindparam, text
from sqlalchemy import select as pick
from sqlmodel import Field, and_, col, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import Numbered, UtcDateTime, choice, table_of
from storage.statements import run


class CaseStatus(StrEnum):
    WAITING = "waiting"
    HELD = "held"
    ANSWERED = "answered"
    CLOSED = "closed"


IN_TALKS = (CaseStatus.HELD, CaseStatus.ANSWERED)  # an expert has it, and the village may reply
OPEN = (CaseStatus.WAITING, *IN_TALKS)


class Case(Numbered, table=True):
    """One question of one village. `version` grows with every change: old buttons show by it."""

    __tablename__ = "cases"
    __table_args__ = (
        Index(
            "ix_cases_unobserved",
            "status",
            sqlite_where=text("observed_at IS NULL"),
            postgresql_where=text("observed_at IS NULL"),
        ),
    )

    number: str = Field(unique=True)
    village_id: int = Field(foreign_key="villages.id", index=True)
    asker_id: int = Field(foreign_key="people.id", index=True)
    expert_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    topic: str = Field(index=True)
    question: str = Field(sa_type=Text)
    urgent: bool = False
    beyond: str | None = Field(default=None, sa_type=Text)  # what the books said was not enough
    owner: str | None = None  # the agency whose answer in the books is past its date
    status: CaseStatus = Field(default=CaseStatus.WAITING, sa_type=choice(CaseStatus), index=True)
    version: int = 1
    opened_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: int | None = Field(default=None, foreign_key="people.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rating: int | None = None
    rated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # for the books


class Said(StrEnum):
    """What a message in a case is for."""

    QUESTION = "question"
    ADDITION = "addition"
    ASKED_BACK = "asked_back"
    ANSWER = "answer"


class CaseMessage(Numbered, table=True):
    """One message of a case: where it stands in Telegram, its text, its earlier texts."""

    __tablename__ = "case_messages"
    __table_args__ = (Index("ix_case_messages_source", "chat_id", "message_id"),)

    case_id: int = Field(foreign_key="cases.id", index=True)
    author_id: int = Field(foreign_key="people.id")
    said: Said = Field(sa_type=choice(Said))
    kind: str
    text: str = Field(default="", sa_type=Text)
    earlier: list[str] = Field(default_factory=list, sa_type=JSON)
    chat_id: int = Field(sa_type=BigInteger)
    message_id: int = Field(sa_type=BigInteger)
    file_id: str | None = None
    said_at: datetime = Field(sa_type=UtcDateTime)


async def found(session: AsyncSession, case_id: int) -> Case | None:
    return await session.get(Case, case_id, populate_existing=True)


async def advance(
    session: AsyncSession,
    case_id: int,
    *,
    of: Collection[CaseStatus],
    version: int | None = None,
    holder: int | None = None,
    **changes: Any,
) -> Case | None:
    """Change a case that is still in one of these states (and version, and hands); else None."""
    conditions = [col(Case.id) == case_id, col(Case.status).in_(of)]
    if version is not None:
        conditions.append(col(Case.version) == version)
    if holder is not None:
        conditions.append(col(Case.expert_id) == holder)
    changed = await session.exec(
        update(Case).where(*conditions).values(version=col(Case.version) + 1, **changes)
    )
    return await found(session, case_id) if changed.rowcount == 1 else None


async def rate(session: AsyncSession, case_id: int, stars: int, *, now: datetime) -> bool:
    """Store the one rating of a closed case; False when there is one."""
    rated = await session.exec(
        update(Case)
        .where(
            col(Case.id) == case_id,
            col(Case.status) == CaseStatus.CLOSED,
            col(Case.rating).is_(None),
        )
        .values(rating=stars, rated_at=now)
    )
    return bool(rated.rowcount)


async def waiting(
    session: AsyncSession, topics: Collection[str], *, most: int, but: int | None = None
) -> list[Case]:
    """Cases nobody has taken yet, the oldest first; without those of one asker."""
    wanted = select(Case).where(Case.status == CaseStatus.WAITING, col(Case.topic).in_(topics))
    if but is not None:
        wanted = wanted.where(Case.asker_id != but)
    return list(await session.exec(wanted.order_by(col(Case.due_at), col(Case.id)).limit(most)))


async def waiting_topics(session: AsyncSession) -> set[str]:
    """The topics of all cases that nobody has taken yet."""
    wanted = select(Case.topic).where(Case.status == CaseStatus.WAITING)
    return set(await session.exec(wanted.distinct()))


async def of_villages(
    session: AsyncSession, village_ids: Collection[int], *, most: int
) -> list[Case]:
    """A village's cases, the open ones before the closed ones, the newest first."""
    wanted = select(Case).where(col(Case.village_id).in_(village_ids))
    closed = col(Case.status) == CaseStatus.CLOSED
    return list(await session.exec(wanted.order_by(closed, col(Case.id).desc()).limit(most)))


async def held_by(session: AsyncSession, person_id: int, *, most: int | None = None) -> list[Case]:
    """The cases in an expert's hands that are not closed."""
    wanted = select(Case).where(Case.expert_id == person_id, col(Case.status).in_(IN_TALKS))
    return list(await session.exec(wanted.order_by(col(Case.due_at), col(Case.id)).limit(most)))


async def held_by_others(session: AsyncSession, person_ids: Collection[int]) -> list[Case]:
    """The unanswered cases in hands other than these."""
    wanted = select(Case).where(
        Case.status == CaseStatus.HELD, col(Case.expert_id).not_in(person_ids)
    )
    return list(await session.exec(wanted.order_by(col(Case.id))))


async def messages(session: AsyncSession, case_id: int) -> list[CaseMessage]:
    wanted = select(CaseMessage).where(CaseMessage.case_id == case_id)
    return list(await session.exec(wanted.order_by(col(CaseMessage.id))))


async def message_at(session: AsyncSession, chat_id: int, message_id: int) -> CaseMessage | None:
    """The case message that came from this Telegram message."""
    wanted = select(CaseMessage).where(
        CaseMessage.chat_id == chat_id, CaseMessage.message_id == message_id
    )
    return (await session.exec(wanted)).first()


_cases = table_of(Case)
_said = table_of(CaseMessage)
_later = _said.alias("later")
_newest = pick(func.max(_later.c.id)).where(_later.c.case_id == _cases.c.id)

# Built once: it is asked with every question of an official.
_AWAITED = (
    pick(_cases.c.id, _said.c.said_at)
    .select_from(_cases.join(_said, _said.c.id == _newest.scalar_subquery()))
    .where(
        _cases.c.village_id.in_(bindparam("villages", expanding=True)),
        _cases.c.status.in_(IN_TALKS),
        _said.c.said == Said.ASKED_BACK,
    )
    .order_by(_said.c.id.desc())
)


async def awaiting_village(
    session: AsyncSession, village_ids: Collection[int]
) -> list[tuple[int, datetime]]:
    """Cases of these villages whose last word is the expert's question, and since when.

    The latest question comes first.
    """
    found = await run(session, _AWAITED, {"villages": list(village_ids)})
    return [(number, asked_at) for number, asked_at in found]


async def unobserved(session: AsyncSession, *, answered_before: datetime, most: int) -> list[Case]:
    """Answered cases, closed or left so, that the books have not been told of."""
    left = and_(Case.status == CaseStatus.ANSWERED, col(Case.answered_at) < answered_before)
    wanted = select(Case).where(
        or_(Case.status == CaseStatus.CLOSED, left),
        col(Case.answered_at).is_not(None),
        col(Case.observed_at).is_(None),
    )
    return list(await session.exec(wanted.order_by(col(Case.id)).limit(most)))


async def observe(session: AsyncSession, case_id: int, *, now: datetime) -> None:
    """The books were told of it."""
    seen = update(Case).where(col(Case.id) == case_id).values(observed_at=now)
    await session.exec(seen)


async def count(session: AsyncSession, status: CaseStatus) -> int:
    return (await session.exec(select(func.count()).where(Case.status == status))).one()
