"""Suggestions for the books: their owner writes, merges, dismisses or publishes them."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling, suggestion_standing
from clinic.refusals import ButtonOutdated, NotAllowed, SuggestionChanged, SuggestionDecided
from clinic.suggestion_buttons import PARTS
from clinic.zone import local
from knowledge import editions as books
from knowledge.entries import Entry
from knowledge.library import Library
from storage import editions, journal, reviews, suggestions
from storage.people import Role, Speaker
from storage.suggestions import Suggestion, SuggestionStatus

OPEN = SuggestionStatus.OPEN


def topics(person: Speaker) -> set[str] | None:
    """The fields this person decides on; None: all."""
    enrolling.require(person, Role.EXPERT, Role.KEEPER)
    return None if person.has(Role.KEEPER) else person.topics()


def require_field(person: Speaker, field: str) -> None:
    mine = topics(person)
    if mine is not None and field not in mine:
        raise NotAllowed


async def chosen(session: AsyncSession, person: Speaker, number: int) -> Suggestion:
    """An open suggestion of this person's field."""
    found = await _found(session, person, number)
    if found.status is not OPEN:
        raise SuggestionDecided(
            published=found.status is SuggestionStatus.PUBLISHED,
            mine=found.decided_by == person.person_id,
        )
    return found


async def _found(session: AsyncSession, person: Speaker, number: int) -> Suggestion:
    enrolling.require(person, Role.EXPERT, Role.KEEPER)
    found = await suggestions.found(session, number)
    if found is None:
        raise ButtonOutdated
    require_field(person, found.topic)
    return found


async def write(
    session: AsyncSession, person: Speaker, number: int, part: str, value: Any, *, now: datetime
) -> Suggestion:
    """One part of the draft reads otherwise; None takes it away."""
    suggestion = await chosen(session, person, number)
    if part not in PARTS:
        raise ButtonOutdated
    return await _set(session, person, suggestion, part, value, now=now)


async def _set(
    session: AsyncSession,
    person: Speaker,
    suggestion: Suggestion,
    part: str,
    value: Any,
    *,
    now: datetime,
) -> Suggestion:
    draft = {**suggestion.draft, part: value}
    if value is None:
        del draft[part]
    return await carry_out(session, person, suggestion, "suggestion.written", now, draft=draft)


async def place(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    topic: str,
    *,
    now: datetime,
) -> Suggestion:
    """It belongs to this topic of the books; an entry that is there stays where it is."""
    suggestion = await chosen(session, person, number)
    if suggestion.entry or topic not in {one.id for one in library.topics()}:
        raise ButtonOutdated
    return await _set(session, person, suggestion, "topic", topic, now=now)


async def pass_on(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    field: str,
    *,
    now: datetime,
) -> Suggestion:
    """Another field has to write it: its experts see it now."""
    suggestion = await chosen(session, person, number)
    fields = {one.id for one in library.expert_topics()} - {suggestion.topic}
    if suggestion.entry or field not in fields:
        raise ButtonOutdated
    verb = "suggestion.passed_on"
    return await carry_out(session, person, suggestion, verb, now, topic=field, rung_at=None)


async def clear(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    version: int,
    *,
    now: datetime,
) -> Suggestion:
    """What reads like somebody's data, as it was shown, is nobody's."""
    suggestion = _as_seen(await chosen(session, person, number), version)
    found = await suggestion_standing.of(session, library, suggestion, on=local(now).date())
    cleared = [*suggestion.cleared, *found.doubtful]
    return await carry_out(session, person, suggestion, "suggestion.cleared", now, cleared=cleared)


def _as_seen(suggestion: Suggestion, version: int) -> Suggestion:
    if suggestion.version != version:
        raise SuggestionChanged
    return suggestion


async def dismiss(
    session: AsyncSession, person: Speaker, number: int, version: int, *, now: datetime
) -> Suggestion:
    """Nothing for the books; what is asked alike goes on joining it in silence."""
    suggestion = _as_seen(await chosen(session, person, number), version)
    return await _decide(session, person, suggestion, "dismissed", SuggestionStatus.DISMISSED, now)


async def reopen(
    session: AsyncSession, person: Speaker, number: int, *, now: datetime
) -> Suggestion:
    """It was not meant to be dismissed; the correction that was begun in its place stands."""
    found = await _found(session, person, number)
    if found.entry and (begun_since := await suggestions.about(session, found.entry)):
        return begun_since
    opened = await suggestions.change(
        session, found, of=SuggestionStatus.DISMISSED, status=OPEN, decided_by=None, decided_at=None
    )
    if opened is None:
        raise ButtonOutdated
    journal.record(session, "suggestion.reopened", by=person.person_id, at=now, suggestion=number)
    return opened


def entry_to_correct(library: Library, entry_id: str | None) -> Entry:
    """The entry that is to be corrected, while the books have it."""
    entry = library.get(entry_id or "")
    if entry is None:
        raise ButtonOutdated(about="books")
    return entry


async def publish(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    version: int,
    *,
    now: datetime,
) -> Entry:
    """Into the books, as it was read; those who use them have it within a minute."""
    suggestion = _as_seen(await chosen(session, person, number), version)
    on = local(now).date()
    suggestion_standing.check(await suggestion_standing.of(session, library, suggestion, on=on))
    entry = suggestion_standing.entry_of(library, suggestion, on=on)
    status = SuggestionStatus.PUBLISHED
    await _decide(session, person, suggestion, "published", status, now, entry=entry.id)
    await _add_edition(session, person, library, suggestion, entry, now=now)
    return entry


async def withdraw(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    version: int,
    *,
    now: datetime,
) -> None:
    """The answer is given no more, from today on; what was written on it stays: its review."""
    suggestion = _as_seen(await chosen(session, person, number), version)
    entry = entry_to_correct(library, suggestion.entry)
    today = local(now).date()
    ended = entry.model_copy(update={"withdrawn_on": today})
    base = books.fingerprint(ended)
    await carry_out(session, person, suggestion, "suggestion.withdrawn", now, base=base)
    await _add_edition(session, person, library, suggestion, ended, now=now)
    await reviews.keep(session, entry.id, today - timedelta(days=1), now=now)


async def _decide(
    session: AsyncSession,
    person: Speaker,
    suggestion: Suggestion,
    how: str,
    status: SuggestionStatus,
    now: datetime,
    **changes: Any,
) -> Suggestion:
    done = {"decided_by": person.known_id, "decided_at": now, **changes}
    verb = f"suggestion.{how}"
    return await carry_out(session, person, suggestion, verb, now, status_after=status, **done)


async def _add_edition(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    suggestion: Suggestion,
    entry: Entry,
    *,
    now: datetime,
) -> None:
    await editions.add(
        session,
        entry=entry.id,
        data=books.stored(entry),
        base=books.fingerprint(library.filed(entry.id)),
        suggestion_id=suggestion.known_id,
        published_by=person.known_id,
        published_at=now,
    )


async def carry_out(
    session: AsyncSession,
    person: Speaker,
    suggestion: Suggestion,
    verb: str,
    now: datetime,
    *,
    status_after: SuggestionStatus = OPEN,
    **changes: Any,
) -> Suggestion:
    """Change what is still open and as it was read, and note who did it."""
    changed = await suggestions.change(session, suggestion, of=OPEN, status=status_after, **changes)
    if changed is None:
        raise SuggestionChanged
    number = suggestion.known_id
    journal.record(session, verb, by=person.person_id, at=now, suggestion=number)
    return changed
