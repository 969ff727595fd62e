"""Whose field of expertise a question is: what its words and the nearest entries speak for."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from heapq import nlargest

from knowledge.field_lists import lists_of
from knowledge.library import Library
from knowledge.scoring import Columns, beyond_chance
from knowledge.search import Hit, Question, index_of
from knowledge.words import Phrase, Weights

NEAREST, NEAREST_ASKED = 3, 5
"""So many of the best entries have a vote, and of the questions that fields are asked."""
NAMED = 0.35
"""The vote of one listed word that is always right; of three words together it is twice as much."""
ENTRY, WRITTEN = 1.5, 2.0
"""The votes of an entry that fits wholly, and of all words together; of an asked question: 1."""
SHORT = 10
"""In a message of more words than this a listed one counts less: a story tells much by the way."""
LISTED = 5.0
"""A word from the list of a field is as telling as one that stands in so many wordings."""


class Fields:
    """The fields of expertise of one library; built once, never changed.

    Four voices are added up: the words that expert_topics.yaml lists for a field (each as far as
    it stands for that field in what all fields are asked), all words of its entries and of what
    it is asked (naive Bayes; many entries are no advantage), and the entries and the asked
    questions that are nearest. What they count beside each other was chosen with tuning.yaml and
    by asking what fields are asked while that was missing; within a factor of two it makes hardly
    a difference.
    """

    def __init__(self, library: Library) -> None:
        self._index = index_of(library)
        self._lists = lists_of(self._index.words, library.expert_topics())
        self._ids = list(self._lists.phrases)
        self._asked_of = [field for field, _ in self._lists.asked]
        self._asked: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, (_, weights) in enumerate(self._lists.asked):
            for stem, share in self._index.told_by(weights).items():
                self._asked[stem].append((at, share))
        self._written = Columns(beyond_chance(self._all_words()))

    def _all_words(self) -> list[Weights]:
        """How large a share of each field each of its words is."""
        entries = self._index.written_by_field
        bags = {field: defaultdict(float, entries.get(field, {})) for field in self._ids}
        for field, weights in self._lists.asked:
            for stem, weight in weights.items():
                bags[field][stem] += weight
        return [_shares(bags[field], self._lists.phrases[field]) for field in self._ids]

    def named(self, question: Question) -> Weights:
        """The fields whose list has words of the question, with the weight of these words."""
        return self._lists.named(question)

    def votes(self, question: Question, ranked: Sequence[Hit]) -> Weights:
        """How much speaks for each field."""
        votes: Weights = defaultdict(float)
        brief = min(1.0, SHORT / max(1, len(question.sequence)))
        for field, weight in self.named(question).items():
            votes[field] += NAMED * math.log2(1 + brief * weight)
        for at, share in self._written.best(question.weights, len(self._ids)):
            votes[self._ids[at]] += WRITTEN * share
        for hit in ranked[:NEAREST]:
            votes[hit.entry.expert_topic] += ENTRY * hit.score**2
        for field, alike in self._nearest_asked(question):
            votes[field] += alike**2
        return votes

    def _nearest_asked(self, question: Question) -> list[tuple[str, float]]:
        """The fields of the questions most like this one, and how much (0 to 1)."""
        alike: dict[int, float] = defaultdict(float)
        for stem, share in self._index.told_by(question.weights).items():
            for at, other in self._asked.get(stem, ()):
                alike[at] += share * other
        best = nlargest(NEAREST_ASKED, alike, key=alike.__getitem__)
        return [(self._asked_of[at], alike[at]) for at in best]


def _shares(written: Weights, listed: Sequence[Phrase]) -> Weights:
    """How large a share of a field each of its words is."""
    bag = defaultdict(float, written)
    for phrase in listed:
        for stem in phrase:
            bag[stem] += LISTED
    total = sum(bag.values()) or 1.0
    return {stem: count / total for stem, count in bag.items()}


@lru_cache(maxsize=4)
def fields_of(library: Library) -> Fields:
    """The fields of a library, built at the first question."""
    return Fields(library)
