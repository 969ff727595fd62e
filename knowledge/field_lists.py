"""What expert_topics.yaml says about the fields of expertise, whatever books are read with it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.entries import ExpertTopic
from knowledge.search import Question
from knowledge.words import Phrase, Weights, Words

SEEN_RIGHT, SEEN = 1.0, 2.0
"""As often a listed word was seen before anybody has counted: at its field, and at any field."""


class _Listed(NamedTuple):
    """A word or a phrase of the list of a field."""

    field: str
    phrase: Phrase


class FieldLists:
    """The words of all fields, and what they are asked; built once, never changed."""

    def __init__(self, words: Words, fields: tuple[ExpertTopic, ...]) -> None:
        self.read_from = words, fields
        self.phrases = {field.id: [_phrase(words, one) for one in field.words] for field in fields}
        self.asked = [(field.id, _read(words, one)) for field in fields for one in field.asked]
        self._by_word: dict[str, list[_Listed]] = defaultdict(list)
        for listed in {_Listed(*pair) for pair in self._pairs() if pair[1]}:
            self._by_word[listed.phrase[0]].append(listed)
        self._trust = self._trusted()

    def named(self, question: Question) -> Weights:
        """The fields whose list has words of the question, with the weight of these words.

        Each counts as far as it stands for its field in what all fields are asked.
        """
        found: Weights = defaultdict(float)
        for one in self._listed(question.certain):
            told = sum(question.weights[stem] for stem in one.phrase)
            found[one.field] += self._trust.get(one, SEEN_RIGHT / SEEN) * told
        return found

    def _pairs(self) -> Iterator[tuple[str, Phrase]]:
        return ((field, one) for field, phrases in self.phrases.items() for one in phrases)

    def _listed(self, stems: frozenset[str]) -> Iterator[_Listed]:
        """What of the lists stands among these stems."""
        for stem in stems:
            for one in self._by_word.get(stem, ()):
                if stems.issuperset(one.phrase):
                    yield one

    def _trusted(self) -> dict[_Listed, float]:
        """How often a listed word is right, where it stands in what fields are asked."""
        right, seen = Counter[_Listed](), Counter[_Listed]()
        for field, weights in self.asked:
            found = list(self._listed(frozenset(weights)))
            seen.update(found)
            right.update(one for one in found if one.field == field)
        return {one: (right[one] + SEEN_RIGHT) / (seen[one] + SEEN) for one in seen}


def _phrase(lists: Words, written: str) -> Phrase:
    """The stems of a listed word or phrase that tell anything, each once."""
    telling = [word for word in lists.read(written) if lists.importance(word)]
    return tuple(dict.fromkeys(map(lists.stem, telling)))


def _read(lists: Words, asked: str) -> Weights:
    """The stems of a question as they are written, none mended."""
    return lists.weigh((word, 1.0) for word in lists.read(asked))


_last: list[FieldLists] = []


def lists_of(words: Words, fields: tuple[ExpertTopic, ...]) -> FieldLists:
    """Read once for all libraries: books change, and these hardly ever with them."""
    if not any(one.read_from[0] is words and one.read_from[1] == fields for one in _last):
        _last[:] = [FieldLists(words, fields)]
    return _last[0]
