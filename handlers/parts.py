"""Messages as a conversation keeps them: the words, what is attached, and where they stand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from aiogram.types import CallbackQuery, Message

from clinic.casework import Part
from clinic.letters import KINDS
from clinic.refusals import ButtonOutdated, KindNotTaken
from handlers.talk import Kept


def pressed_on(query: CallbackQuery) -> int:
    """The number of the message whose button was pressed."""
    if query.message is None:  # Telegram no longer knows it
        raise ButtonOutdated
    return query.message.message_id


def part_of(message: Message) -> Kept:
    """One message as it is kept."""
    kind = next((kind for kind in KINDS if getattr(message, kind, None) is not None), None)
    if kind is None:
        raise KindNotTaken
    file = getattr(message, kind) if kind != "text" else None
    if isinstance(file, list):
        file = file[-1]  # the largest size of a photo
    return {
        "chat_id": message.chat.id,
        "message_id": message.message_id,
        "kind": kind,
        "text": message.text or message.caption or "",
        "file_id": getattr(file, "file_id", None),
        "album": message.media_group_id,
    }


def merged(parts: Iterable[Kept], fresh: Iterable[Kept]) -> list[Kept]:
    """In the order of writing; a message that is there already has its edited wording."""
    numbered = {part["message_id"]: part for part in [*parts, *fresh]}
    return [numbered[number] for number in sorted(numbered)]


def for_case(parts: Iterable[Kept]) -> list[Part]:
    """The same for a case."""
    return [
        Part(**{name: value for name, value in part.items() if name != "album"}) for part in parts
    ]


def of_case(parts: Iterable[Part]) -> list[Kept]:
    """And back; whether they came as an album is no longer known."""
    return [{**asdict(part), "album": None} for part in parts]


def words(parts: Iterable[Kept]) -> str:
    return "\n".join(part["text"] for part in parts if part["text"])


def attached(parts: Iterable[Kept]) -> list[str]:
    """`2 foto`, `1 lokasi`: so that the person sees that nothing was lost."""
    tally = Counter(KINDS[part["kind"]] for part in parts if part["kind"] != "text")
    return [f"{many} {name}" for name, many in tally.items()]


def gathered(parts: Iterable[Kept]) -> dict[str, Any]:
    """What a text tells of them."""
    parts = list(parts)
    return {"text": words(parts), "attached": attached(parts)}


def albums(parts: Iterable[Kept]) -> list[str]:
    """The albums of which at least one picture is here: the rest may come late."""
    return sorted({part["album"] for part in parts if part["album"]})
