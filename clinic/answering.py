"""A question meets the books: what is answered, offered, or passed on."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, letters, wording
from clinic.casework import Part
from clinic.routing import GENERAL
from clinic.zone import local
from knowledge.deciding import Decision, Kind, decide
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.words import Matter
from storage import journal, questions
from storage.people import Speaker

LONGEST_LABEL = 36  # what a small phone shows of a button
MOST_SOURCES = 3


def ask(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    asked: Sequence[Part],
    *,
    now: datetime,
) -> Decision:
    """Answer from the books as far as they go; the decision tells what was done."""
    message_id = asked[0].message_id
    decision = decide(library, casework.words(asked), on=local(now).date())
    said = [(part.message_id, part.text) for part in asked]
    questions.keep(session, person.telegram_id, said, now=now)
    ids = [entry.id for entry, _score in decision.candidates]
    journal.record(
        session,
        f"asked.{decision.kind}",
        by=person.person_id,
        at=now,
        entries=ids,
        topic=decision.topic,
    )
    match decision.kind:
        case Kind.ANSWER:
            entry = decision.ranked[0].entry
            show(session, person, entry, now=now, question=message_id)
        case Kind.CLARIFY:
            _offer(session, person, decision, message_id, now)
        case Kind.EXPERT if decision.matter:
            _take_care(session, person, decision.matter, message_id, now)
        case Kind.EXPERT:
            topic = letters.topic_name(decision.topic or GENERAL)
            markup = buttons.ask_expert(message_id)
            letters.send(
                session, person.telegram_id, "ask/unsure", now=now, markup=markup, topic=topic
            )
        case Kind.NONE:
            letters.send(session, person.telegram_id, "ask/small_talk", now=now)
    return decision


def show(
    session: AsyncSession,
    person: Speaker,
    entry: Entry,
    *,
    now: datetime,
    question: int | None,
    edit: int | None = None,
) -> None:
    """The answer itself, with source and date; no `question` once it is settled."""
    settled = question is None
    markup = buttons.NO_BUTTONS if question is None else buttons.answer_found(entry.id, question)
    letters.send(
        session,
        person.telegram_id,
        "ask/found",
        now=now,
        edit=edit,
        markup=markup,
        settled=settled,
        **_facts(entry),
    )


async def recall(
    session: AsyncSession, person: Speaker, library: Library, question: int, *, now: datetime
) -> tuple[list[Part], str | None]:
    """What was asked with this message, as it reads now, and its topic where one is found."""
    chat = person.telegram_id
    said = await questions.recall(session, chat, question)
    parts = [Part(chat, number, "text", text) for number, text in said]
    return parts, decide(library, casework.words(parts), on=local(now).date()).topic


async def reword(session: AsyncSession, person: Speaker, message_id: int, text: str) -> None:
    """A question was edited: its new wording is what an expert would read."""
    await questions.reword(session, person.telegram_id, message_id, text)


def place(library: Library, text: str, *, now: datetime) -> tuple[str, bool]:
    """The expert topic that a text belongs to, as well as it can be told; and its urgency."""
    decision = decide(library, text, on=local(now).date())
    urgent = decision.matter is not None and decision.matter.urgent
    return decision.topic or GENERAL, urgent


def entry_shown(library: Library, entry_id: str, on: date) -> Entry | None:
    """The entry behind a button, if it may still be shown."""
    return next((entry for entry in library.valid(on) if entry.id == entry_id), None)


def helped(session: AsyncSession, person: Speaker, entry_id: str, *, now: datetime) -> None:
    """The person says that the answer was enough."""
    journal.record(session, "answer.helped", by=person.person_id, at=now, entry=entry_id)


def _take_care(
    session: AsyncSession, person: Speaker, matter: Matter, question: int, now: datetime
) -> None:
    """What is to be done at once, before anybody here has read the question."""
    letters.send(
        session,
        person.telegram_id,
        "ask/careful",
        now=now,
        markup=buttons.ask_expert(question),
        careful=Markup(matter.careful),  # ours, from the package
        urgent=matter.urgent,
        sources=_by_host(matter.sources),
        as_of=wording.as_of(matter.valid_as_of),
    )


def _offer(
    session: AsyncSession, person: Speaker, decision: Decision, question: int, now: datetime
) -> None:
    entries = [entry for entry, _score in decision.candidates]
    labels = [f"{n}. {wording.short(e.question, LONGEST_LABEL)}" for n, e in enumerate(entries, 1)]
    offered = [(entry.id, label) for entry, label in zip(entries, labels, strict=True)]
    markup = buttons.candidates(offered, question)
    named = [entry.question for entry in entries]
    letters.send(
        session, person.telegram_id, "ask/candidates", now=now, markup=markup, questions=named
    )


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "question": entry.question,
        "answer": Markup(entry.answer),  # checked by the library: <b> and <i> only
        "sources": _by_host(entry.sources),
        "as_of": wording.as_of(entry.valid_as_of),
        "until": entry.valid_until,
        "owner": entry.owner,
    }


def _by_host(urls: Sequence[str]) -> list[tuple[str, str]]:
    """The first sources as (host, url), each host once: short enough for a small screen."""
    hosts: dict[str, str] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc.removeprefix("www."), url)
    return list(hosts.items())[:MOST_SOURCES]
