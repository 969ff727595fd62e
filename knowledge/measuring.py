"""How well the books answer, over questions of which it is known what answers them."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.deciding import LIMITS, Kind, Limits
from knowledge.library import Library
from knowledge.marked_yaml import read
from knowledge.parting import decide_each, ranked
from knowledge.search import search

EVALUATION = Path(__file__).parent / "evaluation"
ALL = "all"


class Asked(NamedTuple):
    """A question; `entries` are those that answer it, none where the books must not answer."""

    text: str
    kind: str
    entries: frozenset[str]
    topic: str | None
    """Whose field it is, where that matters and the books must not answer."""


class Outcome(NamedTuple):
    """What became of one question."""

    asked: Asked
    place: int | None
    """Where the first right entry stands among those found, from 1."""
    decided: Kind
    answered_wrongly: bool
    topic: str | None


class Figures(NamedTuple):
    """Shares between 0 and 1 over some questions; None where none of them counts."""

    questions: int
    hit_1: float | None
    hit_3: float | None
    mrr: float | None
    answered: float | None
    """Of those that the books can answer: answered rightly, without asking back."""
    answered_wrongly: float | None
    """Of all: another entry was given as the answer, or one where there is none."""
    topics_right: float | None
    """Of those passed on to an expert: to the right field."""
    fields_right: float | None
    """Of all whose field is known: whoever is not content with the books is sent there."""


def questions(name: str) -> list[Asked]:
    """One of the packaged sets: `tuning` or `held_back`."""
    rows = read(EVALUATION / f"{name}.yaml").data
    return [
        Asked(row["text"], row["kind"], frozenset(row.get("entries", ())), row.get("topic"))
        for row in rows
    ]


def outcomes(
    library: Library, asked: Iterable[Asked], *, on: date, limits: Limits = LIMITS
) -> Iterator[Outcome]:
    """Search and decide each question."""
    for one in asked:
        parts = decide_each(library, one.text, on=on, limits=limits)
        hits = ranked(parts) if len(parts) > 1 else search(library, one.text)
        found = [hit.entry.id for hit in hits]
        place = next((n for n, entry in enumerate(found, 1) if entry in one.entries), None)
        given = {part.answer for part in parts if part.answer}
        kind = Kind.ANSWER if given else parts[0].decision.kind
        wrongly = not given <= one.entries
        yield Outcome(one, place, kind, wrongly, parts[0].decision.topic)


def by_kind(library: Library, found: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of each kind of question, and of all."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in found:
        kinds.setdefault(outcome.asked.kind, []).append(outcome)
    everything = [outcome for several in kinds.values() for outcome in several]
    return {
        name: figures(library, several) for name, several in [*kinds.items(), (ALL, everything)]
    }


def figures(library: Library, found: Iterable[Outcome]) -> Figures:
    """The shares over these outcomes."""
    found = list(found)
    known = [one for one in found if one.asked.entries]
    sent = [
        (one.decided, one.topic in _topics(library, one.asked))
        for one in found
        if _topics(library, one.asked)
    ]
    return Figures(
        questions=len(found),
        hit_1=_share(one.place == 1 for one in known),
        hit_3=_share(one.place is not None and one.place <= 3 for one in known),
        mrr=_mean([1 / one.place if one.place else 0.0 for one in known]),
        answered=_share(one.decided is Kind.ANSWER and not one.answered_wrongly for one in known),
        answered_wrongly=_share(one.answered_wrongly for one in found),
        topics_right=_share(right for decided, right in sent if decided is Kind.EXPERT),
        fields_right=_share(right for _, right in sent),
    )


def _topics(library: Library, asked: Asked) -> set[str]:
    """The fields that this question may be passed on to."""
    named = {asked.topic} if asked.topic else set()
    return named | {library.entry(entry).expert_topic for entry in asked.entries}


def _share(true: Iterable[bool]) -> float | None:
    return _mean([float(one) for one in true])


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None
