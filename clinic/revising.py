"""Entries that the books have already: the suggestion that corrects one begins as it reads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling, suggesting, suggestion_standing
from knowledge import editions as books
from knowledge.entries import Entry
from knowledge.library import Library
from storage import editions, suggestions
from storage.people import Role, Speaker
from storage.suggestions import Suggestion, SuggestionStatus

# Of a stored entry: what a suggestion does not carry over, as it comes with its own publishing.
RENEWED = {"id", "valid_as_of", "withdrawn_on", "expert_topic"}


async def revise(
    session: AsyncSession, person: Speaker, library: Library, entry_id: str, *, now: datetime
) -> Suggestion:
    """The suggestion that corrects an entry: the open one, or a new one that reads as it does."""
    enrolling.require(person, Role.EXPERT, Role.KEEPER)
    entry = suggesting.entry_to_correct(library, entry_id)
    suggesting.require_field(person, entry.expert_topic)
    return await begin_revision(session, entry, now=now)


async def begin_revision(session: AsyncSession, entry: Entry, *, now: datetime) -> Suggestion:
    """The open suggestion that corrects this entry, or a new one that reads as it does now."""
    open_one = await suggestions.about(session, entry.id)
    if open_one is None:
        return await suggestions.add(session, entry=entry.id, opened_at=now, **_as_it_reads(entry))
    if open_one.topic != entry.expert_topic:  # the secretariat has given it to another field
        moved = {"topic": entry.expert_topic, "rung_at": None}
        return await suggestions.change(session, open_one, of=suggesting.OPEN, **moved) or open_one
    return open_one


async def restore(
    session: AsyncSession, person: Speaker, library: Library, entry_id: str, *, now: datetime
) -> Suggestion:
    """The suggestion that brings back what was approved last; an open one goes on as it is."""
    suggestion = await revise(session, person, library, entry_id, now=now)
    approved = await editions.newest(session, entry_id)
    if suggestion.version > 1 or approved is None:
        return suggestion
    verb, draft = "suggestion.restored", _draft(approved.data)
    return await suggesting.carry_out(session, person, suggestion, verb, now, draft=draft)


def _as_it_reads(entry: Entry) -> dict[str, Any]:
    draft, base = _draft(books.stored(entry)), books.fingerprint(entry)
    return {"topic": entry.expert_topic, "draft": draft, "base": base}


def _draft(data: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a stored entry that a suggestion may change."""
    return {k: data[k] for k in data if k not in RENEWED}


async def begin_again(
    session: AsyncSession, person: Speaker, library: Library, number: int, *, now: datetime
) -> Suggestion:
    """The entry reads otherwise by now: the draft begins with that."""
    suggestion = await suggesting.chosen(session, person, number)
    row = _as_it_reads(suggesting.entry_to_correct(library, suggestion.entry))
    return await suggesting.carry_out(
        session, person, suggestion, "suggestion.begun_again", now, **row
    )


async def close_overtaken(session: AsyncSession, library: Library, *, now: datetime) -> None:
    """Corrections that nobody has begun, of entries that were corrected in the files meanwhile."""
    for suggestion in await suggestions.revisions(session):
        if suggestion_standing.is_overtaken(library, suggestion):
            status = SuggestionStatus.DISMISSED
            await suggestions.change(
                session, suggestion, of=suggesting.OPEN, status=status, decided_at=now
            )
