"""Corrected and withdrawn answers: whoever was given the old one is told once."""

from datetime import date, datetime, timedelta

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, enrolling, letters, showing
from clinic.zone import local
from knowledge.corrections import is_substance
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.search import index_of
from storage import answers, journal, people, wordings
from storage.answers import NONE, fingerprint
from storage.outbox import Urgency
from storage.people import Speaker

BACK = timedelta(days=365)  # who read it longer ago has acted on it, or asks again


async def take_notice(session: AsyncSession, library: Library, *, now: datetime) -> None:
    """Keep what the books answer now: at any hour, as somebody may read it the next minute."""
    known = await wordings.newest(session)
    for entry in library:
        answer = _in_use(entry, local(now).date())
        if answer is not None and answer != known.get(entry.id, NONE):
            wordings.keep(session, entry.id, answer, now=now)


async def recall(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """Tell everybody what was corrected in substance in the wording they read last.

    Whatever was in use in between, and whenever this is done: who has heard of it has read it.
    How many letters that makes.
    """
    told = 0
    changed = await wordings.changed(session)
    for entry in library:
        answer = _in_use(entry, local(now).date())
        if answer is not None and entry.id in changed:
            told += await _recall(session, library, entry, answer, now=now)
    return told


def _in_use(entry: Entry, today: date) -> str | None:
    """What people are to go by; None when its day has passed: its successor is told."""
    if entry.is_valid(today):
        return entry.answer
    withdrawn = entry.withdrawn_on is not None and entry.withdrawn_on <= today
    return NONE if withdrawn else None


async def _recall(
    session: AsyncSession, library: Library, entry: Entry, answer: str, *, now: datetime
) -> int:
    known = index_of(library).knows
    texts = await wordings.of_entry(session, entry.id)
    news = {print_ for print_, text in texts.items() if is_substance(text, answer, known)}
    readers = await _readers(session, entry, news, now=now)
    for reader, print_ in readers:
        # The old wording was checked by the library when it was in use.
        before = Markup(texts[print_]) if print_ in news else None
        if before and answer == NONE:
            _call_back(session, reader, entry, before, now=now)
        else:  # without an old wording: what was withdrawn is given again as it was
            moment = "books/corrected"
            showing.bring(session, reader, library, entry, moment, now=now, before=before)
    if readers:
        told = len(readers)
        journal.record(session, "answer.corrected", by=None, at=now, entry=entry.id, told=told)
    return len(readers)


async def _readers(
    session: AsyncSession, entry: Entry, news: set[str], *, now: datetime
) -> list[tuple[Speaker, str]]:
    """Who can be told, with the fingerprint of the last answer they were given."""
    read = await answers.last_given(session, entry.id, since=now - BACK)
    told = [chat for chat, print_ in read.items() if print_ in news]
    went_by = await answers.last_given(session, entry.id, since=now - BACK, but=fingerprint(NONE))
    found = await people.speakers(session, told)
    return [(one, went_by.get(chat, "")) for chat, one in found.items() if not one.unreachable]


def _call_back(
    session: AsyncSession, reader: Speaker, entry: Entry, before: Markup, *, now: datetime
) -> None:
    """That it is not to be used is what this person has read last, until there is another."""
    chat, who = reader.telegram_id, reader.person_id
    answers.give(session, who, chat, None, entry.id, NONE, now=now)
    way = answer_buttons.beyond(entry.id) if enrolling.may_ask(reader) else None
    letters.send(
        session,
        chat,
        "books/withdrawn",
        now=now,
        markup=way,
        urgency=Urgency.BULK,
        question=entry.question,
        before=before,
        owner=entry.owner,
    )
