"""A question in, the most fitting entries out, each with a score between 0 and 1."""

import math
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from knowledge import words
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.spelling import Spelling
from knowledge.words import Phrase, Weights

FIELDS = {"wording": 1.0, "answer": 0.3, "title": 0.3}
"""How much a word counts where it stands; answers mention many things in passing."""
SATURATION = 1.2
LENGTH = 0.5
"""The usual two numbers of BM25: repetition fades, long entries are not favoured."""
BEST_WORDING = 0.4
"""The share of a score that the single nearest wording gives; the rest gives the whole entry.
Between 0.3 and 0.7 the tuning questions hardly notice the difference."""
SURE = 0.9
"""A mending below this may help to find an entry, but must not accuse anybody of anything."""
SHOWN = 10


class Hit(NamedTuple):
    """An entry and how well it fits."""

    entry: Entry
    score: float


class Question(NamedTuple):
    """A question as the index understands it."""

    sequence: Phrase
    """Every stem in the order it was written; mended only where that is hardly a guess."""
    certain: frozenset[str]
    """The stems that were written as we know them, and what they also mean."""
    weights: Weights
    unknown: float
    """The share of the question, between 0 and 1, that no book has a word for."""


class Index:
    """Everything needed to search one library; built once, never changed."""

    def __init__(self, library: Library) -> None:
        self._words = words.packaged()
        self._entries = tuple(library)
        titles = {topic.id: topic.title for topic in library.topics()}
        readings = [self._reading(entry, titles[entry.topic]) for entry in self._entries]
        self._idf = _rarity(reading.bag for reading in readings)
        self._rarest = max(self._idf.values(), default=1.0)
        self._known = self._vocabulary(library, readings)
        self._spelling = Spelling(self._known)
        self._whole = self._weigh_entries(readings)
        self._largest = {
            stem: max(weight for _, weight in column) for stem, column in self._whole.items()
        }
        self._owners, self._single = self._weigh_wordings(readings)

    def understand(self, text: str) -> Question:
        """Read a question, mending words nobody knows."""
        read = self._words.read(text)
        mended = [self._mend(word) for word in read]
        asked = [pair for pair in mended if not self._is_chatter(pair[0])]
        weights = self._words.weigh(asked)
        kept = [new if sure >= SURE else old for old, (new, sure) in zip(read, mended, strict=True)]
        guessed = {words.stem(word) for word, sure in mended if sure < 1.0}
        return Question(
            sequence=tuple(words.stem(word) for word in kept),
            certain=frozenset(weights) - guessed,
            weights=weights,
            unknown=self._unknown(asked),
        )

    def _is_chatter(self, word: str) -> bool:
        stem = words.stem(word)
        return stem in self._words.smalltalk and stem not in self._idf

    def _unknown(self, mended: list[tuple[str, float]]) -> float:
        shares = [
            (self._words.importance(word), sure if words.stem(word) in self._idf else 0.0)
            for word, sure in mended
        ]
        total = sum(importance for importance, _ in shares)
        known = sum(importance * sure for importance, sure in shares)
        return 1 - known / total if total else 0.0

    def _mend(self, word: str) -> tuple[str, float]:
        if word in self._known or words.stem(word) in self._idf:
            return word, 1.0
        return self._spelling.nearest(word) or (word, 0.0)

    def rank(self, question: Question) -> tuple[Hit, ...]:
        """The best entries first."""
        whole = self._score_entries(question.weights)
        single = self._score_wordings(question.weights)
        scores = {
            at: (1 - BEST_WORDING) * whole[at] + BEST_WORDING * single.get(at, 0.0) for at in whole
        }
        order = sorted(scores, key=lambda at: (-scores[at], at))[:SHOWN]
        return tuple(Hit(self._entries[at], round(min(1.0, scores[at]), 4)) for at in order)

    def _reading(self, entry: Entry, title: str) -> "_Reading":
        wordings = [self._words.read(text) for text in (entry.question, *entry.also)]
        answer = self._words.read(entry.answer)
        weighed = [self._weigh(wording) for wording in wordings]
        parts = [(part, FIELDS["wording"]) for part in weighed]
        parts.append((self._weigh(answer), FIELDS["answer"]))
        parts.append((self._weigh(self._words.read(title)), FIELDS["title"]))
        bag: Weights = defaultdict(float)
        for part, importance in parts:
            for stem, weight in part.items():
                bag[stem] += weight * importance
        return _Reading(weighed, bag, frozenset(answer).union(*wordings))

    def _weigh(self, written: list[str]) -> Weights:
        return self._words.weigh((word, 1.0) for word in written)

    def _vocabulary(self, library: Library, readings: list["_Reading"]) -> frozenset[str]:
        lists = self._words
        spoken = {
            word for topic in library.expert_topics() for word in " ".join(topic.words).split()
        }
        return frozenset(
            {word for reading in readings for word in reading.written}
            | {word for phrase in lists.replaced.values() for word in phrase}
            | {word for phrase in lists.expanded for word in phrase}
            | {word for text in spoken for word in words.plain(text)}
            | lists.spoken
            | lists.ignored
        )

    def _weigh_entries(self, readings: list["_Reading"]) -> dict[str, list[tuple[int, float]]]:
        lengths = [sum(reading.bag.values()) for reading in readings]
        usual = sum(lengths) / len(lengths) if lengths else 1.0
        columns: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, reading in enumerate(readings):
            damping = SATURATION * (1 - LENGTH + LENGTH * lengths[at] / usual)
            for stem, count in reading.bag.items():
                gain = count * (SATURATION + 1) / (count + damping)
                columns[stem].append((at, self._idf[stem] * gain))
        return dict(columns)

    def _weigh_wordings(
        self, readings: list["_Reading"]
    ) -> tuple[list[int], dict[str, list[tuple[int, float]]]]:
        owners: list[int] = []
        columns: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, reading in enumerate(readings):
            for wording in reading.wordings:
                size = self._size(wording)
                for stem, weight in wording.items():
                    columns[stem].append((len(owners), weight * self._idf[stem] / size))
                owners.append(at)
        return owners, dict(columns)

    def _score_entries(self, weights: Weights) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        best_possible = 0.0
        for stem, weight in weights.items():
            best_possible += weight * self._largest.get(stem, self._rarest)
            for at, gain in self._whole.get(stem, ()):
                scores[at] += weight * gain
        return {at: score / best_possible for at, score in scores.items()}

    def _score_wordings(self, weights: Weights) -> dict[int, float]:
        size = self._size(weights)
        cosines: dict[int, float] = defaultdict(float)
        for stem, weight in weights.items():
            share = weight * self._idf.get(stem, 0.0) / size
            for wording, gain in self._single.get(stem, ()):
                cosines[wording] += share * gain
        best: dict[int, float] = defaultdict(float)
        for wording, cosine in cosines.items():
            at = self._owners[wording]
            best[at] = max(best[at], cosine)
        return best

    def _size(self, weights: Weights) -> float:
        idf, rarest = self._idf, self._rarest
        return math.hypot(*(weight * idf.get(one, rarest) for one, weight in weights.items())) or 1


class _Reading(NamedTuple):
    wordings: list[Weights]
    bag: Weights
    written: frozenset[str]


def _rarity(bags: Iterable[Weights]) -> Weights:
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for bag in bags:
        total += 1
        for stem in bag:
            counts[stem] += 1
    return {
        stem: math.log(1 + (total - count + 0.5) / (count + 0.5)) for stem, count in counts.items()
    }


@lru_cache(maxsize=4)
def index_of(library: Library) -> Index:
    """The index of a library, built at the first question."""
    return Index(library)


def search(library: Library, question: str) -> tuple[Hit, ...]:
    """The most fitting entries, best first."""
    index = index_of(library)
    return index.rank(index.understand(question))
