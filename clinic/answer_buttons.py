"""Buttons of the books: under an answer, beside it, and on the way to it by topic."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import (
    LONGEST,
    AskExpert,
    Buttons,
    CallbackData,
    Rows,
    abreast,
    inline,
    to_expert,
)
from clinic.leafing import Turn
from clinic.wording import short, units

Listed = Sequence[tuple[str, str]]  # id and words, in the order of their numbers


class _OfEntry(CallbackData, prefix="-"):
    """Of this entry; `question` is the number of what was asked, None where it was browsed."""

    entry: str
    question: int | None


class ShowEntry(_OfEntry, prefix="en"):
    """This is the entry I meant."""


class Helped(_OfEntry, prefix="ok"):
    """The answer was enough."""


class NotEnough(_OfEntry, prefix="no"):
    """The answer was not enough."""


class HelpedByMore(_OfEntry, prefix="om"):
    """The answer was enough, read in its long form."""


class HelpedByLetter(_OfEntry, prefix="ol"):
    """The answer was enough; it came in a letter of its own, which tells more than the answer."""


class ShowMore(_OfEntry, prefix="mo"):
    """The answer in its long form."""


class SendFile(CallbackData, prefix="fl"):
    """Send me this file of the entry."""

    entry: str
    file: str


class ShowRelated(_OfEntry, prefix="rl"):
    """What else is asked about this?"""


class AskBeyond(_OfEntry, prefix="ay"):
    """The answer was read and an expert is to say more."""


class LeafTopics(Turn, prefix="lt"):
    """Of the topics of the books."""


class LeafTopic(CallbackData, prefix="lq"):
    """Of the questions of a topic."""

    topic: str
    page: int


def found(
    entry: str,
    question: int | None,
    *,
    expert: bool,
    related: bool,
    back: LeafTopic | None,
    more: Buttons | None = None,
    files: Rows | None = None,
    helped: type[Helped | HelpedByMore | HelpedByLetter] = Helped,
) -> dict[str, Any]:
    """Under an answer; `back` leads to the list in which it was browsed, `more` to its other form.

    `helped`: which form of it was enough.
    """
    this = {"entry": entry, "question": question}
    return inline(
        [
            [("👍 Terjawab", helped(**this)), ("👎 Belum", NotEnough(**this))],
            more or [],
            *(files or []),
            to_expert(AskBeyond(**this)) if expert else [],
            [("🔗 Pertanyaan terkait", ShowRelated(**this))] if related else [],
            [("◀️ Kembali", back)] if back else [],
        ]
    )


def beyond(entry: str) -> dict[str, Any]:
    """Under an answer that is given no more."""
    return inline([to_expert(AskBeyond(entry=entry, question=None))])


def settled(
    entry: str,
    question: int | None,
    back: LeafTopic | None,
    *,
    more: Buttons | None = None,
    files: Rows | None = None,
) -> dict[str, Any]:
    """Under an answer that was enough: a tap beside the right button can be mended."""
    mend: Buttons = [("👎 Ternyata belum", NotEnough(entry=entry, question=question))]
    return inline([mend, more or [], *(files or []), [("◀️ Kembali", back)] if back else []])


def to_more(entry: str, question: int | None) -> Buttons:
    return [("📖 Lebih lengkap", ShowMore(entry=entry, question=question))]


def to_less(entry: str, question: int | None) -> Buttons:
    return [("📄 Ringkas", ShowEntry(entry=entry, question=question))]


def of_files(entry: str, listed: Sequence[tuple[str, str, str]]) -> Rows:
    """One button per (tag, title, size); the title gives way, the size stays."""
    return [[(_file(title, size), SendFile(entry=entry, file=tag))] for tag, title, size in listed]


def _file(title: str, size: str) -> str:
    mark, cost = "📎 ", f" ({size})"
    return mark + short(title, LONGEST - units(mark + cost)) + cost


def candidates(offered: Listed, question: int, *, expert: bool) -> dict[str, Any]:
    """One button per entry (perhaps none), and the way to an expert."""
    way = to_expert(AskExpert(question=question)) if expert else []
    return inline([*_entries(offered, question), way])


def others(entry: str, offered: Listed, question: int | None, *, expert: bool) -> dict[str, Any]:
    """What else may have been meant, where an answer was not enough."""
    this = {"entry": entry, "question": question}
    rows = [*_entries(offered, question), to_expert(AskBeyond(**this)) if expert else []]
    return inline([*rows, _back_to_answer(entry, question)])


def related(entry: str, offered: Listed, question: int | None) -> dict[str, Any]:
    return inline([*_entries(offered, question), _back_to_answer(entry, question)])


def by_topic() -> dict[str, Any]:
    return inline([[("📚 Lihat per topik", LeafTopics(page=0))]])


def topics(listed: Listed, leaf: Buttons) -> dict[str, Any]:
    """One button per (id, title), and the way to the other pages."""
    rows: Rows = [[(short(title, LONGEST), LeafTopic(topic=t, page=0))] for t, title in listed]
    return inline([*rows, leaf])


def questions(numbered: Listed, leaf: Buttons, back: LeafTopics) -> dict[str, Any]:
    """One button per (id, number), several in a row: the words stand in the message."""
    taps: Buttons = [(number, ShowEntry(entry=e, question=None)) for e, number in numbered]
    return inline([*abreast(taps), leaf, [("📚 Semua topik", back)]])


def _entries(offered: Listed, question: int | None) -> Rows:
    return [
        [(short(f"{number}. {words}", LONGEST), ShowEntry(entry=entry, question=question))]
        for number, (entry, words) in enumerate(offered, 1)
    ]


def _back_to_answer(entry: str, question: int | None) -> Buttons:
    return [("◀️ Kembali ke jawaban", ShowEntry(entry=entry, question=question))]
