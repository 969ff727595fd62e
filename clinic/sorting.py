"""Sorting what was asked: what asks the same belongs behind one suggestion, the rest elsewhere."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import observing, suggesting
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from knowledge.library import Library
from storage import observations, suggestions
from storage.people import Speaker
from storage.suggestions import Suggestion, SuggestionStatus


async def merge(
    session: AsyncSession, person: Speaker, number: int, other: int, *, now: datetime
) -> Suggestion:
    """The other one asks the same: what was asked there stands behind this one now."""
    one = await suggesting.chosen(session, person, number)
    gone = await suggesting.chosen(session, person, other)
    if number == other or gone.entry:
        raise ButtonOutdated
    moved = [seen.known_id for seen in await observations.of_suggestion(session, other)]
    await observations.move(session, moved, number)
    verb, status = "suggestion.merged", SuggestionStatus.MERGED
    await suggesting.carry_out(session, person, gone, verb, now, status_after=status)
    wordings = [gone.draft["question"], *gone.draft.get("also", [])]
    all_of_them = len(wordings) + len(one.draft.get("also", []))
    richer = observing.enriched(_further(one.draft, gone.draft), wordings, "", most=all_of_them)
    return await suggesting.carry_out(session, person, one, verb, now, draft=richer)


def _further(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The draft that somebody has worked on further: the one that has its source."""
    parts = ("answer", "more", "sources", "legal_basis", "valid_until")
    if other.get("sources") and not one.get("sources"):
        return {**one, **{part: other[part] for part in parts if part in other}}
    return {**{part: other[part] for part in parts if part in other}, **one}


async def take_out(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    number: int,
    observation: int,
    *,
    now: datetime,
) -> Suggestion:
    """This question asks something else: it gets a suggestion of its own."""
    suggestion = await suggesting.chosen(session, person, number)
    seen = await observations.found(session, observation)
    if seen is None or seen.suggestion_id != number:
        raise ButtonOutdated
    on = local(now).date()
    draft = observing.begun(library, suggestion.topic, seen.question, on=on)
    draft = observing.enriched(draft, [], seen.answer)
    made = await suggestions.add(session, topic=suggestion.topic, draft=draft, opened_at=now)
    await observations.move(session, [observation], made.known_id)
    left = {**suggestion.draft}
    if left.get("answer") == draft.get("answer"):  # it was the answer to what is taken out
        left.pop("answer", None)
    if left["question"] == seen.question:
        others = await observations.of_suggestion(session, number)
        left["question"] = next((other.question for other in others), seen.question)
    gone = {seen.question, left["question"]}
    left["also"] = [one for one in suggestion.draft.get("also", []) if one not in gone]
    verb = "suggestion.parted"
    return await suggesting.carry_out(session, person, suggestion, verb, now, draft=left)
