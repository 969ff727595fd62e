"""A question in, the most fitting entries out, each with a score between 0 and 1."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from knowledge import words
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.scoring import Columns, Rows, beyond_chance, bm25, rarity
from knowledge.spelling import Spelling
from knowledge.words import Phrase, Weights

ELSEWHERE = 0.3
"""What a word counts that stands only in the answer or the title; in each wording it counts 1."""
AS_WRITTEN = 0.4
"""The share that the words as they were written give, besides what they mean."""
BEST_WORDING = 0.2
"""The share of a score that the single nearest wording gives; the rest gives the whole entry.
More serves short questions, less serves those told as a story."""
WEIGHED, COMPARED = 30, 10
"""Of so many entries the words as they were written count, and of so many each wording."""
SURE = 0.9
"""A mending below this may help to find an entry, but must not accuse anybody of anything."""


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
    written: Weights
    """The words as they were written, neither stemmed nor mended, and how often."""
    unknown: float
    """The share of the question, between 0 and 1, that no book has a word for."""


class Index:
    """Everything needed to search one library, its word lists too; built once, never changed."""

    def __init__(self, library: Library) -> None:
        self.words = words.packaged()
        self._entries = tuple(library)
        titles = {topic.id: topic.title for topic in library.topics()}
        readings = [self._reading(entry, titles[entry.topic]) for entry in self._entries]
        self.written_by_field = self._by_field(readings)
        self._idf = rarity(reading.bag for reading in readings)
        self._rarest = max(self._idf.values(), default=1.0)
        self._known = self._vocabulary(library, readings)
        self._spelling = Spelling(self._known)
        self._meant = Columns(beyond_chance([reading.bag for reading in readings]))
        self._written = Rows(bm25([reading.written_as for reading in readings]))
        self._single = [self._by_stem(reading.wordings) for reading in readings]
        self._places = {entry.id: at for at, entry in enumerate(self._entries)}

    def understand(self, text: str) -> Question:
        """Read a question, mending words nobody knows."""
        read = self.words.read(text)
        mended = [self._mend(word) for word in read]
        asked = [pair for pair in mended if not self._is_chatter(pair[0])]
        weights = self.words.weigh(asked)
        kept = [new if sure >= SURE else old for old, (new, sure) in zip(read, mended, strict=True)]
        guessed = {self.words.stem(word) for word, sure in mended if sure < 1.0}
        return Question(
            sequence=tuple(self.words.stem(word) for word in kept),
            certain=frozenset(weights) - guessed,
            weights=weights,
            written=self._as_written(text),
            unknown=self._unknown(asked),
        )

    def knows(self, word: str) -> bool:
        """Whether the books or the word lists have this word, also as chat or dialect has it."""
        known = word in self._known or self.words.stem(word) in self._idf
        return known or self.words.read(word) != [word]

    def direction(self, text: str) -> Weights:
        """What a text is about: its stems by how much each tells, all together of length 1."""
        return self.told_by(self.understand(text).weights)

    def told_by(self, weights: Weights) -> Weights:
        """The same of stems that were read already."""
        size, idf, rarest = self._size(weights), self._idf, self._rarest
        return {one: weight * idf.get(one, rarest) / size for one, weight in weights.items()}

    def _is_chatter(self, word: str) -> bool:
        stem = self.words.stem(word)
        return stem in self.words.smalltalk and stem not in self._idf

    def _unknown(self, mended: list[tuple[str, float]]) -> float:
        shares = [
            (self.words.importance(word), sure if self._means_something(word) else 0.0)
            for word, sure in mended
        ]
        total = sum(importance for importance, _ in shares)
        known = sum(importance * sure for importance, sure in shares)
        return 1 - known / total if total else 0.0

    def _means_something(self, word: str) -> bool:
        """Whether the books have a word, or what our lists say that it also means."""
        stem = self.words.stem(word)
        meant = self.words.expanded.get((stem,), {})
        return stem in self._idf or not self._idf.keys().isdisjoint(meant)

    def _mend(self, word: str) -> tuple[str, float]:
        if word in self._known or self.words.stem(word) in self._idf:
            return word, 1.0
        return self._spelling.nearest(word) or (word, 0.0)

    def likeness(self, question: Question, entry: Entry) -> float:
        """How much a question is like the wording of an entry that is nearest to it (0 to 1)."""
        return self._nearest(self._shares(question.weights), self._places[entry.id])

    def worded(self, entry: Entry) -> Collection[str]:
        """The stems that stand in the wordings of an entry."""
        return self._single[self._places[entry.id]].keys()

    def rank(self, question: Question) -> tuple[Hit, ...]:
        """The best entries first."""
        found = self._meant.best(question.weights, WEIGHED)
        written = self._written.scores(question.written, [at for at, _ in found])
        whole = {
            at: (1 - AS_WRITTEN) * meant + AS_WRITTEN * as_written
            for (at, meant), as_written in zip(found, written, strict=True)
        }
        shares = self._shares(question.weights)
        hits = [
            Hit(self._entries[at], self._score(whole[at], self._nearest(shares, at)))
            for at in nlargest(COMPARED, whole, key=lambda at: whole[at])
        ]
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    @staticmethod
    def _score(whole: float, nearest: float) -> float:
        return round(min(1.0, (1 - BEST_WORDING) * whole + BEST_WORDING * nearest), 4)

    def _reading(self, entry: Entry, title: str) -> "_Reading":
        wordings = [self.words.read(text) for text in (entry.question, *entry.also)]
        answer = self.words.read(entry.answer)
        weighed = [self._weigh(wording) for wording in wordings]
        bag: Weights = defaultdict(float)
        for wording in weighed:
            for stem, weight in wording.items():
                bag[stem] += min(weight, 1.0)
        for stem in {*self._weigh(answer), *self._weigh(self.words.read(title))} - bag.keys():
            bag[stem] = ELSEWHERE
        as_written = self._as_written(" ".join((entry.question, *entry.also)))
        return _Reading(weighed, bag, as_written, frozenset(answer).union(*wordings))

    def _by_field(self, readings: list["_Reading"]) -> dict[str, Weights]:
        """For each field of expertise how often its entries have a word."""
        fields: dict[str, Weights] = defaultdict(lambda: defaultdict(float))
        for entry, reading in zip(self._entries, readings, strict=True):
            for stem, weight in reading.bag.items():
                fields[entry.expert_topic][stem] += weight
        return fields

    def _as_written(self, text: str) -> Weights:
        return {word: float(count) for word, count in Counter(words.plain(text)).items()}

    def _weigh(self, written: list[str]) -> Weights:
        return self.words.weigh((word, 1.0) for word in written)

    def _vocabulary(self, library: Library, readings: list["_Reading"]) -> frozenset[str]:
        lists = self.words
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

    def _shares(self, weights: Weights) -> Weights:
        size = self._size(weights)
        return {
            stem: weight * self._idf.get(stem, 0.0) ** 2 / size for stem, weight in weights.items()
        }

    def _by_stem(self, wordings: list[Weights]) -> dict[str, list[tuple[int, float]]]:
        """For each stem the wordings of an entry that have it, with its share of their length."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for nth, wording in enumerate(wordings):
            size = self._size(wording)
            for stem, weight in wording.items():
                found[stem].append((nth, weight / size))
        return found

    def _nearest(self, shares: Weights, at: int) -> float:
        """The cosine between a question and the wording of an entry that is most like it."""
        alike: dict[int, float] = defaultdict(float)
        for stem, share in shares.items():
            for nth, weight in self._single[at].get(stem, ()):
                alike[nth] += share * weight
        return max(alike.values(), default=0.0)

    def _size(self, weights: Weights) -> float:
        idf, rarest = self._idf, self._rarest
        return math.hypot(*(weight * idf.get(one, rarest) for one, weight in weights.items())) or 1


class _Reading(NamedTuple):
    wordings: list[Weights]
    bag: Weights
    written_as: Weights
    written: frozenset[str]


@lru_cache(maxsize=4)
def index_of(library: Library) -> Index:
    """The index of a library, built at the first question."""
    return Index(library)


def search(library: Library, question: str) -> tuple[Hit, ...]:
    """The most fitting entries, best first."""
    index = index_of(library)
    return index.rank(index.understand(question))
