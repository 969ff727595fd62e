"""Suggestions for the books: a draft of an entry, grown from questions or begun from an old one."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, case, delete, func
from sqlalchemy import select as pick
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import observations
from storage.columns import Numbered, UtcDateTime, choice, table_of
from storage.editions import PublishedEdition
from storage.observations import Observation
from storage.statements import run


class SuggestionStatus(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISMISSED = "dismissed"
    MERGED = "merged"


class Suggestion(Numbered, table=True):
    """`draft` holds the fields of an entry, as far as they are known.

    `entry` is the one it is to correct, or the new one once it is published; `base` tells how the
    entry to correct read when the draft was begun; `cleared` are words that were said to be
    nobody's name; `version` grows with every change.
    """

    __tablename__ = "suggestions"

    topic: str = Field(index=True)
    status: SuggestionStatus = Field(
        default=SuggestionStatus.OPEN, sa_type=choice(SuggestionStatus), index=True
    )
    version: int = 1
    entry: str | None = None
    base: str | None = None
    draft: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    cleared: list[str] = Field(default_factory=list, sa_type=JSON)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="people.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rung_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Counted(NamedTuple):
    """A suggestion, and how many villages, questions and answered cases stand behind it."""

    suggestion: Suggestion
    villages: int
    times: int
    answered: int


_seen, _editions = table_of(Observation), table_of(PublishedEdition)


async def found(session: AsyncSession, number: int) -> Suggestion | None:
    return await session.get(Suggestion, number, populate_existing=True)


async def add(session: AsyncSession, **row: Any) -> Suggestion:
    made = Suggestion(**row)
    session.add(made)
    await session.flush()
    return made


async def change(
    session: AsyncSession, suggestion: Suggestion, *, of: SuggestionStatus, **changes: Any
) -> Suggestion | None:
    """Change a suggestion that is still as it was read, and in this state; else None."""
    changed = await session.exec(
        update(Suggestion)
        .where(
            col(Suggestion.id) == suggestion.known_id,
            col(Suggestion.version) == suggestion.version,
            col(Suggestion.status) == of,
        )
        .values(version=suggestion.version + 1, **changes)
    )
    return await found(session, suggestion.known_id) if changed.rowcount == 1 else None


async def gathering(session: AsyncSession, *statuses: SuggestionStatus) -> dict[int, list[str]]:
    """The questions behind each suggestion in one of these states."""
    wanted = select(Suggestion.id).where(col(Suggestion.status).in_(statuses))
    numbers = [number for number in await session.exec(wanted) if number]
    return await observations.questions(session, numbers)


async def mark(session: AsyncSession, number: int, **moments: datetime) -> None:
    """Note when somebody was told of it; that changes nothing in the suggestion itself."""
    await session.exec(update(Suggestion).where(col(Suggestion.id) == number).values(**moments))


async def counted(
    session: AsyncSession,
    topics: Collection[str] | None = None,
    *,
    numbers: Collection[int] | None = None,
) -> list[Counted]:
    """The open suggestions (of these topics, of these numbers), the most wanted first."""
    wanted = select(Suggestion).where(Suggestion.status == SuggestionStatus.OPEN)
    if topics is not None:
        wanted = wanted.where(col(Suggestion.topic).in_(topics))
    if numbers is not None:
        wanted = wanted.where(col(Suggestion.id).in_(numbers))
    tallies = await _tallies(session)
    none = (0, 0, 0)
    rows = [Counted(one, *tallies.get(one.known_id, none)) for one in await session.exec(wanted)]
    return sorted(rows, key=lambda row: (-row.villages, -row.times, row.suggestion.known_id))


async def _tallies(session: AsyncSession) -> dict[int, tuple[int, int, int]]:
    """Villages, questions and answered cases behind each suggestion."""
    answered = func.sum(case((_seen.c.answer != "", 1), else_=0))
    found = await run(
        session,
        pick(
            _seen.c.suggestion_id,
            func.count(_seen.c.village_id.distinct()),
            func.count(),
            answered,
        ).group_by(_seen.c.suggestion_id),
    )
    return {number: (villages, times, answers) for number, villages, times, answers in found}


async def about(session: AsyncSession, entry: str) -> Suggestion | None:
    """The open suggestion that corrects this entry."""
    wanted = select(Suggestion).where(
        Suggestion.entry == entry, Suggestion.status == SuggestionStatus.OPEN
    )
    return (await session.exec(wanted.order_by(col(Suggestion.id)))).first()


async def published(session: AsyncSession) -> list[Suggestion]:
    """The published ones behind which somebody waits to hear of it."""
    waiting = _seen.c.person_id.is_not(None) & _seen.c.told_at.is_(None)
    behind = pick(_seen.c.suggestion_id).where(waiting)
    wanted = select(Suggestion).where(
        Suggestion.status == SuggestionStatus.PUBLISHED, col(Suggestion.id).in_(behind)
    )
    return list(await session.exec(wanted.order_by(col(Suggestion.id))))


async def of_entry(session: AsyncSession, entry: str) -> Suggestion | None:
    """The latest suggestion from which this entry was published."""
    wanted = select(Suggestion).where(
        Suggestion.entry == entry, Suggestion.status == SuggestionStatus.PUBLISHED
    )
    return (await session.exec(wanted.order_by(col(Suggestion.id).desc()))).first()


async def revisions(session: AsyncSession) -> list[Suggestion]:
    """The open ones that correct an entry, as nobody has touched them."""
    wanted = select(Suggestion).where(
        Suggestion.status == SuggestionStatus.OPEN,
        col(Suggestion.entry).is_not(None),
        Suggestion.version == 1,
    )
    return list(await session.exec(wanted.order_by(col(Suggestion.id))))


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget drafts behind which nothing stands any more: people's words, masked as they are.

    An open correction is somebody's task; what an edition came from stays with it.
    """
    behind = pick(_seen.c.suggestion_id).union(pick(_editions.c.suggestion_id))
    is_task = (col(Suggestion.status) == SuggestionStatus.OPEN) & col(Suggestion.entry).is_not(None)
    old = delete(Suggestion).where(
        col(Suggestion.status) != SuggestionStatus.PUBLISHED,
        col(Suggestion.opened_at) < now - keep,
        col(Suggestion.id).not_in(behind),
        ~is_task,
    )
    return int((await run(session, old)).rowcount)


async def unrung(session: AsyncSession, *, villages: int) -> list[Counted]:
    """The open ones that so many villages want and their owner was not told of."""
    return [
        row
        for row in await counted(session)
        if row.suggestion.rung_at is None and row.villages >= villages
    ]
