"""Whose field of expertise a question is: what its words and the nearest entries speak for."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from knowledge.library import Library
from knowledge.scoring import Columns, beyond_chance
from knowledge.search import Hit, Question, index_of
from knowledge.words import Phrase, Weights, Words

NEAREST = 3
"""So many of the best entries have a vote."""
NAMED = 0.5
"""The vote of one word from the list of a field; of three words together it is twice as much."""
SHORT = 10
"""In a message of more words than this a listed one counts less: a story tells much by the way."""
LISTED = 5.0
"""A word from the list of a field is as telling as one that stands in so many wordings."""


class Fields:
    """The fields of expertise of one library; built once, never changed.

    Three voices are added up: the words that expert_topics.yaml lists for a field, all words of
    its entries (naive Bayes; many entries are no advantage), and the entries nearest to the
    question. What they count beside each other was chosen with tuning.yaml and by asking for
    each entry while it was missing; within a factor of two it makes hardly a difference.
    """

    def __init__(self, library: Library) -> None:
        fields = library.expert_topics()
        index = index_of(library)
        lists = {field.id: [_phrase(index.words, one) for one in field.words] for field in fields}
        self._ids = [field.id for field in fields]
        self._by_word: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        for field, phrase in {(one, phrase) for one in lists for phrase in lists[one] if phrase}:
            self._by_word[phrase[0]].append((phrase, field))
        written = index.written_by_field
        bags = [_shares(written.get(one, {}), lists[one]) for one in self._ids]
        self._written = Columns(beyond_chance(bags))

    def named(self, question: Question) -> Weights:
        """The fields whose list has words of the question, with the weight of these words."""
        found: Weights = defaultdict(float)
        for word in question.certain:
            for phrase, field in self._by_word.get(word, ()):
                if question.certain.issuperset(phrase):
                    found[field] += sum(question.weights[one] for one in phrase)
        return found

    def votes(self, question: Question, ranked: Sequence[Hit]) -> Weights:
        """How much speaks for each field."""
        votes: Weights = defaultdict(float)
        brief = min(1.0, SHORT / max(1, len(question.sequence)))
        for field, weight in self.named(question).items():
            votes[field] += NAMED * math.log2(1 + brief * weight)
        for at, share in self._written.best(question.weights, len(self._ids)):
            votes[self._ids[at]] += share
        for hit in ranked[:NEAREST]:
            votes[hit.entry.expert_topic] += hit.score**2
        return votes


def _phrase(lists: Words, written: str) -> Phrase:
    """The stems of a listed word or phrase that tell anything, each once."""
    telling = [word for word in lists.read(written) if lists.importance(word)]
    return tuple(dict.fromkeys(map(lists.stem, telling)))


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
