"""Works off the inbox: a batch is one transaction; all of one update happens or nothing of it.

A batch holds one update of each chat. It is first done without savepoints, which is nearly always
all there is to do. If anything in it says no or breaks, everything is undone and the batch is done
again, each update in a savepoint of its own. That is safe because nothing leaves the house before
the commit.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.clock import Clock
from bot.lanes import MOST_OF_ONE, Lanes
from bot.lease import Lease, LeaseLost
from bot.turn import Turn, gather
from clinic import letters, parking
from clinic.refusals import Refusal
from storage import dialogues, inbox
from storage.database import Database, savepoint
from storage.inbox import Waiting

logger = logging.getLogger(__name__)

BATCH = 64
AHEAD = 2_000  # rows read into memory before they can be worked off
TRIES = 3
RETRY_S = (1, 5)
TICK_S = 1.0


class Worker:
    """One worker, in order: no locks, no overtaking inside a chat."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        bot: Bot,
        api: Api,
        *,
        clock: Clock,
        lease: Lease,
        written: Callable[[], None],
        workflow: dict[str, Any],
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._bot = bot
        self._api = api
        self._clock = clock
        self._lease = lease
        self._written = written
        self._workflow = workflow
        self._arrived = asyncio.Event()
        self._lanes: Lanes[Waiting] = Lanes()
        self._known: set[int] = set()
        self._seen = 0
        self._rescan_at = 0.0
        self._courtesies: set[asyncio.Task[None]] = set()

    def arrived(self) -> None:
        """There are new rows in the inbox."""
        self._arrived.set()

    def backlog(self) -> int:
        return len(self._lanes)

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the batch in hand is finished first."""
        while not stopping.is_set():
            try:
                if not await self.work_once():
                    await self._wait()
            except LeaseLost:
                raise
            except Exception:
                logger.exception("worker.fault")
                self._forget()
                await asyncio.sleep(TICK_S)

    async def work_once(self) -> bool:
        """Do one batch; False when there was nothing to do."""
        self._lanes.wake(self._clock().timestamp())
        if len(self._lanes) < AHEAD:
            await self._load(after=0 if self._rescan_is_due() else self._seen)
        await self._read_on()
        batch = [row for _lane, row in self._lanes.take(BATCH)]
        if not batch:
            return False
        self._thank(batch)
        self._known.difference_update(row.seq for row in batch)
        for row in await self._do(batch):
            self._keep_for_later(row)
        self._written()
        return True

    async def _do(self, batch: Sequence[Waiting]) -> list[Waiting]:
        try:
            await self._swiftly(batch)
        except Exception as fault:
            # A commit whose answer was lost may have been carried out: begin from what is stored.
            if isinstance(fault, LeaseLost) or _database_gone(fault):
                raise
            return await self._carefully(batch)
        return []

    async def _load(self, *, after: int) -> None:
        async with self._database.reading() as session:
            rows = await inbox.waiting(session, after=after, most=AHEAD)
        for row in rows:
            self._seen = max(self._seen, row.seq)
            self._take_in(row)

    def _take_in(self, row: Waiting) -> None:
        if row.seq not in self._known and self._lanes.admit(row.lane, row, row.seq):
            self._known.add(row.seq)
            self._rest_lane(row)

    async def _read_on(self) -> None:
        for lane, after in self._lanes.to_read_on():
            async with self._database.reading() as session:
                rows = await inbox.waiting(session, after=after, most=MOST_OF_ONE + 1, lane=lane)
            for row in rows:
                self._take_in(row)

    def _keep_for_later(self, row: Waiting) -> None:
        self._known.add(row.seq)
        self._lanes.put_back(row.lane, row)
        self._rest_lane(row)

    def _rest_lane(self, row: Waiting) -> None:
        if row.retry_at is not None:
            self._lanes.hold(row.lane, row.retry_at.timestamp())

    async def _wait(self) -> None:
        self._arrived.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._arrived.wait(), TICK_S)

    def _rescan_is_due(self) -> bool:
        """Rows of another process, and replayed ones, may carry lower numbers than those seen."""
        now = asyncio.get_running_loop().time()
        due = now >= self._rescan_at
        if due:
            self._rescan_at = now + TICK_S
        return due

    def _forget(self) -> None:
        """Begin again from the database after a fault outside of any update."""
        self._lanes, self._known, self._seen = Lanes(), set(), 0

    def _thank(self, batch: Sequence[Waiting]) -> None:
        """Stop the spinning of tapped buttons: courtesy, not work, so it is never repeated."""
        for row in batch:
            if row.attempts == 0 and '"callback_query"' in row.body:
                courtesy = asyncio.create_task(self._answer_tap(row))
                self._courtesies.add(courtesy)
                courtesy.add_done_callback(self._courtesies.discard)

    async def _answer_tap(self, row: Waiting) -> None:
        tap = row.content().get("callback_query")
        try:
            if tap:
                await self._api.call("answerCallbackQuery", {"callback_query_id": tap["id"]})
        except (ApiFault, NotSent, InDoubt) as fault:
            logger.debug("worker.tap_unanswered", extra={"fault": repr(fault)})

    async def _swiftly(self, batch: Sequence[Waiting]) -> None:
        now = self._clock()
        async with self._database.work() as session:
            await self._lease.fence(session)
            await self._handle(session, await gather(session, batch, self._bot, now=now), now)
            await inbox.finish(session, [row.seq for row in batch], now=now)

    async def _carefully(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Do each update in a savepoint; those that must be tried again later."""
        now = self._clock()
        try:
            async with self._database.work() as session:
                await self._lease.fence(session)
                tried = [await self._try(session, row, now) for row in batch]
        except Exception as fault:
            if len(batch) == 1 or isinstance(fault, LeaseLost) or _database_gone(fault):
                raise
            return await self._singly(batch)
        return [row for row in tried if row is not None]

    async def _singly(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Each update in a commit of its own: one that cannot be settled holds up no other."""
        later: list[Waiting] = []
        unsettled: Exception | None = None
        for row in batch:
            try:
                later += await self._carefully([row])
            except Exception as fault:
                if isinstance(fault, LeaseLost) or _database_gone(fault):
                    raise
                unsettled = fault
        if unsettled is not None:
            raise unsettled
        return later

    async def _try(self, session: AsyncSession, row: Waiting, now: datetime) -> Waiting | None:
        """None when the update is settled, well or badly; else the row as to be tried again."""
        try:
            await self._do_or_refuse(session, row, now)
        except Exception as fault:
            if _database_gone(fault):
                raise
            return await self._failed(session, row, now)
        await inbox.finish(session, [row.seq], now=now)
        return None

    async def _do_or_refuse(self, session: AsyncSession, row: Waiting, now: datetime) -> None:
        turns: Sequence[Turn] = []
        try:
            async with savepoint(session):
                turns = await gather(session, [row], self._bot, now=now)
                await self._handle(session, turns, now)
        except Refusal as no:
            letters.refuse(session, row.lane, no, now=now)
            if no.ends_talk:
                await self._end_talk(session, turns[0], now)

    async def _end_talk(self, session: AsyncSession, turn: Turn, now: datetime) -> None:
        """What was being filled in is no longer asked: it must not eat the next message."""
        turn.talk.leave()
        here = {turn.person.telegram_id: (turn.talk.state, turn.talk.data)}
        await dialogues.save(session, here, now=now)

    async def _handle(self, session: AsyncSession, turns: Sequence[Turn], now: datetime) -> None:
        for turn in turns:
            await self._dispatcher.feed_update(
                self._bot,
                turn.update,
                session=session,
                now=now,
                person=turn.person,
                talk=turn.talk,
                wish=turn.wish,
                raw_state=turn.talk.state,
                **self._workflow,
            )
        changed = {t.person.telegram_id: t.talk for t in turns if t.talk.changed}
        standing = {number: (talk.state, talk.data) for number, talk in changed.items()}
        await dialogues.save(session, standing, now=now)

    async def _failed(self, session: AsyncSession, row: Waiting, now: datetime) -> Waiting | None:
        fault = traceback.format_exc().replace("\0", "")  # PostgreSQL does not store it
        attempts = row.attempts + 1
        logger.exception(
            "worker.update_failed", extra={"update_id": row.update_id, "attempts": attempts}
        )
        if attempts >= TRIES:
            await inbox.park(session, row.seq, attempts=attempts, fault=fault, now=now)
            await parking.apologise(session, row.lane, row.update_id, now=now)
            return None
        retry_at = now + timedelta(seconds=RETRY_S[attempts - 1])
        await inbox.postpone(session, row.seq, attempts=attempts, retry_at=retry_at, fault=fault)
        return row._replace(attempts=attempts, retry_at=retry_at)


def _database_gone(fault: Exception) -> bool:
    return isinstance(fault, DBAPIError) and fault.connection_invalidated
