"""The door: every update, from polling or webhook, is stored here before it is confirmed."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from bot.clock import Clock
from storage import inbox
from storage.database import Database

Update = dict[str, Any]


class Door:
    """Stores whatever has arrived in one commit; `arrived` is called after each."""

    def __init__(self, database: Database, clock: Clock, arrived: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._arrived = arrived
        self._waiting: list[tuple[list[Update], asyncio.Future[None]]] = []
        self._busy = asyncio.Lock()

    async def store(self, updates: list[Update]) -> None:
        """Returns when the updates are safely in the database; a repeated one changes nothing."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((updates, stored))
        async with self._busy:
            if not stored.done():
                await self._store_waiting()
        await stored

    async def _store_waiting(self) -> None:
        batch, self._waiting = self._waiting, []
        try:
            rows = [_row(update) for updates, _stored in batch for update in updates]
            async with self._database.work() as session:
                await inbox.store(session, rows, now=self._clock())
        except Exception as fault:
            for _updates, stored in batch:
                stored.set_exception(fault)
            return
        for _updates, stored in batch:
            stored.set_result(None)
        self._arrived()


def _row(update: Update) -> tuple[int, int, str]:
    body = json.dumps(update, ensure_ascii=False)
    # Half an emoji (a lone surrogate) cannot be stored; the rest of the message can.
    whole = body if body.isascii() else body.encode("utf-8", "replace").decode()
    return update["update_id"], lane_of(update), whole


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
