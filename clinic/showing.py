"""An answer of the books on the screen, with source and date, and what is related to it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, browsing, enrolling, letters, wording
from clinic.answer_buttons import Helped, HelpedByLetter, HelpedByMore
from clinic.buttons import Buttons, Rows
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from knowledge.enclosures import tag
from knowledge.entries import Entry
from knowledge.library import Library
from storage import answers
from storage.outbox import Urgency
from storage.people import Speaker

MOST_SOURCES = 3
ALL_SOURCES = 8  # where an answer is read at length
MOST_RELATED = 4
HOST = 60  # of an address, so much is shown


def show(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry: Entry,
    *,
    now: datetime,
    question: int | None,
    edit: str | int | None = None,
    key: str | None = None,
    settled: bool = False,
    long: bool = False,
) -> None:
    """The answer itself, `long`: in its long form; `question` is None where it was browsed."""
    on = local(now).date()
    ways: dict[str, Any] = {
        "back": browsing.place_of(library, entry, on) if question is None else None,
        "more": _other_form(entry, question, long=long),
        "files": _files(library, entry),
    }
    markup = (
        answer_buttons.settled(entry.id, question, **ways)
        if settled
        else answer_buttons.found(
            entry.id,
            question,
            expert=enrolling.may_ask(person),
            related=bool(related(library, entry, on)),
            helped=HelpedByMore if long and entry.more is not None else Helped,
            **ways,
        )
    )
    letters.send(
        session,
        person.telegram_id,
        "ask/found",
        now=now,
        edit=edit,
        key=key,
        markup=markup,
        settled=settled,
        **facts(entry, long=long),
    )


def _other_form(entry: Entry, question: int | None, *, long: bool) -> Buttons | None:
    if entry.more is None:
        return None
    way = answer_buttons.to_less if long else answer_buttons.to_more
    return way(entry.id, question)


def _files(library: Library, entry: Entry) -> Rows:
    """What of it can be sent on request, and what that costs."""
    listed = [
        (tag(one.file), one.title, wording.size(size)) for one, size in library.enclosed(entry)
    ]
    return answer_buttons.of_files(entry.id, listed)


def give(
    session: AsyncSession, person: Speaker, entry: Entry, question: int | None, *, now: datetime
) -> None:
    """Store that this answer was given."""
    chat, who = person.telegram_id, person.person_id
    answers.give(session, who, chat, question, entry.id, entry.answer, now=now)


def bring(
    session: AsyncSession,
    reader: Speaker,
    library: Library,
    entry: Entry,
    moment: str,
    *,
    now: datetime,
    **told: Any,
) -> None:
    """An answer that nobody has just asked for; it counts as given."""
    give(session, reader, entry, None, now=now)
    markup = answer_buttons.found(
        entry.id,
        None,
        expert=enrolling.may_ask(reader),
        related=False,
        back=None,
        more=_other_form(entry, None, long=False),
        files=_files(library, entry),
        helped=HelpedByLetter,
    )
    letters.send(
        session,
        reader.telegram_id,
        moment,
        now=now,
        markup=markup,
        urgency=Urgency.BULK,
        **told,
        **facts(entry),
    )


def settle(
    session: AsyncSession,
    reader: Speaker,
    library: Library,
    entry: Entry,
    *,
    edit: int,
    now: datetime,
) -> None:
    """What was brought was enough: the letter stays as it reads."""
    more, files = _other_form(entry, None, long=False), _files(library, entry)
    markup = answer_buttons.settled(entry.id, None, None, more=more, files=files)
    letters.change_buttons(session, reader.telegram_id, edit, markup, now=now)


async def show_chosen(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry_id: str,
    *,
    now: datetime,
    question: int | None,
    edit: int,
    long: bool = False,
) -> None:
    """The entry of a button; the way back to it leads here too, and is no new answer.

    One that has no long form any more is shown as it is.
    """
    entry = valid_entry(library, entry_id, local(now).date())
    chat = person.telegram_id
    if not await answers.is_given(session, chat, question, entry.id, entry.answer):
        give(session, person, entry, question, now=now)
    show(session, person, library, entry, now=now, question=question, edit=edit, long=long)


def show_related(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry_id: str,
    *,
    now: datetime,
    question: int | None,
    edit: int,
) -> None:
    """What else is asked about the same, in the place of the answer."""
    on = local(now).date()
    entry = valid_entry(library, entry_id, on)
    offered = listed(related(library, entry, on))
    letters.send(
        session,
        person.telegram_id,
        "ask/related",
        now=now,
        edit=edit,
        markup=answer_buttons.related(entry.id, offered, question),
        question=entry.question,
        questions=[words for _id, words in offered],
    )


def valid_entry(library: Library, entry_id: str, on: date) -> Entry:
    """The entry behind a button, if it may still be shown."""
    entry = library.get(entry_id)
    if entry is None or not entry.is_valid(on):
        raise ButtonOutdated(about="books")
    return entry


def related(library: Library, entry: Entry, on: date) -> Sequence[Entry]:
    """The entries that this one names, as far as they are valid."""
    named = [library.entry(other) for other in entry.related]
    return [other for other in named if other.is_valid(on)][:MOST_RELATED]


def listed(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """As buttons and texts tell of them."""
    return [(entry.id, entry.question) for entry in entries]


def facts(entry: Entry, *, long: bool = False) -> dict[str, Any]:
    """What the text of an answer tells, `long`: where it has more to say."""
    answer = (entry.more if long else None) or entry.answer
    return {
        "question": entry.question,
        "answer": Markup(answer),  # checked by the library: <b> and <i> only
        "sources": by_host(entry.sources, ALL_SOURCES if long else MOST_SOURCES),
        "as_of": wording.as_of(entry.valid_as_of),
        "until": entry.last_day,
        "owner": entry.owner,
    }


def by_host(urls: Sequence[str], most: int = MOST_SOURCES) -> list[tuple[str, str]]:
    """The first sources as (host, url), each host once: short enough for a small screen."""
    hosts: dict[str, str] = {}
    for url in urls:
        hosts.setdefault(wording.short(urlsplit(url).netloc.removeprefix("www."), HOST), url)
    return list(hosts.items())[:most]
