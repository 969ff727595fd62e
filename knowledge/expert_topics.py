"""The fields of expertise: who answers what the books do not."""

from pathlib import Path

from pydantic import ValidationError

from knowledge import words
from knowledge.entries import ExpertTopic
from knowledge.faults import Fault, told
from knowledge.marked_yaml import Marked
from knowledge.reading import opened

FILE = Path(__file__).parent / "expert_topics.yaml"

_in_use: list[tuple[ExpertTopic, ...]] = []


def in_use() -> tuple[ExpertTopic, ...]:
    """The fields that were last read without a fault."""
    if not _in_use:
        use(read()[0])
    return _in_use[0]


def use(fields: tuple[ExpertTopic, ...]) -> None:
    """From now on these."""
    _in_use[:] = [fields]


def read(file: Path | None = None) -> tuple[tuple[ExpertTopic, ...], list[Fault]]:
    """All fields of a file (None: the packaged one), and everything that is wrong with it."""
    file = file or FILE
    marked, faults = opened(file)
    if marked is None:
        return (), faults
    if not isinstance(marked.data, list) or not marked.data:
        return (), [*faults, Fault(file.name, 1, "berkas ini harus berupa daftar bidang")]
    fields: dict[str, ExpertTopic] = {}
    for at, row in enumerate(marked.data):
        try:
            field = ExpertTopic.model_validate(row)
        except ValidationError as error:
            faults += _told(file.name, marked, at, error)
        else:
            faults += _odd(file.name, marked, at, field, twice=field.id in fields)
            fields[field.id] = field
    return tuple(fields.values()), faults


def _told(name: str, marked: Marked, at: int, error: ValidationError) -> list[Fault]:
    return [Fault(name, marked.line(at, *place), what) for place, what in told(error)]


def _odd(name: str, marked: Marked, at: int, field: ExpertTopic, *, twice: bool) -> list[Fault]:
    found = [
        Fault(name, marked.line(at, "words", nth), f"kolom «words»: «{word}» tidak berisi kata")
        for nth, word in enumerate(field.words)
        if not words.plain(word)
    ]
    if twice:
        found.append(Fault(name, marked.line(at, "id"), f"bidang «{field.id}» ditulis dua kali"))
    return found
