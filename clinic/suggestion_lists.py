"""Lists around the suggestions: all of them, what was asked, how useful the answers are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import leafing, letters, suggesting, suggestion_buttons
from clinic.leafing import SIZE
from clinic.suggestion_buttons import LeafSuggestions, LeafTallies
from clinic.zone import local
from knowledge.library import Library
from storage import answers, cases, observations, suggestions, villages
from storage.answers import Tally
from storage.cases import Case
from storage.observations import Observation
from storage.people import Speaker
from storage.suggestions import Counted, Suggestion

SHOWN = 8  # observations on a page


async def overview(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
    passed_on: Suggestion | None = None,
) -> None:
    """What villages asked and the books could not answer, the most wanted first."""
    counted = await suggestions.counted(session, suggesting.topics(person))
    found = [row for row in counted if row.times or row.suggestion.entry]  # else it is forgotten
    leaf, shown = leafing.leaf(found, page)
    first = leaf.page * SIZE + 1
    numbers = [(row.suggestion.known_id, str(n)) for n, row in enumerate(shown, first)]
    letters.send(
        session,
        person.telegram_id,
        "suggest/list",
        now=now,
        edit=edit,
        markup=suggestion_buttons.suggestions(numbers, leaf.buttons(LeafSuggestions)),
        rows=[told(row) for row in shown],
        first=first,
        place=leaf.page + 1,
        passed_on=passed_on and (passed_on.known_id, passed_on.topic),
    )


def told(row: Counted) -> dict[str, Any]:
    """What a line of the list says."""
    draft = row.suggestion.draft
    return {
        "question": draft["question"],
        "revises": row.suggestion.entry is not None,
        "villages": row.villages,
        "times": row.times,
        "answered": row.answered,
    }


async def observed(
    session: AsyncSession, person: Speaker, suggestion: Suggestion, *, now: datetime, edit: int
) -> None:
    """What was asked and answered, masked; the cases that this person may read can be opened."""
    found = (await observations.of_suggestion(session, suggestion.known_id))[:SHOWN]
    named = await villages.names(session, {seen.village_id for seen in found if seen.village_id})
    held = await _own_cases(session, person, found)
    rows = [
        {
            "village": named.get(seen.village_id or 0),
            "asked_on": local(seen.asked_at).date(),
            "question": seen.question,
            "answer": seen.answer,
            "case": held[seen.known_id].number if seen.known_id in held else None,
            "rating": held[seen.known_id].rating if seen.known_id in held else None,
        }
        for seen in found
    ]
    apart = [(seen.known_id, str(n)) for n, seen in enumerate(found, 1)] if len(found) > 1 else []
    letters.send(
        session,
        person.telegram_id,
        "suggest/observed",
        now=now,
        edit=edit,
        markup=suggestion_buttons.observed(
            suggestion.known_id, apart, [(case.known_id, case.number) for case in held.values()]
        ),
        question=suggestion.draft["question"],
        rows=rows,
    )


async def _own_cases(
    session: AsyncSession, person: Speaker, found: Sequence[Observation]
) -> dict[int, Case]:
    """The cases among these that the person has answered, by the number of the observation."""
    own = {}
    for seen in found:
        case = await cases.found(session, seen.case_id) if seen.case_id else None
        if case and person.person_id in (case.expert_id, case.answered_by):
            own[seen.known_id] = case
    return own


async def tallies(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    *,
    now: datetime,
    page: int,
    edit: int,
) -> None:
    """How often each answer was given, and was enough: the least useful first."""
    mine, counted = suggesting.topics(person), await answers.tallies(session)
    entries = [entry for entry in library if mine is None or entry.expert_topic in mine]
    rows = [(entry, counted.get(entry.id, Tally())) for entry in entries]
    rows.sort(key=lambda row: (-row[1].not_enough, -row[1].given, row[0].id))
    leaf, shown = leafing.leaf(rows, page)
    first = leaf.page * SIZE + 1
    letters.send(
        session,
        person.telegram_id,
        "suggest/tallies",
        now=now,
        edit=edit,
        markup=suggestion_buttons.tallies(
            [(entry.id, str(n)) for n, (entry, _) in enumerate(shown, first)],
            leaf.buttons(LeafTallies),
        ),
        rows=[(entry.question, tally) for entry, tally in shown],
        first=first,
        place=leaf.page + 1,
    )
