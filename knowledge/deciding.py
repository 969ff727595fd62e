"""What to do with a question: answer it, offer a choice, pass it on, or leave it."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from knowledge import words
from knowledge.entries import Entry
from knowledge.fields import NAMED, fields_of
from knowledge.library import Library
from knowledge.search import Hit, Index, Question, index_of
from knowledge.words import Matter, Weights, Words

NEIGHBOUR = 0.6
"""A candidate is offered when it reaches this share of the best score."""
MOST_CANDIDATES = 3
NIK, NIK_DIGITS = "enambelasangka", 16
"""Somebody's number stands in a question: the word that the list of delicate matters has for it."""


class Limits(NamedTuple):
    """Where one kind of reply ends and another begins; scores and shares between 0 and 1.

    The numbers come from knowledge/evaluation/tuning.yaml: of some thousand combinations the one
    that costs least, a wrong answer counting as much as six questions passed on needlessly, or as
    twenty choices. docs/mutu-jawaban.md shows what others would reach.
    """

    answer: float = 0.6
    """From here on the best entry is given as the answer."""
    clear: float = 0.5
    """From here on, if nothing else comes near and most words are known: stories score low."""
    few_strange: float = 0.2
    """What «most words are known» means."""
    clear_gap: float = 0.2
    """What «nothing else comes near» means."""
    tie: float = 0.1
    """Two entries this close are offered as a choice; a better best needs less of a gap."""
    clarify: float = 0.3
    """From here on the best entries are offered as a choice; below, an expert is asked."""
    clarify_story: float = 0.15
    """The same when most words are known: a choice costs little."""
    strange: float = 0.45
    """With so many words in no book, neither an entry nor a choice is a safe reply."""
    single: float = 0.7
    """From here on a wording says the same as a question of one telling word: most of it, too."""
    about_us: float = 0.15
    """Below this, and without any expert's word, a question is not about our subjects."""


LIMITS = Limits()


class Kind(StrEnum):
    """The four things that can happen to a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    EXPERT = "expert"
    NONE = "none"


class Decision(NamedTuple):
    """What to do with a question, and whose field of expertise it is."""

    kind: Kind
    ranked: tuple[Hit, ...]
    topic: str | None
    matter: Matter | None = None
    """Set when the question is a delicate matter that goes to a person, whatever the books say."""
    ended: Entry | None = None
    """The entry that would fit best, had its last day not passed."""
    strange: bool = False
    """Whether something was asked that is not our subject, as far as the books can tell."""

    @property
    def candidates(self) -> tuple[Hit, ...]:
        """The entries worth offering when the choice is left to the asker."""
        if self.matter:
            return ()
        near = [hit for hit in self.ranked if hit.score >= NEIGHBOUR * self.ranked[0].score]
        return tuple(near[:MOST_CANDIDATES])


def decide(library: Library, question: str, *, on: date, limits: Limits = LIMITS) -> Decision:
    """Decide what a question deserves on this day."""
    index = index_of(library)
    understood = index.understand(question)
    ranked = () if _is_smalltalk(index.words, understood) else index.rank(understood)
    if matter := _delicate(index.words, understood):
        return Decision(Kind.EXPERT, ranked, _heard_by(library, matter, understood, ranked), matter)
    topic = _topic(library, understood, ranked, limits)
    if topic is None:
        return Decision(Kind.NONE, (), None, strange=not _is_smalltalk(index.words, understood))
    valid = tuple(hit for hit in ranked if hit.entry.is_valid(on))
    if valid[:1] != ranked[:1]:
        best = ranked[0].entry
        return Decision(Kind.EXPERT, valid, best.expert_topic, ended=best)
    return Decision(_kind(index, understood, valid, limits), valid, topic)


def matter_of(library: Library, text: str) -> Matter | None:
    """The delicate matter that a text tells of, whatever else the books say to it."""
    index = index_of(library)
    return _delicate(index.words, index.understand(text))


def _delicate(lists: Words, question: Question) -> Matter | None:
    sequence = tuple(NIK if _is_nik(word) else word for word in question.sequence)
    return next((m for m in lists.matters if m.shows_in(sequence)), None)


def _heard_by(library: Library, matter: Matter, question: Question, ranked: tuple[Hit, ...]) -> str:
    """The field of a delicate matter, unless it can wait and speaks more of another."""
    if matter.urgent:
        return matter.topic
    votes = fields_of(library).votes(question, ranked)
    votes[matter.topic] += NAMED
    return _most(votes)


def _is_nik(word: str) -> bool:
    return len(word) == NIK_DIGITS and word.isdigit()


def _is_smalltalk(lists: Words, question: Question) -> bool:
    telling = (weight for stem, weight in question.weights.items() if len(stem) > 1)
    says_nothing = max(telling, default=0.0) <= words.LIGHT
    return says_nothing or set(question.sequence) <= lists.smalltalk


def _kind(index: Index, question: Question, ranked: tuple[Hit, ...], limits: Limits) -> Kind:
    best, second = ([hit.score for hit in ranked] + [0.0, 0.0])[:2]
    familiar = question.unknown <= limits.few_strange
    enough = limits.clarify_story if familiar else limits.clarify
    if question.unknown >= limits.strange or best < enough:
        return Kind.EXPERT
    clear = best >= limits.clear and best - second >= limits.clear_gap and familiar
    gap = limits.tie * (1 - best) / (1 - limits.answer)
    good = best >= limits.answer and best - second >= gap
    asked = _is_asked_of(index, question, ranked[0].entry, limits)
    meant = asked and _tells_subject(index, question)
    return Kind.ANSWER if meant and (clear or good) else Kind.CLARIFY


def _tells_subject(index: Index, question: Question) -> bool:
    """«berapa dana desa tahun 2026» and «apa syaratnya» fit too many entries."""
    lists = index.words
    tells = not (lists.open | lists.asking).issuperset(question.weights)
    return tells and max(question.weights.values()) >= 1


def _is_asked_of(index: Index, question: Question, entry: Entry, limits: Limits) -> bool:
    """Whoever asks «berapa» or «kapan» is not helped by an entry that nobody asks so.

    Nor by one that has the only word which tells anything, as in «tanah desa», among many others.
    """
    telling = [stem for stem in question.sequence if question.weights.get(stem, 0.0) >= 1]
    if len(telling) == 1 and index.likeness(question, entry) < limits.single:
        return False
    return (question.certain & index.words.exact).issubset(index.worded(entry))


def _topic(
    library: Library, question: Question, ranked: tuple[Hit, ...], limits: Limits
) -> str | None:
    """The field of expertise that entries and words speak for; None: not our subject."""
    fields = fields_of(library)
    best = ranked[0].score if ranked else 0.0
    about_us = best >= limits.about_us and question.unknown < limits.strange
    if not about_us and not fields.named(question):
        return None
    return _most(fields.votes(question, ranked))


def _most(votes: Weights) -> str:
    return max(votes, key=lambda field: (votes[field], field))
