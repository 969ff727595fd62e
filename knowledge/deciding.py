"""What to do with a question: answer it, offer a choice, pass it on, or leave it."""

from collections import defaultdict
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from knowledge import words
from knowledge.library import Library
from knowledge.search import Hit, Question, index_of
from knowledge.words import Matter

NEIGHBOUR = 0.6
"""A candidate is offered when it reaches this share of the best score."""
MOST_CANDIDATES = 3
NIK, NIK_DIGITS = "enambelasangka", 16
"""Somebody's number stands in a question: the word that the list of delicate matters has for it."""
TOPIC_WORD = 0.5
"""How much one word of an expert topic counts beside the score of one entry."""


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
    ranked = () if _is_smalltalk(understood) else index.rank(understood)
    topic = _topic(library, understood, ranked, limits)
    if matter := _delicate(understood):
        field = matter.topic if matter.urgent else topic or matter.topic
        return Decision(Kind.EXPERT, ranked, field, matter)
    if topic is None:
        return Decision(Kind.NONE, (), None)
    valid = tuple(hit for hit in ranked if hit.entry.is_valid(on))
    if valid[:1] != ranked[:1]:
        return Decision(Kind.EXPERT, valid, ranked[0].entry.expert_topic)
    return Decision(_kind(understood, valid, limits), valid, topic)


def _delicate(question: Question) -> Matter | None:
    sequence = tuple(NIK if _is_nik(word) else word for word in question.sequence)
    return next((m for m in words.packaged().matters if m.shows_in(sequence)), None)


def _is_nik(word: str) -> bool:
    return len(word) == NIK_DIGITS and word.isdigit()


def _is_smalltalk(question: Question) -> bool:
    says_nothing = max(question.weights.values(), default=0.0) <= words.LIGHT
    return says_nothing or set(question.sequence) <= words.packaged().smalltalk


def _kind(question: Question, ranked: tuple[Hit, ...], limits: Limits) -> Kind:
    best, second = ([hit.score for hit in ranked] + [0.0, 0.0])[:2]
    familiar = question.unknown <= limits.few_strange
    enough = limits.clarify_story if familiar else limits.clarify
    if question.unknown >= limits.strange or best < enough:
        return Kind.EXPERT
    clear = best >= limits.clear and best - second >= limits.clear_gap and familiar
    gap = limits.tie * (1 - best) / (1 - limits.answer)
    good = best >= limits.answer and best - second >= gap
    telling = max(question.weights.values()) >= 1  # «berapa dana desa tahun 2026» fits too many
    return Kind.ANSWER if telling and (clear or good) else Kind.CLARIFY


def _topic(
    library: Library, question: Question, ranked: tuple[Hit, ...], limits: Limits
) -> str | None:
    """The field of expertise that entries and topic words speak for; None: not our subject."""
    votes: dict[str, float] = defaultdict(float)
    for phrase, topic in _topic_words(library):
        if phrase <= question.certain:
            votes[topic] += TOPIC_WORD * len(phrase)
    best = ranked[0].score if ranked else 0.0
    if not votes and (best < limits.about_us or question.unknown >= limits.strange):
        return None
    for hit in ranked[:MOST_CANDIDATES]:
        votes[hit.entry.expert_topic] += hit.score**2
    return max(votes, key=lambda topic: (votes[topic], topic))


@lru_cache(maxsize=4)
def _topic_words(library: Library) -> tuple[tuple[frozenset[str], str], ...]:
    return tuple(
        (frozenset(words.stems(word)), topic.id)
        for topic in library.expert_topics()
        for word in topic.words
    )
