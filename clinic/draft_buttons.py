"""Buttons of what was written and not sent: what is it for, and going on with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from clinic.buttons import Buttons, CallbackData, Rows, inline
from clinic.wording import short

LONGEST = 36  # what a small phone shows of a button
NAMES = {
    "question": "pertanyaan untuk praktisi",
    "addition": "tambahan",
    "answer": "jawaban",
    "asked_back": "pertanyaan balik",
    "undecided": "yang belum terkirim",
}


class ReplyTo(CallbackData, prefix="re"):
    """What I sent is for the expert of this case."""

    draft: str
    case: int


class GoOn(CallbackData, prefix="go"):
    """What I sent belongs to what I was writing before."""

    draft: str


class AskAnew(CallbackData, prefix="an"):
    """What I sent is a new question."""

    draft: str


class Resume(CallbackData, prefix="rd"):
    """I go on with this."""

    draft: str


def name(purpose: str, number: str | None) -> str:
    """What a draft is called: `jawaban K-2026-00012`."""
    return f"{NAMES[purpose]} {number}" if number else NAMES[purpose]


def undecided(
    draft: str, cases: Iterable[Sequence[Any]], *, going_on: bool = False
) -> dict[str, Any]:
    """One button per case (id, number) that waits for a word, and the other meanings."""
    replies: Rows = [
        [(f"💬 Balas {number}", ReplyTo(draft=draft, case=case))] for case, number in cases
    ]
    further: Buttons = [("✍️ Lanjutkan", GoOn(draft=draft))] if going_on else []
    return inline([further, *replies, [("❓ Pertanyaan baru", AskAnew(draft=draft))]])


def unsent(drafts: Iterable[tuple[str, str, str | None, str]]) -> Rows:
    """One button per draft (id, purpose, number of its case, words)."""
    return [
        [(_going_on(purpose, number, text), Resume(draft=draft))]
        for draft, purpose, number, text in drafts
    ]


def _going_on(purpose: str, number: str | None, text: str) -> str:
    own_words = f": {text}" if text and not number else f" {name(purpose, number)}"
    return short(f"✏️ Lanjutkan{own_words}", LONGEST)
