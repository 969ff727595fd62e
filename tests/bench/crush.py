"""Too much at once: a chat that floods, and what piled up in an outage."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from itertools import count

from tests.bench.phones import Phone
from tests.bench.script import MENU, Script, reply_of
from tests.bench.telegram import Params, Telegram

PATIENCE_S = 180.0


async def flood(phone: Phone, rate: float, seconds: float) -> None:
    """Write without waiting for anything."""
    begin = time.perf_counter()
    for nth in count():
        due = begin + nth / rate
        if due > begin + seconds:
            return
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        phone.say(MENU)


class Backlog:
    """What people wrote while the bot was out of reach, and whether it is answered in order."""

    def __init__(self, telegram: Telegram, script: Script, numbers: Sequence[int]) -> None:
        self.disorder = 0
        self.sends: list[tuple[float, int]] = []  # when, to whom
        self._telegram = telegram
        self._script = script
        self._phones = [Phone(telegram, number) for number in numbers]
        self._owed: dict[int, deque[str]] = {number: deque() for number in numbers}
        self._left = 0
        self._drained = asyncio.Event()
        telegram.go_away()

    def grow(self, each: int) -> None:
        """Everybody asks so many questions, in turn."""
        questions = self._script.questions()
        for nth in range(each):
            for phone in self._phones:
                question = questions[(phone.number + 31 * nth) % len(questions)]
                phone.say(question)
                self._owed[phone.number].append(self._script.said[question]["text"])
                self._left += 1

    async def drain(self) -> float:
        """Let the bot have it; the seconds until the last reply."""
        self._telegram.heard = self._hear
        begin = time.perf_counter()
        self._telegram.come_back()
        await asyncio.wait_for(self._drained.wait(), PATIENCE_S)
        return time.perf_counter() - begin

    def _hear(self, method: str, params: Params, number: int) -> None:
        chat, text = params["chat_id"], reply_of(params)["text"]
        self.sends.append((time.perf_counter(), chat))
        owed = self._owed.get(chat, deque())
        if text in owed:
            self.disorder += owed[0] != text
            owed.remove(text)
            self._left -= 1
        if not self._left:
            self._drained.set()


def busiest(sends: Sequence[tuple[float, int]], seconds: float) -> int:
    """The most calls that came within so many seconds."""
    times = sorted(at for at, _chat in sends)
    first, most = 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def busiest_chat(sends: Sequence[tuple[float, int]], seconds: float) -> int:
    chats = {chat for _at, chat in sends}
    return max(busiest([one for one in sends if one[1] == chat], seconds) for chat in chats)
