"""Two ways to tell how much a word speaks for an entry, and adding them up over a question."""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest

from knowledge.words import Weights

CHANCE = 5.0
"""Against so many words written by chance: few of them and rare words decide, more of them and
only what stands in many wordings does. Between 5 and 30 the tuning questions notice nothing."""
SATURATION, LENGTH = 1.5, 0.75
"""The usual two numbers of BM25: repetition fades, long entries are not favoured."""


class Possible:
    """What each word can gain at most: scores are shares of what a question could gain."""

    def __init__(self, gains: Sequence[Weights]) -> None:
        self._largest: Weights = {}
        for row in gains:
            for word, gain in row.items():
                self._largest[word] = max(gain, self._largest.get(word, 0.0))
        self._most = max(self._largest.values(), default=1.0)

    def of(self, weights: Weights) -> float:
        largest, most = self._largest, self._most
        return sum(weight * largest.get(word, most) for word, weight in weights.items()) or 1.0


class Columns:
    """For each word the entries that gain by it: to find a few among many.

    Places and gains lie side by side in memory: with many entries reading them is all the work.
    """

    def __init__(self, gains: Sequence[Weights]) -> None:
        self._possible = Possible(gains)
        self._size = len(gains)
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._gains: dict[str, array[float]] = defaultdict(lambda: array("d"))
        for at, row in enumerate(gains):
            for word, gain in row.items():
                self._places[word].append(at)
                self._gains[word].append(gain)

    def best(self, weights: Weights, most: int) -> list[tuple[int, float]]:
        """The places of the best entries with their scores, best first."""
        scores = [0.0] * self._size
        for word in filter(self._places.__contains__, weights):
            weight = weights[word]
            for at, gain in zip(self._places[word], self._gains[word], strict=True):
                scores[at] += weight * gain
        possible = self._possible.of(weights)
        best = nlargest(most, range(self._size), key=scores.__getitem__)
        return [(at, scores[at] / possible) for at in best if scores[at]]


class Rows:
    """For each entry what it gains by its words: to compare a few."""

    def __init__(self, gains: Sequence[Weights]) -> None:
        self._possible = Possible(gains)
        self._rows = gains

    def scores(self, weights: Weights, places: Iterable[int]) -> list[float]:
        """The scores of the entries at these places."""
        possible = self._possible.of(weights)
        return [
            sum(weight * row.get(word, 0.0) for word, weight in weights.items()) / possible
            for row in (self._rows[at] for at in places)
        ]


def beyond_chance(bags: Sequence[Weights]) -> list[Weights]:
    """How much more often an entry uses a word than chance would: a naive Bayes log ratio."""
    written: Weights = defaultdict(float)
    for bag in bags:
        for word, count in bag.items():
            written[word] += count
    unit = sum(written.values()) / CHANCE
    return [
        {word: math.log1p(count * unit / written[word]) for word, count in bag.items()}
        for bag in bags
    ]


def bm25(bags: Sequence[Weights]) -> list[Weights]:
    """The well-known weighting of words by rarity, repetition and length."""
    idf = rarity(bags)
    lengths = [sum(bag.values()) for bag in bags]
    usual = sum(lengths) / len(lengths) if lengths else 1.0
    dampings = [SATURATION * (1 - LENGTH + LENGTH * length / usual) for length in lengths]
    return [
        {word: idf[word] * count / (count + damping) for word, count in bag.items()}
        for bag, damping in zip(bags, dampings, strict=True)
    ]


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
