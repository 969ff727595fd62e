"""Why a question is decided as it is: the words that were understood, and where they stand."""

from datetime import date
from typing import NamedTuple

from knowledge.deciding import MOST_CANDIDATES, Decision, decide
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.search import Hit, index_of
from knowledge.words import Weights


class Reason(NamedTuple):
    """One of the best entries and the words of the question that stand in it."""

    hit: Hit
    matched: Weights


class Explanation(NamedTuple):
    """A decision with what led to it."""

    decision: Decision
    searched: Weights
    """The stems that were searched by, with the weight of each in the question."""
    unknown: float
    """The share of the question that no book has a word for."""
    best: tuple[Reason, ...]


def explain(library: Library, question: str, *, on: date) -> Explanation:
    """Decide as the bot does, and tell why."""
    decision = decide(library, question, on=on)
    understood = index_of(library).understand(question)
    best = decision.ranked[:MOST_CANDIDATES]
    reasons = tuple(Reason(hit, _matched(library, hit.entry, understood.weights)) for hit in best)
    return Explanation(decision, _heaviest(understood.weights), understood.unknown, reasons)


def _matched(library: Library, entry: Entry, asked: Weights) -> Weights:
    title = next(topic.title for topic in library.topics() if topic.id == entry.topic)
    lists = index_of(library).words
    stands: set[str] = set()
    for text in (entry.question, *entry.also, entry.answer, title):
        stands |= lists.weigh((word, 1.0) for word in lists.read(text)).keys()
    return _heaviest({stem: weight for stem, weight in asked.items() if stem in stands})


def _heaviest(weights: Weights) -> Weights:
    return dict(sorted(weights.items(), key=lambda pair: (-pair[1], pair[0])))
