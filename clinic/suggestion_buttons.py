"""Buttons of the suggestions for the books. `version`: what was looked at, and nothing newer."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import LONGEST, Buttons, CallbackData, Rows, abreast, inline
from clinic.leafing import Turn
from clinic.wording import short


class LeafSuggestions(Turn, prefix="ul"):
    """Of the suggestions that I may decide on."""


class LeafTallies(Turn, prefix="ut"):
    """Of the answers of my field, with how often they were enough."""


class _OfSuggestion(CallbackData, prefix="-"):
    suggestion: int


class OpenSuggestion(_OfSuggestion, prefix="uo"):
    """Show me this one; also: I will not write after all."""


class ShowObservations(_OfSuggestion, prefix="uc"):
    """What was asked, and what was answered?"""


class EditPart(_OfSuggestion, prefix="uf"):
    """I want to write this part anew."""

    part: str


class ChooseShelf(_OfSuggestion, prefix="us"):
    """It belongs to this topic of the books."""

    topic: str


class NobodysData(_OfSuggestion, prefix="un"):
    """What reads like somebody's data is nobody's."""

    version: int


class PreviewEntry(_OfSuggestion, prefix="up"):
    """Show me how it will read."""


class PublishEntry(_OfSuggestion, prefix="ux"):
    """It is right as I have read it: into the books."""

    version: int


class Dismiss(_OfSuggestion, prefix="ud"):
    """Nothing for the books."""

    version: int


class Reopen(_OfSuggestion, prefix="ur"):
    """I had not meant to dismiss it."""


class Merge(_OfSuggestion, prefix="um"):
    """The other one asks the same."""

    other: int


class ChooseField(_OfSuggestion, prefix="uq"):
    """The experts of this field have to write it."""

    field: str


class BeginAgain(_OfSuggestion, prefix="ub"):
    """The entry to correct reads otherwise by now: begin with that."""


class TakeWords(_OfSuggestion, prefix="uw"):
    """What I wrote is the part that was asked for."""


class TakeElsewhere(_OfSuggestion, prefix="uv"):
    """It is not: it is for a case, or a question."""


class AskToWithdraw(_OfSuggestion, prefix="ug"):
    """This answer is wrong."""


class Withdraw(_OfSuggestion, prefix="uz"):
    """This answer must not be given any more, as was asked."""

    version: int


class ReadCase(CallbackData, prefix="uu"):
    """Show me the case that this question came from."""

    case: int


class TakeOut(_OfSuggestion, prefix="uk"):
    """This question asks something else."""

    observation: int


class ReviseEntry(CallbackData, prefix="ue"):
    """I want to correct this entry of the books."""

    entry: str


class RestoreEntry(CallbackData, prefix="uy"):
    """I want to bring back what was approved of this entry."""

    entry: str


PARTS = {
    "question": "Pertanyaan",
    "answer": "Jawaban",
    "more": "Lebih lengkap",
    "also": "Cara lain",
    "sources": "Sumber",
    "legal_basis": "Dasar hukum",
    "valid_until": "Berlaku sampai",
    "owner": "Dinas pemilik",
}
CHOSEN = {"topic": "Topik buku", "field": "Bidang"}  # by a button instead of words


def suggestions(numbers: Sequence[tuple[int, str]], leaf: Buttons) -> dict[str, Any]:
    """One button per (suggestion, number): the words stand in the message."""
    taps: Buttons = [(number, OpenSuggestion(suggestion=one)) for one, number in numbers]
    tallies = "📊 Angka jawaban", LeafTallies(page=0)
    return inline([*abreast(taps), leaf, [tallies]])


def overruled(entry: str) -> dict[str, Any]:
    return inline([[("↩️ Ajukan lagi yang disetujui", RestoreEntry(entry=entry))]])


def tallies(entries: Sequence[tuple[str, str]], leaf: Buttons) -> dict[str, Any]:
    """One button per (entry, number), to correct it."""
    taps: Buttons = [(f"✏️ {number}", ReviseEntry(entry=entry)) for entry, number in entries]
    back = "◀️ Semua usul", LeafSuggestions(page=0)
    return inline([*abreast(taps), leaf, [back]])


def card(
    number: int,
    version: int,
    *,
    observed: bool,
    doubtful: bool,
    near: Sequence[int],
    movable: bool,
    overtaken: bool,
) -> dict[str, Any]:
    """Everything that can be done with a suggestion."""
    edits: Buttons = [
        (f"✏️ {label}", EditPart(suggestion=number, part=part)) for part, label in PARTS.items()
    ]
    choices: Buttons = [
        (f"🗂 {label}", EditPart(suggestion=number, part=part)) for part, label in CHOSEN.items()
    ]
    again = "🔄 Ambil isi terbaru", BeginAgain(suggestion=number)
    merges: Rows = [
        [(f"🧲 Gabung dengan #{other}", Merge(suggestion=number, other=other))] for other in near
    ]
    asked = "👀 Yang ditanyakan", ShowObservations(suggestion=number)
    gone = "🚫 Tarik dari buku", AskToWithdraw(suggestion=number)
    nobody = "👌 Itu bukan data orang", NobodysData(suggestion=number, version=version)
    return inline(
        [
            [again] if overtaken else [],
            *abreast(edits, 2),
            choices if movable else [],
            [asked] if observed else [],
            *merges,
            [nobody] if doubtful else [],
            [
                ("✅ Terbitkan", PreviewEntry(suggestion=number)),
                ("🗑 Abaikan", Dismiss(suggestion=number, version=version)),
            ],
            [] if movable else [gone],
            [("◀️ Semua usul", LeafSuggestions(page=0))],
        ]
    )


def writing(number: int) -> dict[str, Any]:
    return inline([[("✖️ Batal", OpenSuggestion(suggestion=number))]])


def choosing(number: int, part: str, offered: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The topics of the books or the fields of expertise, one button per (id, title)."""
    rows: Rows = [[(short(title, LONGEST), _choice(number, part, one))] for one, title in offered]
    return inline([*rows, [("✖️ Batal", OpenSuggestion(suggestion=number))]])


