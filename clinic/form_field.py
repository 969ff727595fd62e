"""What a field of a form is made of, and the values that it can hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TypeAlias, TypedDict


class Kind(StrEnum):
    """What a field asks for; decides how it is read and shown."""

    NUMBER = "number"
    RUPIAH = "rupiah"
    PERCENT = "percent"
    CHOICE = "choice"
    TEXT = "text"
    DATE = "date"
    PHOTO = "photo"
    LOCATION = "location"


class Nothing(Enum):
    """Why a field holds no value; zero is a value, and no member is a text that someone typed."""

    NO_ACTIVITY = "no_activity"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    NO_PHOTO = "no_photo"

    @property
    def label(self) -> str:
        return NOTHING_LABELS[self]


NOTHING_LABELS = {
    Nothing.NO_ACTIVITY: "tidak ada kegiatan",
    Nothing.NO_DATA: "belum ada data",
    Nothing.NOT_APPLICABLE: "tidak berlaku",
    Nothing.NO_PHOTO: "tidak ada foto",
}


class Photo(TypedDict):
    """Where Telegram keeps a photo, and the message that brought it."""

    file_id: str
    unique_id: str
    message_id: int
    chat_id: int


class Blank(TypedDict):
    """One of the kinds of nothing, as it is stored."""

    nothing: str


# JSON as it is stored: whole rupiah, days as ISO text, a place as [latitude, longitude].
# None is an optional field that was skipped.
Value: TypeAlias = int | float | str | list[float] | list[Photo] | Blank | None
Place: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Choice:
    """One offered answer, and the other words people use for it."""

    key: str
    label: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """Least and most: of the amount, of the letters of a text, of the photos."""

    least: int = 0
    most: int = 10**12


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form."""

    key: str
    question: str
    label: str
    kind: Kind
    hint: str = ""
    unit: str = ""
    required: bool = True
    limits: Limits = Limits()
    choices: tuple[Choice, ...] = ()
    nothings: tuple[Nothing, ...] = ()


def nothing_of(value: Value) -> Nothing | None:
    """The kind of nothing that a stored value is, if it is one."""
    return Nothing(value["nothing"]) if isinstance(value, dict) else None


def missing(fields: Iterable[Field], values: Mapping[str, Value]) -> list[Field]:
    """The required fields without a value; "tidak ada kegiatan" and its like are values."""
    return [field for field in fields if field.required and values.get(field.key) is None]
