"""One suggestion as its owner sees it: a card, the question for a part, the preview."""

from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import (
    letters,
    showing,
    suggesting,
    suggestion_buttons,
    suggestion_standing,
)
from clinic.suggestion_buttons import CHOSEN, PARTS
from clinic.suggestion_lists import told
from clinic.wording import as_plain, short
from clinic.zone import local
from knowledge.deciding import Kind, decide
from knowledge.entries import LONGEST_ANSWER, LONGEST_MORE, Entry
from knowledge.library import Library
from knowledge.likeness import Groups
from storage import screens, suggestions
from storage.people import Speaker
from storage.suggestions import Suggestion, SuggestionStatus

MOST_NEAR = 3
NEAR = 0.2  # half of what joins them by itself: people tell better what is the same


async def show(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    suggestion: Suggestion,
    *,
    now: datetime,
    edit: int | None = None,
    note: str | None = None,
) -> None:
    """One suggestion as a card: what stands in it, what it lacks, what can be done."""
    number, on = suggestion.known_id, local(now).date()
    (counts,) = await suggestions.counted(session, numbers=[number])
    lacks = await suggestion_standing.of(session, library, suggestion, on=on)
    near = [] if suggestion.entry else await _near(session, person, library, suggestion)
    letters.send(
        session,
        person.telegram_id,
        "suggest/card",
        now=now,
        edit=edit,
        markup=suggestion_buttons.card(
            number,
            suggestion.version,
            observed=counts.times > 0,
            doubtful=bool(lacks.doubtful),
            near=[other for other, _ in near],
            movable=suggestion.entry is None,
            overtaken=suggestion_standing.is_overtaken(library, suggestion),
        ),
        serial=number,
        note=note,
        counts=told(counts),
        lacks=lacks,
        near=near,
        known=None if suggestion.entry else _known(library, suggestion, on),
        **_parts(library, suggestion),
    )


def _parts(library: Library, suggestion: Suggestion) -> dict[str, Any]:
    """What the card tells of the draft."""
    draft = suggestion.draft
    until = draft.get("valid_until")
    return {
        "question": draft["question"],
        "also": draft.get("also", []),
        "answer": _readable(draft.get("answer", "")),
        "more": bool(draft.get("more")),
        "sources": showing.by_host(draft.get("sources", [])),
        "legal_basis": draft.get("legal_basis", []),
        "until": date.fromisoformat(until) if until else None,
        "owner": draft["owner"],
        "shelf": _title(library, draft["topic"]),
        "entry": suggestion.entry,
        "field": letters.topic_name(suggestion.topic),
    }


def _title(library: Library, topic: str) -> str:
    """What a topic of the books is called; one that has gone by its id."""
    return next((one.title for one in library.topics() if one.id == topic), topic)


def _readable(answer: str) -> str:
    """An answer that is short enough as it will look, a longer one as its beginning in plain."""
    plain = as_plain(answer)
    return Markup(answer) if len(answer) <= 2 * LONGEST_ANSWER else short(plain, LONGEST_ANSWER)


def _known(library: Library, suggestion: Suggestion, on: date) -> str | None:
    """The question of an entry that answers the same already, or may be meant by it."""
    decision = decide(library, suggestion.draft["question"], on=on)
    answers = decision.kind in (Kind.ANSWER, Kind.CLARIFY)
    return decision.ranked[0].entry.question if answers else None


async def _near(
    session: AsyncSession, person: Speaker, library: Library, suggestion: Suggestion
) -> list[tuple[int, str]]:
    """Open suggestions that may ask the same, nearest first: number and question."""
    gathered = await suggestions.gathering(session, SuggestionStatus.OPEN)
    gathered.pop(suggestion.known_id, None)
    measured = Groups(library, gathered).nearest(suggestion.draft["question"])
    numbers = [number for alike, number in measured if alike >= NEAR][:MOST_NEAR]
    rows = await suggestions.counted(session, suggesting.topics(person), numbers=numbers)
    found = {row.suggestion.known_id: row.suggestion for row in rows}
    return [
        (number, found[number].draft["question"])
        for number in numbers
        if number in found and found[number].entry is None
    ]


