"""Updates on their way to the bot: in order, given again until acknowledged or too old."""

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from .faults import POLLED_TWICE, Faults
from .refusals import bad_request, conflict
from .wire import Json, Parameters, encode

DAY = 86_400
TAP_LIFE = 150
# Left out unless a bot asks for them by name.
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
HOOKED = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Update(NamedTuple):
    """One update as it will go out; `queue` names the line it stands in under a webhook."""

    id: int
    body: bytes
    expires: float
    queue: int


class Delivery:
    """Everything not yet acknowledged, and who is waiting for it."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        chance: random.Random,
        faults: Faults,
        keep: Callable[[str, int], None],
    ) -> None:
        self.clock = clock
        self.faults = faults
        self.keep = keep
        self.next_id = chance.randrange(100_000_000, 900_000_000)
        self.pending: dict[int, Update] = {}
        self.allowed: list[str] = []
        self.webhook_url = ""
        self.poller: asyncio.Future[None] | None = None
        self.on_update: Callable[[Update], None] | None = None

    def push(self, kind: str, content: Json, *, queue: int, life: int = DAY) -> None:
        """Put an update in line, unless the bot does not want this kind."""
        if not self.wants(kind):
            return
        while self.faults.take("poison", None, queue):
            self.poison(queue)
        self.add(f'"{kind}":{encode(content)}', queue, life)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in UNASKED

    def poison(self, queue: int = 0) -> None:
        """An update that no typed client can decode."""
        self.add('"message":{"message_id":"not a number","date":{}}', queue, DAY)

    def add(self, body: str, queue: int, life: int) -> None:
        number = self.next_id
        self.next_id += 1
        content = f'{{"update_id":{number},{body}}}'.encode()
        update = Update(number, content, self.clock().timestamp() + life, queue)
        self.pending[number] = update
        self.keep("update", number)
        if self.on_update:
            self.on_update(update)
        if self.poller and not self.poller.done():
            self.poller.set_result(None)

    def forget(self, number: int) -> None:
        if self.pending.pop(number, None):
            self.keep("update", number)

    def acknowledge(self, offset: int) -> None:
        """Forget everything below the offset; a negative one keeps only that many."""
        if offset < 0:
            offset = min(list(self.pending)[offset:], default=0)
        for number in list(before(self.pending, offset)):
            self.forget(number)

    def live(self) -> Iterator[Update]:
        """Updates in order; those whose time is over are forgotten on the way."""
        now = self.clock().timestamp()
        for update in list(self.pending.values()):
            if update.expires <= now:
                self.forget(update.id)
            else:
                yield update

    def batch(self, limit: int) -> list[bytes]:
        return [update.body for update, _ in zip(self.live(), range(limit), strict=False)]

    async def get(self, p: Parameters) -> bytes:
        """The answer to getUpdates."""
        if self.webhook_url:
            raise conflict(HOOKED)
        self.end_other_poller()
        self.remember_allowed(p)
        limit = min(max(p.integer("limit") or 100, 1), 100)
        timeout = min(p.integer("timeout") or 0, 50)
        self.acknowledge(p.integer("offset") or 0)
        bodies = self.batch(limit)
        if not bodies and timeout > 0:
            await self.wait(timeout)
            bodies = self.batch(limit)
        return b"[" + b",".join(bodies) + b"]"

    async def wait(self, seconds: float) -> None:
        poller = self.poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
            # Telegram waits as long for the rest of a burst.
            await asyncio.sleep(0.001)
        except TimeoutError:
            pass
        finally:
            if self.poller is poller:
                self.poller = None

    def end_other_poller(self, words: str = POLLED_TWICE) -> None:
        if self.poller and not self.poller.done():
            self.poller.set_exception(conflict(words))

    def hang_up(self) -> None:
        """Let a waiting poller go with what there is."""
        if self.poller and not self.poller.done():
            self.poller.set_result(None)

    def remember_allowed(self, p: Parameters) -> None:
        if "allowed_updates" not in p.values:
            return
        kinds = p.objects("allowed_updates")
        if not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("can't parse allowed_updates: expected an Array of String")
        if kinds != self.allowed:
            self.allowed = kinds
            self.keep("settings", 0)


def before(numbers: dict[int, Update], offset: int) -> Iterator[int]:
    for number in numbers:
        if number >= offset:
            return
        yield number
