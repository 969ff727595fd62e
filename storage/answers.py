"""Entries of the books that were shown as answers, and whether they were enough."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Index,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import UtcDateTime, table_of
from storage.statements import Row, flush_later, insert_later, run, run_later


class Answer(SQLModel, table=True):
    """One entry shown in a chat; `first_id` is the question's number, None where it was browsed.

    The fingerprint tells which wording was given: entries are corrected, the judgement stays.
    """

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_shown", "chat_id", "first_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="people.id")
    chat_id: int = Field(sa_type=BigInteger)
    first_id: int | None = Field(default=None, sa_type=BigInteger)
    entry: str = Field(index=True)
    fingerprint: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    helped: bool | None = None
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


NONE = ""
"""The wording of an answer that was withdrawn: that is told, and it is no answer."""

_answers = table_of(Answer)
_columns = _answers.c


def fingerprint(answer: str) -> str:
    """What tells two wordings of an answer apart."""
    return sha256(answer.encode()).hexdigest()[:16]


def give(
    session: AsyncSession,
    person_id: int | None,
    chat_id: int,
    first_id: int | None,
    entry: str,
    answer: str,
    *,
    now: datetime,
) -> None:
    """An entry is shown; of its wording only the fingerprint is kept."""
    row: Row = {"person_id": person_id, "chat_id": chat_id, "first_id": first_id}
    row |= {"entry": entry, "fingerprint": fingerprint(answer), "given_at": now}
    row |= {"helped": None, "judged_at": None}
    insert_later(session, _answers, row)


async def is_given(
    session: AsyncSession, chat_id: int, first_id: int | None, entry: str, answer: str
) -> bool:
    """Whether this wording was shown for this question before: a look back is no new answer."""
    asked = _columns.first_id.is_(None) if first_id is None else _columns.first_id == first_id
    shown = _shown(chat_id, entry, answer).where(asked)
    return (await run(session, shown)).first() is not None


async def has(session: AsyncSession, chat_id: int, entry: str, answer: str) -> bool:
    """Whether this wording was ever shown in this chat."""
    await flush_later(session)  # also what this transaction has given
    return (await run(session, _shown(chat_id, entry, answer))).first() is not None


def _shown(chat_id: int, entry: str, answer: str) -> Select[int]:
    """One row where this wording was shown in this chat."""
    return (
        select(_columns.id)
        .where(
            _columns.chat_id == chat_id,
            _columns.entry == entry,
            _columns.fingerprint == fingerprint(answer),
        )
        .limit(1)
    )


def _judging(asked: ColumnElement[bool]) -> Executable:
    here = and_(_columns.chat_id == bindparam("chat"), asked, _columns.entry == bindparam("shown"))
    newest = select(func.max(_columns.id)).where(here).scalar_subquery()
    enough = bindparam("enough", type_=_columns.helped.type)
    return (
        update(_answers)
        .where(_columns.id == newest, _columns.helped.is_distinct_from(enough))
        .values(helped=enough, judged_at=bindparam("now"))
    )


# Built once: under every answer somebody says whether it was enough.
_JUDGE = _judging(_columns.first_id == bindparam("question"))
_JUDGE_BROWSED = _judging(_columns.first_id.is_(None))


def judge(
    session: AsyncSession,
    chat_id: int,
    first_id: int | None,
    entry: str,
    helped: bool,
    *,
    now: datetime,
) -> None:
    """Store whether the entry was enough, as it was shown last."""
    said: Row = {"chat": chat_id, "shown": entry, "enough": helped, "now": now}
    if first_id is None:
        run_later(session, _JUDGE_BROWSED, said)
    else:
        run_later(session, _JUDGE, {**said, "question": first_id})


async def refused(session: AsyncSession, chat_id: int, first_id: int) -> set[str]:
    """The entries that were not enough for this question."""
    found = await run(
        session,
        select(_columns.entry).where(
            _columns.chat_id == chat_id, _columns.first_id == first_id, _columns.helped.is_(False)
        ),
    )
    return set(found.scalars())


async def judgements(session: AsyncSession, chat_id: int, first_id: int) -> dict[str, bool | None]:
    """The entries that were given for this question, and what was said of each last."""
    found = await run(
        session,
        select(_columns.entry, _columns.helped)
        .where(_columns.chat_id == chat_id, _columns.first_id == first_id)
        .order_by(_columns.id),
    )
    return {row.entry: row.helped for row in found}


async def set_apart(session: AsyncSession, chat_id: int, first_id: int) -> None:
    """What was shown for a question is from now on no answer to it; that it was read, stays."""
    here = _columns.chat_id == chat_id, _columns.first_id == first_id
    await run(session, update(_answers).where(*here).values(first_id=None))


class Tally(NamedTuple):
    """How often an entry was given, and how often it was enough, or not."""

    given: int = 0
    helped: int = 0
    not_enough: int = 0


async def tallies(session: AsyncSession) -> dict[str, Tally]:
    """The tally of each entry that was ever given."""
    enough = func.sum(case((_columns.helped.is_(True), 1), else_=0))
    not_enough = func.sum(case((_columns.helped.is_(False), 1), else_=0))
    given = func.sum(case((_columns.fingerprint != fingerprint(NONE), 1), else_=0))
    counted = select(_columns.entry, given, enough, not_enough)
    found = await run(session, counted.group_by(_columns.entry))
    return {entry: Tally(*numbers) for entry, *numbers in found}


async def last_given(
    session: AsyncSession, entry: str, *, since: datetime, but: str = ""
) -> dict[int, str]:
    """The fingerprint of the wording of this entry, `but` one, that each chat was shown last."""
    shown = select(_columns.chat_id, _columns.fingerprint).where(
        _columns.entry == entry, _columns.given_at >= since, _columns.fingerprint != but
    )
    found = await run(session, shown.order_by(_columns.id))
    return {row.chat_id: row.fingerprint for row in found}


async def sweep(session: AsyncSession, *, now: datetime, keep: timedelta) -> int:
    """Forget who read what so long ago; the tallies are of that time, too."""
    return int(
        (await run(session, delete(_answers).where(_columns.given_at < now - keep))).rowcount
    )
