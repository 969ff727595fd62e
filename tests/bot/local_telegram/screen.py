"""The chat page from both ends: what a browser shows, and what the bot hears and says."""

from typing import Any

import aiohttp
from playwright.async_api import Locator, Page, ViewportSize

from bot.local_telegram import Account, LocalTelegram

TOKEN = "1:TEST"
OFFICIAL = Account(1001, "Ibu", "Contoh", note="Perangkat desa · Negeri Contoh", start="KODE1")
EXPERT = Account(1002, "Bapak", "Contoh", note="Praktisi · Dinas Contoh", phone="+620000002")
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)


def buttons(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


class Clinic:
    """The bot's side of the wire."""

    def __init__(self, telegram: LocalTelegram, base: str, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.base = base
        self.session = session
        self.offset = 0

    async def call(self, method: str, **parameters: Any) -> Any:
        address = f"{self.base}/bot{TOKEN}/{method}"
        async with self.session.post(address, json=parameters) as response:
            return (await response.json())["result"]

    async def says(self, person: Account, text: str, **extra: Any) -> int:
        told = await self.call(
            "sendMessage", chat_id=person.id, text=text, parse_mode="HTML", **extra
        )
        return int(told["message_id"])

    async def meets(self, person: Account) -> None:
        """Nobody hears from a bot before having started it."""
        self.telegram.person(person.id).starts()
        await self.hears()

    async def hears(self, kind: str = "message") -> Any:
        """The next update's content."""
        updates = await self.call("getUpdates", offset=self.offset, timeout=10, limit=1)
        self.offset = updates[0]["update_id"] + 1
        return updates[0][kind]


def pane(page: Page, side: str) -> Locator:
    return page.get_by_role("region", name=f"Panel {side}")


def newest(place: Locator) -> Locator:
    return place.get_by_role("article").last


def field(place: Locator) -> Locator:
    return place.get_by_label("Tulis pesan")
