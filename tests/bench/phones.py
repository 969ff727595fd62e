"""A phone: writes and taps as people do, and learns what the bot says."""

import asyncio
import time
from typing import Any

from tests.bench.script import ASK, MENU, START, Reply, Script, button, reply_of, subject
from tests.bench.telegram import Params, Telegram, written

QUIET_S = 2.0
PATIENCE_S = 30.0


class Phone:
    """One person's side of the chat with the bot."""

    def __init__(self, telegram: Telegram, number: int) -> None:
        self.number = number
        self._telegram = telegram
        self._who = {"id": number, "first_name": "Contoh", "is_bot": False, "language_code": "id"}

    def say(self, text: str) -> None:
        chat = {"id": self.number, "type": "private", "first_name": "Contoh"}
        number, date = self._telegram.next_message(), int(time.time())
        message = {"message_id": number, "from": self._who, "chat": chat, "date": date}
        marks = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        marked: dict[str, Any] = {"entities": marks} if text.startswith("/") else {}
        self._telegram.deliver(message={**message, "text": text, **marked})

    def tap(self, params: Params, number: int, data: str) -> None:
        """Tap a button under the message that came with these parameters."""
        message = written(params, number)
        tap = {"id": f"{self.number}{number}", "from": self._who, "message": message}
        self._telegram.deliver(callback_query={**tap, "chat_instance": "1", "data": data})


class Scout:
    """Walks the steps once with every question, and keeps what was answered."""

    def __init__(self, telegram: Telegram, number: int) -> None:
        self._phone = Phone(telegram, number)
        self._heard: asyncio.Queue[tuple[Params, int]] = asyncio.Queue()
        telegram.heard = self._hear

    def _hear(self, method: str, params: Params, number: int) -> None:
        if params["chat_id"] == self._phone.number:
            self._heard.put_nowait((params, number))

    async def learn(self, questions: list[str]) -> Script:
        said: dict[str, Reply] = {}
        tapped: dict[str, Reply] = {}
        await self._until_quiet()
        for text in (START, ASK, MENU):
            said[text] = reply_of((await self._ask(text))[0])
        for text in questions:
            answer, number = await self._ask(text)
            if data := button(answer):
                said[text] = reply_of(answer)
                self._phone.tap(answer, number, data)
                tapped[subject(data)] = reply_of((await self._reply())[0])
        return Script(said, tapped)

    async def _ask(self, text: str) -> tuple[Params, int]:
        self._phone.say(text)
        return await self._reply()

    async def _reply(self) -> tuple[Params, int]:
        return await asyncio.wait_for(self._heard.get(), PATIENCE_S)

    async def _until_quiet(self) -> None:
        """Reminders that were due when the clinic opened are no replies."""
        self._phone.say(START)
        await self._reply()
        while True:
            try:
                await asyncio.wait_for(self._heard.get(), QUIET_S)
            except TimeoutError:
                return
