"""Corrected answers: whoever was given the old one is told once what has changed."""

from datetime import datetime, timedelta

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, enrolling, letters, showing
from knowledge.corrections import is_substance
from knowledge.entries import Entry
from knowledge.library import Library
from storage import answers, journal, people, wordings
from storage.outbox import Urgency
from storage.people import Speaker

BACK = timedelta(days=365)  # who read it longer ago has acted on it, or asks again


async def take_notice(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """Keep what the books answer now, and recall what was corrected in substance since.

    How many letters that makes.
    """
    known, told = await wordings.newest(session), 0
    for entry in library:
        before = known.get(entry.id)
        if before == entry.answer:
            continue
        if before is not None and is_substance(before, entry.answer):
            told += await _recall(session, entry, now=now)
        wordings.keep(session, entry.id, entry.answer, now=now)
    return told


async def _recall(session: AsyncSession, entry: Entry, *, now: datetime) -> int:
    """Everybody hears what has changed against the wording that was read last."""
    read = await answers.last_given(session, entry.id, since=now - BACK)
    texts = await wordings.of_entry(session, entry.id)
    readers = await people.speakers(session, read)
    told = 0
    for chat, reader in readers.items():
        before = texts.get(read[chat])
        if before is not None and not reader.unreachable and is_substance(before, entry.answer):
            _tell(session, reader, entry, before, now=now)
            told += 1
    journal.record(session, "answer.corrected", by=None, at=now, entry=entry.id, told=told)
    return told


def _tell(
    session: AsyncSession, reader: Speaker, entry: Entry, before: str, *, now: datetime
) -> None:
    """It counts as given: the next correction is told against it."""
    showing.give(session, reader, entry, None, now=now)
    expert = enrolling.may_ask(reader)
    letters.send(
        session,
        reader.telegram_id,
        "books/corrected",
        now=now,
        markup=answer_buttons.found(entry.id, None, expert=expert, related=False, back=None),
        urgency=Urgency.BULK,
        before=Markup(before),  # checked by the library when it was in use
        **showing.facts(entry),
    )
