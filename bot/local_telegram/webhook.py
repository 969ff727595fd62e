"""Updates delivered over HTTP: one line per chat or tapping person, again and again until a 2xx."""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Awaitable, Callable

import aiohttp

from .delivery import Delivery, Update
from .refusals import Refusal
from .wire import Json, read_json

SECRET = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = aiohttp.ClientTimeout(total=60)
Carry = Callable[[Json], Awaitable[None]]


class Webhook:
    """The address of the bot and the lines in front of it."""

    def __init__(
        self, delivery: Delivery, chance: random.Random, pause: float, flush: Callable[[], None]
    ) -> None:
        self.delivery = delivery
        self.chance = chance
        self.pause = pause
        self.flush = flush
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None
        self.lines: dict[int, deque[Update]] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.session: aiohttp.ClientSession | None = None
        self.carry: Carry | None = None

    def start(self) -> None:
        """Deliver what is pending and everything to come."""
        self.slots = asyncio.Semaphore(self.max_connections)
        self.loop = asyncio.get_running_loop()
        self.session = self.session or aiohttp.ClientSession(timeout=PATIENCE)
        self.delivery.on_update = self.line_up
        for update in list(self.delivery.pending.values()):
            self.line_up(update)

    def line_up(self, update: Update) -> None:
        line = self.lines.get(update.queue)
        if line is not None:
            line.append(update)
            return
        self.lines[update.queue] = deque([update])
        task = self.loop.create_task(self.work_off(update.queue))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def work_off(self, queue: int) -> None:
        line = self.lines[queue]
        while line:
            await self.deliver(line[0])
            self.delivery.forget(line.popleft().id)
            self.flush()
        del self.lines[queue]

    async def deliver(self, update: Update) -> None:
        """Until the bot has taken it or its time is over."""
        failures = 0
        while update.expires > self.delivery.clock().timestamp():
            async with self.slots:
                wait = await self.attempt(update)
            if wait is None:
                return
            failures += 1
            await asyncio.sleep(wait or self.delay(failures))

    def delay(self, failures: int) -> float:
        """First at once, then twice as long each time, at most one or two minutes."""
        if failures == 1:
            return 0.0
        return min(self.pause * 2.0 ** min(failures - 1, 10), self.chance.uniform(60, 120))

    async def attempt(self, update: Update) -> float | None:
        """None when the bot took it, else how long it asks us to wait (0 = says nothing)."""
        assert self.session
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET] = self.secret
        try:
            async with self.session.post(
                self.delivery.webhook_url, data=update.body, headers=headers
            ) as answer:
                if 200 <= answer.status < 300:
                    await self.carry_out(await answer.read())
                    return None
                self.failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return min(float(asked), 3600.0) if asked.isdigit() else 0.0
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.failed(f"Connection failed: {type(error).__name__}")
            return 0.0

    async def carry_out(self, body: bytes) -> None:
        """One call may stand in the answer; nobody is told its result."""
        if not self.carry or not body.lstrip().startswith(b"{"):
            return
        with contextlib.suppress(Refusal):
            await self.carry(read_json(body))

    def failed(self, words: str) -> None:
        self.last_error = int(self.delivery.clock().timestamp()), words

    async def stop(self) -> None:
        """End all lines; what was not taken stays pending."""
        self.delivery.on_update = None
        tasks, self.tasks = list(self.tasks), set()
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self.lines.clear()

    async def close(self) -> None:
        await self.stop()
        if self.session:
            await self.session.close()
            self.session = None
