"""Answers past their date: no longer given, and their owner is asked once to review them.

The task is a suggestion that reads as the answer did: it is used again once it is published anew.
"""

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, revising, routing, suggestion_buttons
from clinic.zone import local
from knowledge.entries import Entry
from knowledge.library import Library
from storage import reviews
from storage.outbox import Urgency


async def ask_for_review(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """One letter for all of a person's answers that ended; a new date makes a new task.

    How many letters that makes.
    """
    known = await reviews.asked(session)
    ended = {
        entry: day
        for entry, day in _ended(library, local(now).date())
        if (entry.id, day) not in known
    }
    tasks: dict[int, list[Entry]] = {}
    for entry, day in ended.items():
        await revising.begin_revision(session, entry, now=now)
        owners = await routing.owners(session, entry.expert_topic, entry.owner)
        if owners:  # where nobody is there yet, it waits for the first
            await reviews.keep(session, entry.id, day, now=now)
        for owner in owners:
            tasks.setdefault(owner.telegram_id, []).append(entry)
    for chat, entries in tasks.items():
        items = [(e.question, e.id, ended[e], e.owner) for e in entries]
        markup = suggestion_buttons.to_suggestions()
        letters.send(
            session,
            chat,
            "books/review",
            now=now,
            markup=markup,
            urgency=Urgency.BULK,
            items=items,
        )
    return len(tasks)


def _ended(library: Library, today: date) -> Iterator[tuple[Entry, date]]:
    for entry in library:
        if entry.last_day is not None and entry.last_day < today:
            yield entry, entry.last_day
