"""From what a person sends to the value of a field, and back to words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from clinic import reading, wording
from clinic.form_field import Blank, Field, Kind, Nothing, Photo, Place, Value, nothing_of
from clinic.quarters import Quarter
from clinic.reading import Reason, Unreadable
from clinic.reading.amounts import NONE_AT_ALL
from clinic.reading.places import within_maluku
from clinic.reading.tokens import words

# SK Gubernur Maluku 90/2023: before this day nothing was done for the programme.
PROGRAMME_BEGAN = date(2023, 1, 10)

Answer = str | Photo | Place | Nothing

NOTHING_WORDS = {
    **{kind.label: kind for kind in Nothing},
    **dict.fromkeys(("seng ada kegiatan", "tdk ada kegiatan"), Nothing.NO_ACTIVITY),
    **dict.fromkeys(("data belum ada", "blm ada data", "balong ada data"), Nothing.NO_DATA),
    **dict.fromkeys(("tdk berlaku", "seng berlaku"), Nothing.NOT_APPLICABLE),
    **dict.fromkeys(
        ("seng ada foto", "tdk ada foto", "foto tidak ada", "tanpa foto"), Nothing.NO_PHOTO
    ),
}
NOT_YET = frozenset({"belum ada", "blm ada", "balong ada", "belum"})


def read(
    field: Field, answer: Answer, *, quarter: Quarter, today: date, so_far: Mapping[str, Value]
) -> Value:
    """The value that the answer gives the field, or Unreadable with the reason."""
    if (nothing := _nothing(field, answer)) is not None:
        return Blank(nothing=nothing.value)
    if field.kind is Kind.PHOTO:
        return _photos(field, answer, so_far.get(field.key))
    if field.kind is Kind.LOCATION:
        return within_maluku(*answer) if isinstance(answer, tuple) else reading.place(_text(answer))
    text = _text(answer)
    match field.kind:
        case Kind.NUMBER:
            return _within(field, reading.integer(text))
        case Kind.RUPIAH:
            return _within(field, reading.rupiah(text))
        case Kind.PERCENT:
            return reading.percent(text)
        case Kind.CHOICE:
            return _choice(field, text)
        case Kind.DATE:
            return _day(text, quarter, today)
    return _prose(field, text)


def _nothing(field: Field, answer: Answer) -> Nothing | None:
    kind = answer if isinstance(answer, Nothing) else None
    if isinstance(answer, str):
        kind = _said_nothing(field, " ".join(words(answer)))
    if kind is not None and kind not in field.nothings:
        raise Unreadable(Reason.NOT_EMPTY_HERE)
    return kind


def _said_nothing(field: Field, said: str) -> Nothing | None:
    kind = NOTHING_WORDS.get(said)
    if field.kind in (Kind.TEXT, Kind.CHOICE):
        # Here the same words may be the answer itself.
        return kind if kind in field.nothings else None
    if field.kind is Kind.PHOTO and said in NONE_AT_ALL:
        return Nothing.NO_PHOTO
    # "Tidak ada" is a count of zero, but no clear sum of money and no day; "belum ada" is neither.
    counted = NONE_AT_ALL if field.kind is Kind.NUMBER else {"nihil"}
    if said in NOT_YET | NONE_AT_ALL - counted:
        raise Unreadable(Reason.UNCLEAR_NOTHING)
    return kind


def _text(answer: Answer) -> str:
    if not isinstance(answer, str):
        raise Unreadable(Reason.WRONG_KIND)
    return answer


def _within(field: Field, amount: int) -> int:
    if amount < field.limits.least:
        raise Unreadable(Reason.TOO_SMALL, limit=field.limits.least)
    if amount > field.limits.most:
        raise Unreadable(Reason.TOO_LARGE, limit=field.limits.most)
    return amount


def _choice(field: Field, text: str) -> str:
    offered = {each.key: (each.key, each.label, *each.also) for each in field.choices}
    return reading.choice(text, offered)


def _day(text: str, quarter: Quarter, today: date) -> str:
    found = reading.day(text, today=today)
    if found > today:
        raise Unreadable(Reason.IN_FUTURE, day=found.isoformat())
    if found > quarter.last_day:
        raise Unreadable(Reason.TOO_LATE, limit=quarter.last_day.isoformat())
    if found < PROGRAMME_BEGAN:
        raise Unreadable(Reason.TOO_EARLY, limit=PROGRAMME_BEGAN.isoformat())
    return found.isoformat()


def _prose(field: Field, text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    prose = "\n".join(line for line in lines if line)
    if not words(prose):
        raise Unreadable(Reason.EMPTY)
    if len(prose) < field.limits.least:
        raise Unreadable(Reason.TOO_SHORT, limit=field.limits.least)
    if len(prose) > field.limits.most:
        raise Unreadable(Reason.TOO_LONG, limit=field.limits.most, length=len(prose))
    return prose


def _photos(field: Field, answer: Answer, held: Value) -> list[Photo]:
    """The photos held so far and this one; the same photo sent again changes nothing."""
    if not isinstance(answer, dict):
        raise Unreadable(Reason.WRONG_KIND)
    photos = cast(list[Photo], held) if isinstance(held, list) else []
    if any(photo["unique_id"] == answer["unique_id"] for photo in photos):
        return photos
    if len(photos) >= field.limits.most:
        raise Unreadable(Reason.TOO_MANY, limit=field.limits.most)
    return [*photos, answer]


def lines(fields: Iterable[Field], values: Mapping[str, Value]) -> list[tuple[str, str | None]]:
    """Every field by its label, with its value in words; None where there is no answer."""
    return [(f.label, show(f, values[f.key]) if f.key in values else None) for f in fields]


def show(field: Field, value: Value) -> str:
    """The value as a summary shows it."""
    if (nothing := nothing_of(value)) is not None:
        return nothing.label
    match value:
        case None:
            return "dilewati"
        case str():
            return _shown_text(field, value)
        case [float(latitude), float(longitude)]:
            return f"{latitude:.5f}, {longitude:.5f}"
        case list():
            return f"{len(value)} foto"
        case int() | float() if field.kind is Kind.PERCENT:
            return wording.percent(value)
        case int() if field.kind is Kind.RUPIAH:
            return wording.rupiah(value)
        case int() | float():
            return f"{wording.number(value)} {field.unit}".rstrip()
    raise TypeError(f"{field.key} holds {value!r}")


def _shown_text(field: Field, value: str) -> str:
    if field.kind is Kind.DATE:
        return wording.day(date.fromisoformat(value))
    labels = {each.key: each.label for each in field.choices}
    return labels.get(value, value)
