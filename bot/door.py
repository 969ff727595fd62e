"""The door: every update, from polling or webhook, is stored here before it is confirmed."""

from functools import partial
from typing import Any

from bot.clock import Clock
from storage import inbox, json_text
from storage.database import Database

Update = dict[str, Any]


class Door:
    """Stores whatever has arrived, together with all else that is to be written."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def store(self, updates: list[Update]) -> None:
        """Returns when the updates are safely in the database; a repeated one changes nothing."""
        rows = [_row(update) for update in updates]
        await self._database.join(partial(inbox.store, updates=rows, now=self._clock()))


def _row(update: Update) -> tuple[int, int, str]:
    return update["update_id"], lane_of(update), json_text.write(update)


def lane_of(update: Update) -> int:
    """The chat whose order the update keeps; a tap belongs to the chat of its message.

    Telegram delivers a person's messages and taps in two queues that may overtake each other:
    one lane for both makes sure that they are at least never handled at the same time.
    """
    for event in update.values():
        if isinstance(event, dict):
            message = event.get("message")
            chat = event.get("chat") or (message.get("chat") if isinstance(message, dict) else None)
            owner = chat or event.get("from") or event.get("user")
            number = owner.get("id") if isinstance(owner, dict) else None
            return number if isinstance(number, int) else 0  # nonsense is parked, not refused here
    return 0
