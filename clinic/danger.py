"""Danger in what people write: what is to be done at once, before anybody here has read it."""

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, showing, wording, workdays
from knowledge.deciding import matter_of
from knowledge.library import Library
from knowledge.words import Matter
from storage.cases import Case
from storage.people import Speaker

DAYS, URGENT_DAYS = 2, 1  # working days until an answer is due


def due(now: datetime, *, urgent: bool) -> datetime:
    """By when a case is to be answered."""
    return workdays.due_after(now, days=URGENT_DAYS if urgent else DAYS)


def came_up(library: Library, before: str, after: str) -> Matter | None:
    """The danger that words tell of now, and did not before."""
    says = matter_of(library, after)
    return says if says and says.urgent and says != matter_of(library, before) else None


def hasten(case: Case, *, now: datetime) -> None:
    """From now on it is among the first."""
    case.urgent, case.due_at = True, min(case.due_at, due(now, urgent=True))


def advise(
    session: AsyncSession, person: Speaker, matter: Matter, *, now: datetime, **about: Any
) -> None:
    """What to do about a delicate matter; `about`: the buttons, and what the letter says of them.

    Without any, the person is writing to an expert already.
    """
    letters.send(
        session,
        person.telegram_id,
        "ask/careful",
        now=now,
        careful=Markup(matter.careful),  # ours, from the package
        urgent=matter.urgent,
        sources=showing.by_host(matter.sources),
        as_of=wording.as_of(matter.valid_as_of),
        **{"may_ask": False, **about},
    )
