"""Which letters of a chat need not go: later ones say what they would have said.

Somebody who sends twenty messages in a second gets twenty states of one message, and Telegram
takes one call a second: without sifting they would see the last state after twenty seconds.
"""

from collections.abc import Sequence
from itertools import takewhile

from storage.outbox import Owed

SEND, EDIT, DELETE = "sendMessage", "editMessageText", "deleteMessage"


def sift(waiting: Sequence[Owed]) -> tuple[list[Owed], list[Owed]]:
    """The letters that are still needed, in their order, and those at the head that are not."""
    needed, superseded = list(waiting), list[Owed]()
    while gone := _superseded(needed):
        superseded += gone
        numbers = {letter.id for letter in gone}
        needed = [letter for letter in needed if letter.id not in numbers]
    return needed, superseded


def _superseded(waiting: Sequence[Owed]) -> list[Owed]:
    """What need not be said about the message at the head.

    An edit is superseded by the next one or by the message's deletion, a message not sent yet by
    its deletion; and a deletion counts only if the message is written anew after it.
    """
    message = message_of(waiting[0])
    if message is None or waiting[0].method not in (SEND, EDIT):
        return []
    same = [letter for letter in waiting if message_of(letter) == message]
    edits = list(takewhile(lambda letter: letter.method == EDIT, same[1:]))
    following = [letter.method for letter in same[1 + len(edits) :][:2]]
    stands = same[0].method == EDIT
    if following == [DELETE, SEND]:  # what does not stand yet need not be deleted either
        return same[: len(edits) + (1 if stands else 2)]
    return same[: len(edits)] if stands else []


def message_of(letter: Owed) -> str | int | None:
    """The name or number of the message that a letter writes, edits or deletes."""
    number: int | None = letter.params.get("message_id")
    return letter.about or letter.key or number
