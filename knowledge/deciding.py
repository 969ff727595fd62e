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

# The numbers come from tests/knowledge/questions/tuning.yaml. Of the questions that have an entry,
# the right one scores 0.52 to 0.98, half of them above 0.81. Of those without an entry (delicate
# matters and small talk aside, which are settled before) the best one stays below 0.57, and where
# it comes near, another is close behind or a word is strange.
ANSWER = 0.6
"""From here on the best entry is given as the answer."""
CLEAR = 0.5
"""From here on, if nothing else comes near and most words are known: long stories score low."""
FEW_STRANGE = 0.25
"""What «most words are known» means."""
CLEAR_GAP = 0.2
"""What «nothing else comes near» means."""
TIE = 0.04
"""Two entries this close are offered as a choice, however good both are."""
CLARIFY = 0.45
"""From here on the best entries are offered as a choice; below, an expert is asked."""
CLARIFY_STORY = 0.35
"""The same when most words are known: a choice costs little, and stories score low."""
NEIGHBOUR = 0.6
"""A candidate is offered when it reaches this share of the best score."""
MOST_CANDIDATES = 3
STRANGE = 0.4
"""With so many words in no book, neither an entry nor a choice is a safe reply."""
ABOUT_US = 0.3
"""Below this, and without any expert's word, a question is not about our subjects."""
TOPIC_WORD = 0.5
"""How much one word of an expert topic counts beside the score of one entry."""


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
    matter: str | None = None
    """Set when the question is a delicate matter that goes to a person, whatever the books say."""

    @property
    def candidates(self) -> tuple[Hit, ...]:
        """The entries worth offering when the choice is left to the asker."""
        near = [hit for hit in self.ranked if hit.score >= NEIGHBOUR * self.ranked[0].score]
        return tuple(near[:MOST_CANDIDATES])


def decide(library: Library, question: str, *, on: date) -> Decision:
    """Decide what a question deserves on this day."""
    index = index_of(library)
    understood = index.understand(question)
    if matter := _delicate(understood):
        return Decision(Kind.EXPERT, (), matter.topic, matter.name)
    ranked = () if _is_smalltalk(understood) else index.rank(understood)
    topic = _topic(library, understood, ranked)
    if topic is None:
        return Decision(Kind.NONE, (), None)
    valid = tuple(hit for hit in ranked if hit.entry.is_valid(on))
    if valid[:1] != ranked[:1]:
        return Decision(Kind.EXPERT, valid, ranked[0].entry.expert_topic)
    return Decision(_kind(understood, valid), valid, topic)


def _delicate(question: Question) -> Matter | None:
    for matter in words.packaged().matters:
        if matter.shows_in(question.sequence):
            return matter
    return None


def _is_smalltalk(question: Question) -> bool:
    says_nothing = max(question.weights.values(), default=0.0) <= words.LIGHT
    return says_nothing or set(question.sequence) <= words.packaged().smalltalk


def _kind(question: Question, ranked: tuple[Hit, ...]) -> Kind:
    best, second = ([hit.score for hit in ranked] + [0.0, 0.0])[:2]
    familiar = question.unknown <= FEW_STRANGE
    if question.unknown >= STRANGE or best < (CLARIFY_STORY if familiar else CLARIFY):
        return Kind.EXPERT
    clear = best >= CLEAR and best - second >= CLEAR_GAP and familiar
    good = best >= ANSWER and best - second >= TIE
    return Kind.ANSWER if clear or good else Kind.CLARIFY


def _topic(library: Library, question: Question, ranked: tuple[Hit, ...]) -> str | None:
    """The field of expertise that entries and topic words speak for; None: not our subject."""
    votes: dict[str, float] = defaultdict(float)
    for phrase, topic in _topic_words(library):
        if phrase <= question.certain:
            votes[topic] += TOPIC_WORD * len(phrase)
    best = ranked[0].score if ranked else 0.0
    if not votes and (best < ABOUT_US or question.unknown >= STRANGE):
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
