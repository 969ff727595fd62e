"""Works off the inbox: a batch is one transaction; all of one update happens or nothing of it.

A batch holds one update of each chat. It is first done without savepoints, which is nearly always
all there is to do. If anything in it says no or breaks, everything is undone and the batch is done
again, each update in a savepoint of its own. That is safe because nothing leaves the house before
the commit. The same transaction stores what has just arrived and what became of the letters.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiogram import Bot, Dispatcher
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.backlog import Backlog
from bot.clock import Clock
from bot.lease import Lease, LeaseLost
from bot.turn import Turn, gather
from clinic import letters, parking
from clinic.refusals import Refusal
from handlers.talk import Talk
from storage import dialogues, inbox
from storage.database import Database, is_gone
from storage.inbox import Waiting
from storage.outbox import Owed
from storage.statements import savepoint

logger = logging.getLogger(__name__)

BATCH = 64
TRIES = 3
RETRY_S = (1, 5)
TICK_S = 1.0
COURTESIES = 30  # on the wire at once; more only spin until Telegram's own patience ends
GATHER_S = 0.003  # what comes on the heels of a batch shares the next one: half the commits


class Carrier(Protocol):
    """Where the letters go that were written."""

    async def new_replies(self, session: AsyncSession) -> list[Owed]:
        """Those not yet in hand, also of this transaction."""

    def accept(self, letters: Sequence[Owed]) -> None:
        """They are committed now."""

    def wake(self) -> None:
        """There are new letters to be read."""


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
        postman: Carrier,
        workflow: Callable[[], dict[str, Any]],
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._bot = bot
        self._api = api
        self._clock = clock
        self._lease = lease
        self._postman = postman
        self._workflow = workflow
        self._backlog = Backlog()
        self._in_hand: Sequence[Waiting] = []
        self._courtesies: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """There is something to do."""
        self._database.joined.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Work until told to stop; the batch in hand is finished first."""
        async with self._database.sharing():
            while not stopping.is_set():
                try:
                    worked = await self.work_once()
                except LeaseLost:
                    raise
                except Exception:
                    logger.exception("worker.fault")
                    self._backlog.forget()
                    await self._database.share_singly()
                    await asyncio.sleep(TICK_S)
                else:
                    await self._rest(worked, stopping)

    async def _rest(self, worked: bool, stopping: asyncio.Event) -> None:
        if worked and len(self._backlog) < BATCH and not stopping.is_set():
            await asyncio.sleep(GATHER_S)
        pause = self._backlog.pause(self._clock())
        if pause != 0 and not stopping.is_set():
            await self._wait(TICK_S if pause is None else min(pause, TICK_S))

    async def work_once(self) -> bool:
        """Do one batch; False when there was nothing to do."""
        try:
            return bool(await self._swiftly())
        except Exception as fault:
            # A commit whose answer was lost may have been carried out: begin from what is stored.
            if isinstance(fault, LeaseLost) or is_gone(fault):
                raise
            self._backlog.forget()
            return bool(await self._once_more(self._in_hand))

    async def _swiftly(self) -> list[Waiting]:
        """Do a batch together with what has joined, also with what has only now arrived."""
        now, self._in_hand = self._clock(), []
        async with self._database.shared() as session:
            self._in_hand = batch = await self._backlog.next(session, BATCH, now=now)
            if batch:
                await self._lease.fence(session)
                await self._handle(session, await gather(session, batch, self._bot, now=now), now)
                await inbox.finish(session, [row.seq for row in batch], now=now)
                replies = await self._postman.new_replies(session)
        if batch:
            self._postman.accept(replies)
        self._thank(batch)
        return batch

    async def _once_more(self, batch: Sequence[Waiting]) -> Sequence[Waiting]:
        """The careful way, after a batch could not be done as a whole; the very same one.

        What had joined is stored first: some of the batch may have come with it.
        """
        async with self._database.shared():
            pass
        self._thank(batch)
        for row in await self._carefully(batch):
            self._backlog.keep_for_later(row)
        self._postman.wake()
        return batch

    async def _wait(self, seconds: float) -> None:
        tick = asyncio.get_running_loop().call_later(seconds, self.wake)
        await self._database.joined.wait()
        tick.cancel()

    def _thank(self, batch: Sequence[Waiting]) -> None:
        """Stop the spinning of tapped buttons: courtesy, not work, so it is never repeated."""
        for row in batch:
            if len(self._courtesies) >= COURTESIES:
                return
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

    async def _carefully(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """Do each update in a savepoint; those that must be tried again later.

        What broke before may have been a commit that was carried out all the same.
        """
        now = self._clock()
        try:
            async with self._lease.work() as session:
                left = await inbox.untouched(session, batch)
                tried = [await self._try(session, row, now) for row in left]
        except Exception as fault:
            if len(batch) == 1 or isinstance(fault, LeaseLost) or is_gone(fault):
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
                if isinstance(fault, LeaseLost) or is_gone(fault):
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
            if is_gone(fault):
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
                await self._end_talk(session, turns[0].person.telegram_id, now)

    async def _end_talk(self, session: AsyncSession, number: int, now: datetime) -> None:
        """What was being filled in is no longer asked: it must not eat the next message."""
        standing = await dialogues.found(session, {number})
        talk = Talk(*standing.get(number, ()))  # as it was before what was undone
        talk.leave()
        await dialogues.save(session, {number: (talk.state, talk.data)}, now=now)

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
                **self._workflow(),
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
