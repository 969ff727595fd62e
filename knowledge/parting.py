"""Several questions in one message: each is answered or passed on by itself."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import chain, zip_longest
from typing import NamedTuple

from knowledge import words
from knowledge.deciding import LIMITS, Decision, Kind, Limits, decide
from knowledge.library import Library
from knowledge.search import Hit, index_of
from knowledge.words import Words

NUMBER = r"(?:(?<=\s)|^)\(?\d{1,2}[.)]\s+"
ENDS = re.compile(rf"(?<=[?!])\s+|(?<=[a-z\"»)])\.\s+|\s*\n\s*|;\s+|{NUMBER}")
"""Where a sentence ends, or the next number of a list stands."""


IN_A_ROW, IN_A_LIST = 3, 2
"""With fewer words that tell something a sentence only goes on with the one before: «bawa apa?».
Chosen with tuning.yaml: of its 724 questions one gets a wrong answer by being parted."""
HEARD = 0.3
"""A part's answer must be heard in the whole message too, with this share of the best score."""


class Part(NamedTuple):
    """A question as it was written, and what it deserves."""

    text: str
    decision: Decision

    @property
    def answer(self) -> str | None:
        """The id of the entry that answers it."""
        given = self.decision.kind is Kind.ANSWER
        return self.decision.ranked[0].entry.id if given else None


def decide_each(library: Library, message: str, *, on: date, limits: Limits = LIMITS) -> list[Part]:
    """What each question of a message deserves; mostly there is one, which is the whole message.

    There are several when one of them is answered by itself, and another by another entry or as
    clearly another field's; then every other question is told of too. A delicate matter anywhere
    is all there is to talk about.
    """
    whole = Part(message, decide(library, message, on=on, limits=limits))
    lists = index_of(library).words
    asked = questions(lists, message)
    if len(asked) < 2 or whole.decision.matter:
        return [whole]
    needed = IN_A_LIST if len(re.findall(NUMBER, message)) > 1 else IN_A_ROW
    parts = [Part(one, decide(library, one, on=on, limits=limits)) for one in asked]
    telling = [part for part in parts if _telling(library, part.text) >= needed]
    answered = _answered(telling, whole)
    fields = {part.decision.topic for part in answered}
    several = [part for part in telling if part in answered or _is_another(part, fields)]
    if not answered or len(several) == 1:
        return [whole]
    given = {part.answer for part in answered}
    rest = [part for part in parts if _asks(lists, part.text) and part.answer not in given]
    return [part if part in several else _unsure(part) for part in parts if part in several + rest]


def ranked(parts: Sequence[Part]) -> tuple[Hit, ...]:
    """The entries for all parts, the best of each first; those that are given before the others."""
    sure_first = sorted(parts, key=lambda part: part.answer is None)
    rows = zip_longest(*(part.decision.ranked for part in sure_first))
    found: dict[str, Hit] = {}
    for hit in filter(None, chain(*rows)):
        found.setdefault(hit.entry.id, hit)
    return tuple(found.values())


def questions(lists: Words, message: str) -> list[str]:
    """The sentences that ask, each with what was told before it."""
    found: list[str] = []
    told: list[str] = []
    for sentence in filter(words.plain, ENDS.split(message)):
        told.append(sentence.strip())
        if _asks(lists, sentence):
            found.append(". ".join(told))
            told = []
    return [*found, ". ".join(told)] if told else found


def _asks(lists: Words, sentence: str) -> bool:
    return "?" in sentence or not lists.asking.isdisjoint(lists.read(sentence))


def _telling(library: Library, question: str) -> int:
    """How many words tell something."""
    understood = index_of(library).understand(question)
    return sum(understood.weights[one] >= 1 for one in understood.certain)


def _answered(parts: list[Part], whole: Part) -> list[Part]:
    """Those with an answer of their own, the first of each entry."""
    heard = {hit.entry.id: hit.score for hit in whole.decision.ranked}
    enough = HEARD * max(heard.values(), default=0.0)
    first: dict[str, Part] = {}
    for part in parts:
        if part.answer and heard.get(part.answer, 0.0) >= enough:
            first.setdefault(part.answer, part)
    return list(first.values())


def _unsure(part: Part) -> Part:
    """Too little by itself to be answered outright."""
    kind = Kind.CLARIFY if part.answer else part.decision.kind
    return part._replace(decision=part.decision._replace(kind=kind))


def _is_another(part: Part, fields: set[str | None]) -> bool:
    """Not answered, and not about what is answered already."""
    topic = part.decision.topic
    return not part.answer and topic is not None and topic not in fields
