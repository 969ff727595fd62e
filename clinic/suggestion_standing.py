"""What a suggestion lacks before it may stand in the books, and the entry it then is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import observing
from clinic.refusals import PersonalDataLeft, SuggestionIncomplete
from clinic.suggestion_buttons import PARTS
from clinic.wording import as_plain
from knowledge import editions as books
from knowledge import personal
from knowledge.entries import Entry
from knowledge.faults import told
from knowledge.library import Library
from knowledge.personal import Kind
from storage.suggestions import Suggestion

MOST_DOUBTFUL = 8  # shown at once, and cleared at once
# Where somebody's data may stand.
PUBLIC = ("question", "also", "answer", "more", "sources", "legal_basis", "owner")
MARKED = ("answer", "more")  # with marks that would part a name or a number


@dataclass(frozen=True)
class Standing:
    """What a suggestion still lacks: faults in words, masks, and what tells who somebody is.

    `doubtful` may be an office's number or a word that reads like a name: its owner may clear it.
    """

    faults: list[str]
    numbers: list[str]
    doubtful: list[str]
    masks: list[str]


async def of(
    session: AsyncSession, library: Library, suggestion: Suggestion, *, on: date
) -> Standing:
    """What has to be done before it can be published."""
    text = "\n".join(_read(suggestion.draft, part) for part in PUBLIC)
    found = personal.found(text, await observing.known_names(session, library))
    pieces = [(piece.kind, text[piece.start : piece.end]) for piece in found]
    return Standing(
        faults=_faults(library, suggestion, on),
        numbers=[words for kind, words in pieces if kind is Kind.NIK],
        doubtful=[
            words
            for kind, words in pieces
            if kind is not Kind.NIK and words not in suggestion.cleared
        ][:MOST_DOUBTFUL],
        masks=personal.masks_in(text),
    )


def _read(draft: dict[str, Any], part: str) -> str:
    return as_plain(said(draft, part)) if part in MARKED else said(draft, part)


def said(draft: dict[str, Any], part: str) -> str:
    """What a part says; of a list each item on its line."""
    value = draft.get(part) or ""
    return value if isinstance(value, str) else "\n".join(value)


def _faults(library: Library, suggestion: Suggestion, on: date) -> list[str]:
    if is_overtaken(library, suggestion):
        return ["jawaban ini sudah berubah di buku; mulai dari isi yang terbaru"]
    if suggestion.draft["topic"] not in {topic.id for topic in library.topics()}:
        return ["Topik buku tidak ada lagi; pilih yang lain"]
    try:
        entry = entry_of(library, suggestion, on=on)
    except ValidationError as error:
        return [_named(where, sentence) for where, sentence in told(error)]
    return [] if entry.is_valid(on) else ["Berlaku sampai sudah lewat; tulis tanggal yang baru"]


def is_overtaken(library: Library, suggestion: Suggestion) -> bool:
    """Whether the entry to correct reads otherwise than when the draft was begun, or is gone."""
    if suggestion.entry is None:
        return False
    return books.fingerprint(library.get(suggestion.entry)) != suggestion.base


def _named(where: Sequence[str | int], sentence: str) -> str:
    """The sentence with the label of the part instead of the field of the file."""
    field = str(where[0]) if where else ""
    label = PARTS.get(field, field)
    return sentence.replace(f"kolom «{field}»", label)


def entry_of(library: Library, suggestion: Suggestion, *, on: date) -> Entry:
    """The entry as it would stand in the books; raises `ValidationError`.

    It tells what was right on the day on which somebody has looked at it.
    """
    identity = suggestion.entry or _free(library, suggestion)
    fields = {"expert_topic": suggestion.topic, "valid_as_of": on.isoformat()}
    return Entry.model_validate({**suggestion.draft, "id": identity, **fields})


def _free(library: Library, suggestion: Suggestion) -> str:
    """Its own number: the books may not have yet what was published a moment ago.

    Unless files that came from another clinic have used it.
    """
    names = (f"{suggestion.draft['topic']}_usul_{one}" for one in count(suggestion.known_id))
    return next(one for one in names if library.get(one) is None and library.filed(one) is None)


def check(found: Standing) -> None:
    """Refuse what is not ready for everybody's eyes."""
    if found.numbers or found.doubtful or found.masks:
        left = [*found.masks, *found.numbers, *found.doubtful]
        raise PersonalDataLeft(left=left, doubtful=bool(found.doubtful))
    if found.faults:
        raise SuggestionIncomplete(faults=found.faults)
