"""People on their phones: each walks the five steps, again and again."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable, Sequence

from tests.bench.phones import Phone
from tests.bench.script import ASK, MENU, START, Reply, Script, button, subject
from tests.bench.telegram import Params, Telegram

PATIENCE_S = 60.0
STEPS = 5
TAP = 3
FIRST_STEPS = (0, 1, 2, 4)  # the crowd does not march in step, and nobody taps on nothing


class Silence(Exception):
    """Somebody waits for a reply that does not come."""


class Person:
    """One person, and the reply they are waiting for."""

    def __init__(self, phone: Phone, script: Script, nth: int) -> None:
        self.said_at = 0.0
        self.expects: Reply | None = None
        self._phone = phone
        self._script = script
        self._questions = script.questions()
        self._asked = nth
        self._step = FIRST_STEPS[nth % len(FIRST_STEPS)]
        self._answer: tuple[Params, int] | None = None

    def go_on(self) -> None:
        """Take the next step."""
        if self._step == TAP:
            self._tap()
        else:
            self._say((START, ASK, self._question(), "", MENU)[self._step])
        self._step = (self._step + 1) % STEPS

    def _say(self, text: str) -> None:
        self.expects, self.said_at = self._script.said[text], time.perf_counter()
        self._phone.say(text)

    def _tap(self) -> None:
        assert self._answer is not None
        params, number = self._answer
        data = button(params) or ""
        self.expects, self.said_at = self._script.tapped[subject(data)], time.perf_counter()
        self._phone.tap(params, number, data)

    def _question(self) -> str:
        self._asked += 7
        return self._questions[self._asked % len(self._questions)]

    def hears(self, params: Params, number: int) -> bool:
        """Whether this is the reply that was waited for; other letters are not."""
        # By its words: a button carries the message that it belongs to, which differs each time.
        if self.expects is None or params.get("text") != self.expects["text"]:
            return False
        self.expects = None
        self._answer = (params, number)
        return True


class Crowd:
    """Many people before one bot, and how long they waited."""

    def __init__(self, telegram: Telegram, script: Script, numbers: Sequence[int]) -> None:
        self.waits: list[float] = []
        self._telegram = telegram
        self._people = {
            number: Person(Phone(telegram, number), script, nth)
            for nth, number in enumerate(numbers)
        }
        self._next: Callable[[Person], None] = Person.go_on

    def _hear(self, method: str, params: Params, number: int) -> None:
        person = self._people.get(params["chat_id"])
        if person is not None and person.hears(params, number):
            self.waits.append(time.perf_counter() - person.said_at)
            self._next(person)

    async def hurry(self, warm_up_s: float, seconds: float) -> None:
        """Take a step with each reply, all of them; `waits` begins after the warm-up."""
        self._telegram.heard, self._next = self._hear, Person.go_on
        for person in self._people.values():
            person.go_on()
        await asyncio.sleep(warm_up_s)
        self.waits = []
        await asyncio.sleep(seconds)

    async def stroll(self, rate: float, seconds: float, chance: random.Random) -> None:
        """Take so many steps a second together, whether or not the earlier ones are answered."""
        idle = deque(self._people.values())
        self._telegram.heard, self._next = self._hear, idle.append
        self.waits = []
        due = time.perf_counter()
        end = due + seconds
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if idle:
                idle.popleft().go_on()
            due += chance.expovariate(rate)
        await self.fall_silent()

    async def fall_silent(self) -> None:
        """Take no further step; returns when everybody has their reply."""
        self._next = lambda person: None
        end = time.perf_counter() + PATIENCE_S
        while any(person.expects for person in self._people.values()):
            if time.perf_counter() > end:
                raise Silence(f"no reply within {PATIENCE_S:.0f} s")
            await asyncio.sleep(0.01)
