"""Two ways to tell how much a word speaks for an entry, and adding them up over a question."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.words import Weights

CHANCE = 5.0
"""Against so many words written by chance: few of them and rare words decide, more of them and
only what stands in many wordings does. Between 5 and 30 the tuning questions notice nothing."""
SATURATION, LENGTH = 1.5, 0.75
"""The usual two numbers of BM25: repetition fades, long entries are not favoured."""

Gains = dict[str, list[tuple[int, float]]]
"""For each word the entries it speaks for, by their place, and how loudly."""


class Columns:
    """The gains of a library's words; scores are shares of what a question could gain at most."""

    def __init__(self, gains: Gains) -> None:
        self._gains = gains
        self._largest = {word: max(gain for _, gain in column) for word, column in gains.items()}
        self._most = max(self._largest.values(), default=1.0)

    def score(self, weights: Weights) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        best_possible = 0.0
        for word, weight in weights.items():
            best_possible += weight * self._largest.get(word, self._most)
            for at, gain in self._gains.get(word, ()):
                scores[at] += weight * gain
        return {at: score / best_possible for at, score in scores.items()}


def beyond_chance(bags: Sequence[Weights]) -> Gains:
    """How much more often an entry uses a word than chance would: a naive Bayes log ratio."""
    written: Weights = defaultdict(float)
    for bag in bags:
        for word, count in bag.items():
            written[word] += count
    total = sum(written.values())
    gains: Gains = defaultdict(list)
    for at, bag in enumerate(bags):
        for word, count in bag.items():
            gains[word].append((at, math.log1p(count * total / (CHANCE * written[word]))))
    return dict(gains)


def bm25(bags: Sequence[Weights]) -> Gains:
    """The well-known weighting of words by rarity, repetition and length."""
    idf = rarity(bags)
    lengths = [sum(bag.values()) for bag in bags]
    usual = sum(lengths) / len(lengths) if lengths else 1.0
    gains: Gains = defaultdict(list)
    for at, bag in enumerate(bags):
        damping = SATURATION * (1 - LENGTH + LENGTH * lengths[at] / usual)
        for word, count in bag.items():
            gains[word].append((at, idf[word] * count / (count + damping)))
    return dict(gains)


def rarity(bags: Iterable[Weights]) -> Weights:
    """The inverse document frequency of each word."""
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for bag in bags:
        total += 1
        for word in bag:
            counts[word] += 1
    return {
        word: math.log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in counts.items()
    }
