"""Corrected and withdrawn answers: whoever was given the old one is told once."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, enrolling, letters, showing
from clinic.zone import local
from knowledge.corrections import is_substance
from knowledge.entries import Entry
from knowledge.library import Library
from storage import answers, journal, people, wordings
from storage.outbox import Urgency
from storage.people import Speaker

BACK = timedelta(days=365)  # who read it longer ago has acted on it, or asks again
NONE = ""  # the wording of an answer that was withdrawn


async def take_notice(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """Keep what the books answer now, and recall what was corrected in substance since.

    What ends on its day corrects nothing, nor does what is given no more: its successor is told
    against what was read. How many letters that makes.
    """
    known, told = await wordings.newest(session), 0
    for entry in library:
        before, answer = known.get(entry.id), entry.answer
        if not entry.is_valid(local(now).date()):
            if entry.withdrawn_on is None or not before:
                continue
            answer = NONE
        if before == answer:
            continue
        if before is not None and is_substance(before, answer):
            told += await _recall(session, library, entry, answer, now=now)
        wordings.keep(session, entry.id, answer, now=now)
    return told


async def _recall(
    session: AsyncSession, library: Library, entry: Entry, answer: str, *, now: datetime
) -> int:
    """Everybody hears what has changed against the wording that was read last."""
    told = 0
    async for reader, before in _readers(session, entry, answer, now=now):
        # The old wording was checked by the library when it was in use. The new one counts as
        # given: the next correction is told against it.
        old = Markup(before)
        if answer == NONE:
            _call_back(session, reader, entry, old, now=now)
        else:
            showing.bring(session, reader, library, entry, "books/corrected", now=now, before=old)
        told += 1
    journal.record(session, "answer.corrected", by=None, at=now, entry=entry.id, told=told)
    return told


async def _readers(
    session: AsyncSession, entry: Entry, answer: str, *, now: datetime
) -> AsyncIterator[tuple[Speaker, str]]:
    """Who can be told, with the wording that was read; a spelling fix is no news."""
    read = await answers.last_given(session, entry.id, since=now - BACK)
    texts = await wordings.of_entry(session, entry.id)
    for chat, reader in (await people.speakers(session, read)).items():
        before = texts.get(read[chat])
        if before is not None and not reader.unreachable and is_substance(before, answer):
            yield reader, before


def _call_back(
    session: AsyncSession, reader: Speaker, entry: Entry, before: Markup, *, now: datetime
) -> None:
    way = answer_buttons.beyond(entry.id) if enrolling.may_ask(reader) else None
    letters.send(
        session,
        reader.telegram_id,
        "books/withdrawn",
        now=now,
        markup=way,
        urgency=Urgency.BULK,
        question=entry.question,
        before=before,
        owner=entry.owner,
    )