def _choice(number: int, part: str, chosen: str) -> CallbackData:
    if part == "topic":
        return ChooseShelf(suggestion=number, topic=chosen)
    return ChooseField(suggestion=number, field=chosen)


def preview(number: int, version: int) -> dict[str, Any]:
    # Not where the button was that led here: a second tap must not publish what nobody has read.
    publish = "✅ Ya, terbitkan", PublishEntry(suggestion=number, version=version)
    return inline([[("◀️ Kembali", OpenSuggestion(suggestion=number))], [publish]])


def withdrawing(number: int, version: int) -> dict[str, Any]:
    gone = "🚫 Ya, tarik dari buku", Withdraw(suggestion=number, version=version)
    return inline([[("◀️ Kembali", OpenSuggestion(suggestion=number))], [gone]])


def withdrawn(number: int) -> dict[str, Any]:
    return inline([[("✏️ Perbaiki isinya", OpenSuggestion(suggestion=number))]])


def what_for(number: int, label: str) -> dict[str, Any]:
    ours = f"✅ Ya, {label.lower()} usul", TakeWords(suggestion=number)
    return inline([[ours], [("💬 Bukan, hal lain", TakeElsewhere(suggestion=number))]])


def observed(
    number: int, listed: Sequence[tuple[int, str]], cases: Sequence[tuple[int, str]]
) -> dict[str, Any]:
    """One button per (observation, number) to take it out, per (case, number) to read it."""
    taps: Buttons = [
        (f"✂️ {label}", TakeOut(suggestion=number, observation=one)) for one, label in listed
    ]
    reading: Buttons = [(f"📂 {label}", ReadCase(case=case)) for case, label in cases]
    back = "◀️ Kembali", OpenSuggestion(suggestion=number)
    return inline([*abreast(taps), *abreast(reading, 2), [back]])


def dismissed(number: int) -> dict[str, Any]:
    again = "↩️ Buka lagi", Reopen(suggestion=number)
    return inline([[again], [("◀️ Semua usul", LeafSuggestions(page=0))]])


def to_suggestions() -> dict[str, Any]:
    return inline([[("📗 Buka usul", LeafSuggestions(page=0))]])
