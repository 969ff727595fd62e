"""What the word lists must look like; every fault is told with its file and line."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from knowledge import expert_topics, words
from knowledge.entries import Answer, AsOf, ExpertTopic, Line, Source
from knowledge.faults import Fault, LibraryFaults, told
from knowledge.marked_yaml import Marked, Step
from knowledge.reading import Mark, mark, opened


def _with_words(text: str) -> str:
    if not words.plain(text):
        raise ValueError("tidak berisi kata")
    return text


Written = Annotated[Line, AfterValidator(_with_words)]
Several = Annotated[tuple[Written, ...], Field(min_length=1)]
Basis = Literal["sumber", "umum"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Short(_Row):
    """A short form and what it stands for."""

    short: Written
    full: Written
    note: Line = ""


class Ambonese(_Row):
    """What people on Ambon say, and the Indonesian for it."""

    words: Several
    indonesian: Written
    basis: Basis
    note: Line = ""


class Variants(_Row):
    """A standard word and what is written instead."""

    standard: Written
    variants: Several
    basis: Basis | None = None


class Delicate(_Row):
    """A matter no book may settle."""

    matter: Line
    topic: Line
    urgent: Literal["true", "false"]
    careful: Answer
    sources: tuple[Source, ...] = Field(min_length=1)
    valid_as_of: AsOf
    signs: Several


class Small(_Row):
    """Words not searched, kept whole, that ask, that turn an answer round, that count little,
    that tell no subject, that ask for one thing."""

    ignored: Several
    unstemmed: Several
    asking: Several
    turning: Several
    light: Several
    open: Several
    exact: Several


class Smalltalk(_Row):
    """Words that need no answer."""

    words: Several


ROWS: dict[str, type[_Row]] = {
    "abbreviations": Short,
    "ambonese": Ambonese,
    "delicate": Delicate,
    "misspellings": Variants,
    "shorthand": Short,
    "synonyms": Variants,
}
SINGLE: dict[str, type[_Row]] = {"small": Small, "smalltalk": Smalltalk}
REPLACING = {
    "ambonese": ("words", "indonesian"),
    "misspellings": ("variants", "standard"),
    "shorthand": ("short", "full"),
}
"""In these lists a word is replaced, so that it can have one meaning only."""


class _Meaning(NamedTuple):
    words: list[str]
    file: str
    line: int


_taken: list[frozenset[Mark]] = []


def take() -> tuple[ExpertTopic, ...]:
    """Use the word lists and fields as they are in the files now; raises `LibraryFaults`.

    Nothing is changed when anything is wrong with them; files that rest are not read again.
    """
    seen = frozenset(map(mark, files()))  # before reading: what changes meanwhile is read later
    if _taken != [seen]:
        fields, wrong = expert_topics.read()
        if found := _faults(words.FOLDER, fields, wrong):
            raise LibraryFaults(found)
        words.use(words.read_lists())
        expert_topics.use(fields)
        _taken[:] = [seen]
    return expert_topics.in_use()


def files() -> list[Path]:
    """Every file that `take` reads."""
    return [expert_topics.FILE, *(words.FOLDER / f"{name}.yaml" for name in sorted(ROWS | SINGLE))]


def faults(folder: Path | None = None) -> list[Fault]:
    """Everything that is wrong with the fields of expertise and the word lists of a folder."""
    return _faults(folder or words.FOLDER, *expert_topics.read())


def _faults(
    folder: Path, fields: Sequence[ExpertTopic], wrong_fields: Sequence[Fault]
) -> list[Fault]:
    found = list(wrong_fields)
    read: dict[str, Marked] = {}
    for name in sorted(ROWS | SINGLE):
        marked, wrong = opened(folder / f"{name}.yaml")
        wrong += _shape(name, marked) if marked else []
        found += wrong
        if marked and not wrong:
            read[name] = marked
    found += _two_meanings(read)
    if "delicate" in read and not wrong_fields:
        found += _unknown_topics(read["delicate"], {field.id for field in fields})
    return sorted(found)


def _shape(name: str, marked: Marked) -> list[Fault]:
    file = f"{name}.yaml"
    if name in SINGLE:
        return _row_faults(file, marked, SINGLE[name], marked.data, ())
    if not isinstance(marked.data, list):
        return [Fault(file, 1, "berkas ini harus berupa daftar (baris yang diawali -)")]
    rows = enumerate(marked.data)
    return [
        fault for at, row in rows for fault in _row_faults(file, marked, ROWS[name], row, (at,))
    ]


def _row_faults(
    file: str, marked: Marked, form: type[_Row], row: Any, place: tuple[Step, ...]
) -> list[Fault]:
    try:
        form.model_validate(row)
    except ValidationError as error:
        return [Fault(file, marked.line(*place, *at), what) for at, what in told(error)]
    return []


def _two_meanings(read: dict[str, Marked]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], _Meaning] = {}
    for name in (name for name in REPLACING if name in read):
        for written, meaning in _replacements(name, read[name]):
            known = first.setdefault(tuple(words.plain(written)), meaning)
            if known.words != meaning.words:
                what = f"«{written}» punya arti lain di {known.file}, baris {known.line}"
                yield Fault(meaning.file, meaning.line, what)


def _replacements(name: str, marked: Marked) -> Iterator[tuple[str, _Meaning]]:
    key, meant = REPLACING[name]
    for at, row in enumerate(marked.data):
        written = row[key] if isinstance(row[key], list) else [row[key]]
        meaning = _Meaning(words.plain(row[meant]), f"{name}.yaml", marked.line(at, key))
        yield from ((one, meaning) for one in written)


def _unknown_topics(delicate: Marked, known: set[str]) -> Iterator[Fault]:
    for at, row in enumerate(delicate.data):
        if row["topic"] not in known:
            line = delicate.line(at, "topic")
            yield Fault("delicate.yaml", line, f"«topic» tidak dikenal: {row['topic']}")
