"""What each button means and what it says; packed into Telegram's 64 bytes."""

from typing import Any

from aiogram.filters.callback_data import CallbackData as CallbackData

Buttons = list[tuple[str, CallbackData]]
Rows = list[Buttons]


def inline(rows: Rows) -> dict[str, Any]:
    """Buttons under a message, row by row."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": action.pack()} for label, action in row]
            for row in rows
            if row
        ]
    }


LONGEST = 36  # what a small phone shows of a button that has the row for itself
ABREAST = 4  # numbers in a row


def abreast(buttons: Buttons, many: int = ABREAST) -> Rows:
    """So many buttons a row."""
    return [buttons[n : n + many] for n in range(0, len(buttons), many)]


NO_BUTTONS: dict[str, Any] = {"inline_keyboard": []}


# Asking


class AskExpert(CallbackData, prefix="ax"):
    """Let an expert answer the question of this message."""

    question: int


class ChooseVillage(CallbackData, prefix="cv"):
    """What I wrote is about this village."""

    draft: str
    village: int


class SendDraft(CallbackData, prefix="sd"):
    """What I wrote is complete: open the case, or send the addition."""

    draft: str


class AddToDraft(CallbackData, prefix="ad"):
    """I have more to say."""

    draft: str


class DropDraft(CallbackData, prefix="dd"):
    """Forget what I wrote."""

    draft: str


def to_expert(action: CallbackData) -> Buttons:
    return [("🙋 Tanya praktisi", action)]


def draft(
    number: str, villages: list[tuple[int, str]], chosen: int | None = None
) -> dict[str, Any]:
    """Where there are several villages (id, name), one is chosen before anything is sent."""
    missing = bool(villages) and chosen is None
    return inline(
        [
            *[[_village(number, village, name, chosen)] for village, name in villages],
            [] if missing else [("📨 Kirim", SendDraft(draft=number))],
            [("➕ Tambah", AddToDraft(draft=number)), ("✖️ Batal", DropDraft(draft=number))],
        ]
    )


def _village(number: str, village: int, name: str, chosen: int | None) -> tuple[str, CallbackData]:
    mark = "✔️ " if village == chosen else ""
    return f"{mark}{name}", ChooseVillage(draft=number, village=village)


def answer_draft(number: str) -> dict[str, Any]:
    return inline(
        [[("📨 Kirim jawaban", SendDraft(draft=number)), ("✖️ Batal", DropDraft(draft=number))]]
    )


# Cases


class TakeCase(CallbackData, prefix="tk"):
    """I will answer this."""

    case: int
    version: int


class TakeListed(TakeCase, prefix="tl"):
    """I will answer this one of the list, of which I am looking at this page."""

    page: int


class TakeAgain(CallbackData, prefix="ta"):
    """I had not meant to give this back."""

    case: int
    version: int


class WriteAnswer(CallbackData, prefix="wa"):
    """I write the answer now."""

    case: int


class AskBack(CallbackData, prefix="ab"):
    """I need to know more first."""

    case: int


class PassOn(CallbackData, prefix="po"):
    """Another field has to answer."""

    case: int


class PassTo(CallbackData, prefix="pt"):
    """This field has to answer."""

    case: int
    topic: str


class HandBack(CallbackData, prefix="hb"):
    """I cannot answer this: back to the others."""

    case: int


class FinishCase(CallbackData, prefix="fc"):
    """All is said."""

    case: int


class ShowCase(CallbackData, prefix="sc"):
    """Show me this case."""

    case: int


class SendWhole(CallbackData, prefix="sw"):
    """Send me what the view of this case shows only in part."""

    case: int


class ItIsClear(CallbackData, prefix="cl"):
    """The answer is enough: close the case."""

    case: int
    version: int


class AskAgain(CallbackData, prefix="aa"):
    """I have something to add or to ask."""

    case: int


class RateCase(CallbackData, prefix="rt"):
    """This is how good the answer was; 0 leaves it out. `below`: it stands under the answer."""

    case: int
    stars: int
    below: bool


def take(case: int, version: int) -> dict[str, Any]:
    return inline([[("✋ Ambil", TakeCase(case=case, version=version))]])


def take_again(case: int, version: int) -> dict[str, Any]:
    """For whoever has given it back, and had not meant to."""
    return inline([[("✋ Ambil lagi", TakeAgain(case=case, version=version))]])


def held(case: int, *, answered: bool = False) -> dict[str, Any]:
    """What its expert can do with a case; one that is answered is not given away any more."""
    away: Buttons = [("↪️ Alihkan", PassOn(case=case)), ("↩️ Kembalikan", HandBack(case=case))]
    more = "✍️ Jawab lagi" if answered else "✍️ Jawab"
    return inline(
        [
            [(more, WriteAnswer(case=case)), ("❓ Tanya balik", AskBack(case=case))],
            [] if answered else away,
            [("🏁 Selesai", FinishCase(case=case))],
        ]
    )


def answered(case: int, version: int) -> dict[str, Any]:
    clear, again = ItIsClear(case=case, version=version), AskAgain(case=case)
    return inline([[("👍 Sudah jelas", clear), ("💬 Tanya lagi", again)]])


def asked_back(case: int) -> dict[str, Any]:
    return inline([[("💬 Balas", AskAgain(case=case))]])


def rating(case: int, *, below: bool) -> dict[str, Any]:
    stars: Buttons = [(str(n), RateCase(case=case, stars=n, below=below)) for n in range(1, 6)]
    return inline([stars, [("Lewati", RateCase(case=case, stars=0, below=below))]])


def topics(case: int, listed: list[tuple[str, str]]) -> dict[str, Any]:
    """Where a case may be passed on to: one button per (id, name)."""
    return inline([[(name, PassTo(case=case, topic=topic))] for topic, name in listed])
