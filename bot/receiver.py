"""Long polling: confirms to Telegram only what is stored."""

import asyncio
import logging
from typing import Any

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.contact import Contact
from bot.door import Door

logger = logging.getLogger(__name__)

POLL_S = 25
MOST = 100
PAUSES_S = (0.5, 1, 2, 4, 8, 15, 30)
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


class Receiver:
    """Asks for updates, hands them to the door, and only then asks for the next ones."""

    def __init__(self, api: Api, door: Door, contact: Contact) -> None:
        self._api = api
        self._door = door
        self._contact = contact

    async def run(self) -> None:
        offset, faults = 0, 0
        while True:
            try:
                offset = await self._receive(offset)
                faults = 0
            except Exception as fault:  # Telegram, or the database: nothing is confirmed meanwhile
                pause = PAUSES_S[min(faults, len(PAUSES_S) - 1)]
                faults += 1
                logger.warning("receiver.fault", extra={"fault": repr(fault), "pause_s": pause})
                await asyncio.sleep(pause)

    async def _receive(self, offset: int) -> int:
        updates = await self._ask(offset)
        if not updates:
            return offset
        await self._door.store(updates)
        return int(updates[-1]["update_id"]) + 1

    async def _ask(self, offset: int) -> list[dict[str, Any]]:
        asked = {"offset": offset, "limit": MOST, "timeout": POLL_S, "allowed_updates": KINDS}
        try:
            updates: list[dict[str, Any]] = await self._api.call(
                "getUpdates", asked, timeout_s=POLL_S + 10
            )
        except (ApiFault, NotSent, InDoubt):
            self._contact.note(good=False)
            raise
        self._contact.note(good=True)
        return updates
