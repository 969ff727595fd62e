"""Corrected answers: whoever was given the old one is told once what has changed."""

from datetime import datetime, timedelta

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import showing
from clinic.zone import local
from knowledge.corrections import is_substance
from knowledge.entries import Entry
from knowledge.library import Library
from storage import answers, journal, people, wordings

BACK = timedelta(days=365)  # who read it longer ago has acted on it, or asks again


async def take_notice(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """Keep what the books answer now, and recall what was corrected in substance since.

    How many letters that makes.
    """
    known, told = await wordings.newest(session), 0
    for entry in library:
        before = known.get(entry.id)
        if before == entry.answer or not entry.is_valid(local(now).date()):
            continue  # what is given no more corrects nothing; its successor is told against both
        if before is not None and is_substance(before, entry.answer):
            told += await _recall(session, library, entry, now=now)
        wordings.keep(session, entry.id, entry.answer, now=now)
    return told


async def _recall(session: AsyncSession, library: Library, entry: Entry, *, now: datetime) -> int:
    """Everybody hears what has changed against the wording that was read last."""
    read = await answers.last_given(session, entry.id, since=now - BACK)
    texts = await wordings.of_entry(session, entry.id)
    readers = await people.speakers(session, read)
    told = 0
    for chat, reader in readers.items():
        before = texts.get(read[chat])
        if before is not None and not reader.unreachable and is_substance(before, entry.answer):
            # It counts as given: the next correction is told against it. The old wording was
            # checked by the library when it was in use.
            old = Markup(before)
            showing.bring(session, reader, library, entry, "books/corrected", now=now, before=old)
            told += 1
    journal.record(session, "answer.corrected", by=None, at=now, entry=entry.id, told=told)
    return told