def ask(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    suggestion: Suggestion,
    part: str,
    *,
    now: datetime,
    edit: int,
) -> None:
    """Ask for one part, in the place of the card; what stands there now can be copied."""
    number = suggestion.known_id
    markup = suggestion_buttons.writing(number)
    if part in CHOSEN:
        markup = suggestion_buttons.choosing(number, part, _offered(library, suggestion, part))
    current = suggestion_standing.said(suggestion.draft, part)
    letters.send(
        session,
        person.telegram_id,
        "suggest/ask",
        now=now,
        edit=edit,
        markup=markup,
        part=part,
        label=PARTS.get(part, ""),
        current=as_plain(current),
        most=LONGEST_MORE if part == "more" else LONGEST_ANSWER,
    )


def _offered(library: Library, suggestion: Suggestion, part: str) -> list[tuple[str, str]]:
    if part == "topic":
        return [(topic.id, topic.title) for topic in library.topics()]
    fields = library.expert_topics()
    return [(field.id, field.name) for field in fields if field.id != suggestion.topic]


async def has_news(session: AsyncSession, person: Speaker, *, since: datetime) -> bool:
    """Whether something else was sent to this person meanwhile: their words may be for that."""
    return await screens.has_news(session, person.telegram_id, since=since)


def ask_what_for(
    session: AsyncSession,
    person: Speaker,
    suggestion: Suggestion,
    part: str,
    text: str,
    *,
    now: datetime,
) -> None:
    """Is this the part that was asked for, or something else?"""
    letters.send(
        session,
        person.telegram_id,
        "suggest/what_for",
        now=now,
        markup=suggestion_buttons.what_for(suggestion.known_id, PARTS[part]),
        label=PARTS[part],
        serial=suggestion.known_id,
        text=text,
    )


async def preview(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    suggestion: Suggestion,
    *,
    now: datetime,
    edit: int,
) -> None:
    """How it will read in the books, and how it reads there now; refused while it lacks a part."""
    on = local(now).date()
    suggestion_standing.check(await suggestion_standing.of(session, library, suggestion, on=on))
    entry = suggestion_standing.entry_of(library, suggestion, on=on)
    before = library.get(entry.id)
    letters.send(
        session,
        person.telegram_id,
        "suggest/preview",
        now=now,
        edit=edit,
        markup=suggestion_buttons.preview(suggestion.known_id, suggestion.version),
        settled=False,
        long=short(as_plain(entry.more), LONGEST_ANSWER) if entry.more else None,
        also=entry.also,
        shelf=_title(library, entry.topic),
        before=Markup(before.answer) if before and before.answer != entry.answer else None,
        **showing.facts(entry),
    )


def say_published(
    session: AsyncSession, person: Speaker, entry: Entry, *, now: datetime, edit: int
) -> None:
    """In the place of the preview."""
    markup, chat = suggestion_buttons.to_suggestions(), person.telegram_id
    letters.send(
        session, chat, "suggest/published", now=now, edit=edit, markup=markup, entry=entry.id
    )


def ask_to_withdraw(
    session: AsyncSession, person: Speaker, suggestion: Suggestion, *, now: datetime, edit: int
) -> None:
    """Is it to be given no more, from now on?"""
    markup = suggestion_buttons.withdrawing(suggestion.known_id, suggestion.version)
    chat, question = person.telegram_id, suggestion.draft["question"]
    letters.send(
        session, chat, "suggest/withdrawing", now=now, edit=edit, markup=markup, question=question
    )


def say_withdrawn(
    session: AsyncSession, person: Speaker, number: int, *, now: datetime, edit: int
) -> None:
    """In the place of the question, with the way to the draft."""
    markup, chat = suggestion_buttons.withdrawn(number), person.telegram_id
    letters.send(session, chat, "suggest/withdrawn", now=now, edit=edit, markup=markup)


def say_dismissed(
    session: AsyncSession, person: Speaker, number: int, *, now: datetime, edit: int
) -> None:
    """In the place of the card, with the way back."""
    markup, chat = suggestion_buttons.dismissed(number), person.telegram_id
    letters.send(
        session, chat, "suggest/dismissed", now=now, edit=edit, markup=markup, serial=number
    )


def put_away(session: AsyncSession, person: Speaker, card: int, *, now: datetime) -> None:
    """It is shown once more, further down."""
    letters.remove(session, person.telegram_id, card, now=now)
