"""Answers in messages: what one says, and which was the answer to which field.

An edit of that message changes the paper, also after the form was left.
"""

from typing import NamedTuple

from aiogram.types import Message

from clinic.form_answers import Answer
from clinic.form_field import Photo, Value
from handlers.talk import Talk

MOST = 40  # answers whose messages are remembered, the latest


class Told(NamedTuple):
    """An answer, perhaps one that could not be read: of which form and paper, to which field.

    `held` is what stood there afterwards, if anything.
    """

    form: str
    paper: int
    field: str
    held: list[Value]


def remember(talk: Talk, message: int, told: Told) -> None:
    known = {**talk.remembered.get("told", {}), str(message): [*told]}
    talk.remember(told=dict([*known.items()][-MOST:]))


def find(talk: Talk, message: int) -> Told | None:
    known = talk.remembered.get("told", {}).get(str(message))
    return Told(*known) if known else None


def given_in(message: Message) -> Answer | None:
    """Words, a place, or a picture (also one sent as a file); None for anything else."""
    if message.location is not None:
        return message.location.latitude, message.location.longitude
    picture = message.photo[-1] if message.photo else message.document
    kind = message.document.mime_type or "" if message.document else "image/"
    if picture is None or not kind.startswith("image/"):
        return message.text
    return Photo(
        file_id=picture.file_id,
        unique_id=picture.file_unique_id,
        message_id=message.message_id,
        chat_id=message.chat.id,
    )
