"""Buttons of what was written and not sent: what is it for, and going on with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from clinic.buttons import LONGEST, Buttons, CallbackData, DropDraft, Rows, SendDraft, inline
from clinic.wording import short
from storage.cases import Said

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


class WriteWith(CallbackData, prefix="ww"):
    """What I sent belongs to what I write (`answer` or `asked_back`) for this case of mine."""

    draft: str
    case: int
    said: Said


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
    draft: str,
    cases: Iterable[Sequence[Any]],
    held: Sequence[Sequence[Any]],
    *,
    going_on: bool = False,
) -> dict[str, Any]:
    """One button per case (id, number) that waits for a word, and the other meanings.

    `held` are those that wait for an expert's word.
    """
    replies: Rows = [
        [(f"💬 Balas {number}", ReplyTo(draft=draft, case=case))] for case, number in cases
    ]
    further: Buttons = [("✍️ Lanjutkan", GoOn(draft=draft))] if going_on else []
    written = _written(draft, held)
    return inline([further, *replies, *written, [("❓ Pertanyaan baru", AskAnew(draft=draft))]])


def asked_back(draft: str) -> dict[str, Any]:
    """Under a question back to the asker."""
    send, drop = SendDraft(draft=draft), DropDraft(draft=draft)
    return inline([[("📨 Kirim pertanyaan", send), ("✖️ Batal", drop)]])


def _written(draft: str, held: Sequence[Sequence[Any]]) -> Rows:
    """Of several cases the answer is offered alone: who asks back does it at the case."""
    rows: Rows = [
        [(f"✍️ Jawab {number}", WriteWith(draft=draft, case=case, said=Said.ANSWER))]
        for case, number in held
    ]
    if len(held) == 1:
        back = WriteWith(draft=draft, case=held[0][0], said=Said.ASKED_BACK)
        rows += [[(f"❓ Tanya balik {held[0][1]}", back)]]
    return rows


def unsent(drafts: Iterable[tuple[str, str, str | None, str]]) -> Rows:
    """One button per draft (id, purpose, number of its case, words)."""
    return [
        [(_going_on(purpose, number, text), Resume(draft=draft))]
        for draft, purpose, number, text in drafts
    ]


def _going_on(purpose: str, number: str | None, text: str) -> str:
    own_words = f": {text}" if text and not number else f" {name(purpose, number)}"
    return short(f"✏️ Lanjutkan{own_words}", LONGEST)
