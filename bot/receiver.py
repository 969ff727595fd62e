"""Long polling: confirms to Telegram only what is stored."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from bot.api import Api
from bot.door import Door

logger = logging.getLogger(__name__)

POLL_S = 25
MOST = 100
FULL = 5_000  # updates not worked off; more of them wait better at Telegram
FULL_PAUSE_S = 0.2
PAUSES_S = (0.5, 1, 2, 4, 8, 15, 30)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


class Receiver:
    """Asks for updates, hands them to the door, and only then asks for the next ones."""

    def __init__(self, api: Api, door: Door, backlog: Callable[[], int]) -> None:
        self._api = api
        self._door = door
        self._backlog = backlog
        self.well = True  # the last call to Telegram went as it should

    async def run(self) -> None:
        offset, faults = 0, 0
        while True:
            try:
                offset = await self._receive(offset)
                faults, self.well = 0, True
            except Exception as fault:  # Telegram, or the database: nothing is confirmed meanwhile
                pause = PAUSES_S[min(faults, len(PAUSES_S) - 1)]
                faults, self.well = faults + 1, False
                logger.warning("receiver.fault", extra={"fault": repr(fault), "pause_s": pause})
                await asyncio.sleep(pause)

    async def _receive(self, offset: int) -> int:
        if self._backlog() > FULL:
            await asyncio.sleep(FULL_PAUSE_S)
            return offset
        updates: list[dict[str, Any]] = await self._api.call(
            "getUpdates",
            {"offset": offset, "limit": MOST, "timeout": POLL_S, "allowed_updates": KINDS},
            timeout_s=POLL_S + 10,
        )
        if not updates:
            return offset
        await self._door.store(updates)
        return int(updates[-1]["update_id"]) + 1
