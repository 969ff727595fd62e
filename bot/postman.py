"""Carries the letters: in order per chat, replies before bulk, many chats at once.

At least once: a letter is copied only if it was on the wire when the process died or the
connection broke, and only if it says that a copy does no harm.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api import Api
from bot.clock import Clock
from bot.delivery import Fate, Verdict, as_mended, as_plain
from bot.enclosing import deliver_whole
from bot.lanes import MOST_OF_ONE, Lanes
from bot.ledger import Ledger
from bot.pace import Pace
from bot.sifting import message_of, sift
from storage import outbox
from storage.database import Database
from storage.outbox import LetterState, Owed, Urgency

logger = logging.getLogger(__name__)

IN_FLIGHT = 30
AHEAD = 500  # letters of one urgency kept in memory
TICK_S = 1.0
LONGEST_PAUSE_S = 10.0  # so long somebody waits at most once the line is back
RESCAN_S = 1.0  # for letters with earlier numbers: owed again, or of another process


class Postman:
    """Reads due letters, calls Telegram, and hands what became of them to the ledger."""

    def __init__(
        self,
        database: Database,
        api: Api,
        ledger: Ledger,
        pace: Pace,
        *,
        clock: Clock,
        may_send: Callable[[], bool] = lambda: True,
    ) -> None:
        self._database = database
        self._may_send = may_send
        self._api = api
        self._ledger = ledger
        self._pace = pace
        self._clock = clock
        self._wake = asyncio.Event()
        self._lanes: dict[Urgency, Lanes[Owed]] = {urgency: Lanes() for urgency in Urgency}
        self._seen = dict.fromkeys(Urgency, 0)
        self._unread: set[Urgency] = set()  # of these the database has letters not yet seen
        self._known: set[int] = set()
        self._ended: set[int] = set()
        self._flying: set[asyncio.Task[None]] = set()
        self._recovered = False

    def wake(self) -> None:
        """There are new letters; those in bulk are found by the next rescan."""
        self._unread.add(Urgency.REPLY)
        self._wake.set()

    async def new_replies(self, session: AsyncSession) -> list[Owed]:
        """Replies not yet in hand, also those that this transaction has written.

        None before it is known what an earlier life of this process has sent already.
        """
        if not self._recovered or len(self._lanes[Urgency.REPLY]) >= AHEAD:
            return []
        seen = self._seen[Urgency.REPLY]
        return await outbox.owed(session, Urgency.REPLY, after=seen, most=AHEAD)

    def accept(self, letters: Sequence[Owed]) -> None:
        """Take in what `new_replies` found, now that it is committed."""
        ended = self._ledger.unwritten() | self._ended
        for letter in letters:
            self._take_in(letter, ended)
        if not 0 < len(letters) < AHEAD:  # there may be more than these
            self._unread.add(Urgency.REPLY)
        self._wake.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until told to stop; calls on the wire are awaited."""
        await self._ledger.recover()
        self._recovered = True
        rescan_at = self._time()
        while not stopping.is_set():
            self._wake.clear()
            afresh = self._time() >= rescan_at
            if afresh:
                rescan_at = self._time() + RESCAN_S
                self._pace.forget_idle(self._time())
            try:
                await self._load(afresh=afresh)
            except Exception:
                logger.exception("postman.fault")
            pause = self._send_what_may_go()
            alarm = asyncio.get_running_loop().call_later(pause, self._wake.set)
            await self._wake.wait()
            alarm.cancel()
        if self._flying:
            await asyncio.wait(self._flying)

    async def _load(self, *, afresh: bool) -> None:
        """Take in owed letters that are not in hand; `afresh`: not only the new ones.

        An outcome may be written while the letters are read: what was unwritten before, or ended
        meanwhile, is not believed when the older picture says that it is still owed.
        """
        for urgency in Urgency:
            if (afresh or urgency in self._unread) and len(self._lanes[urgency]) < AHEAD:
                self._unread.discard(urgency)
                after = 0 if afresh else self._seen[urgency]
                ended, self._ended = self._ledger.unwritten(), set()
                async with self._database.reading() as session:
                    letters = await outbox.owed(session, urgency, after=after, most=AHEAD)
                if len(letters) == AHEAD:
                    self._unread.add(urgency)
                for letter in letters:
                    self._take_in(letter, ended | self._ended)
                await self._read_on(urgency)

    async def _read_on(self, urgency: Urgency) -> None:
        for chat, after in self._lanes[urgency].to_read_on():
            ended, self._ended = self._ledger.unwritten(), set()
            async with self._database.reading() as session:
                most = MOST_OF_ONE + 1
                letters = await outbox.owed(session, urgency, after=after, most=most, chat=chat)
            for letter in letters:
                self._take_in(letter, ended | self._ended)

    def _take_in(self, letter: Owed, ended: set[int]) -> None:
        self._seen[letter.urgency] = max(self._seen[letter.urgency], letter.id)
        if letter.id in self._known or letter.id in ended:
            return
        if not self._lanes[letter.urgency].admit(letter.chat_id, letter, letter.id):
            return
        self._known.add(letter.id)
        wait = (letter.due_at - self._clock()).total_seconds()
        if wait > 0:
            self._hold(letter.chat_id, self._time() + wait)

    def _send_what_may_go(self) -> float:
        """Start the calls that may start now; how long until the next one may."""
        now = self._time()
        next_at = min(self._release(now), now + TICK_S)
        while len(self._flying) < IN_FLIGHT and self._may_send():
            free_at = self._pace.overall_free_at(now)
            if free_at > now:
                return min(free_at, next_at) - now
            letter = self._next()
            if letter is None:
                break
            self._launch(letter)
        return max(next_at - now, 0.005)

    def _release(self, now: float) -> float:
        ends = [lanes.wake(now) for lanes in self._lanes.values()]
        return min((end for end in ends if end is not None), default=now + TICK_S)

    def _next(self) -> Owed | None:
        for urgency in Urgency:
            taken = self._lanes[urgency].take(1, hold=True)
            if taken:
                chat, letter = taken[0]
                self._hold(chat, float("inf"))
                return self._first_needed(letter)
        return None

    def _first_needed(self, letter: Owed) -> Owed:
        """This letter, or the one behind it if later ones say what it would have said."""
        lanes = self._lanes[letter.urgency]
        if message_of(letter) is None or not lanes.depth(letter.chat_id):
            return letter
        needed, superseded = sift([letter, *lanes.empty(letter.chat_id)])
        for each in superseded:
            self._finish(each, LetterState.SUPERSEDED)
        for each in needed[1:]:
            lanes.put(letter.chat_id, each)
        return needed[0]

    def _launch(self, letter: Owed) -> None:
        self._pace.started()
        flight = asyncio.create_task(self._fly(letter))
        self._flying.add(flight)
        flight.add_done_callback(self._landed)

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flying.discard(flight)
        self._wake.set()

    async def _fly(self, letter: Owed) -> None:
        try:
            verdict = await self._deliver(letter)
        except Exception as fault:  # ours, not Telegram's: the letter must not fall between chairs
            logger.exception("postman.fault", extra={"letter": letter.id})
            verdict = Verdict(Fate.LATER, fault=repr(fault))
        free_at = self._pace.landed(letter.chat_id, self._time())
        self._judge(letter, verdict)
        for lanes in self._lanes.values():
            lanes.release(letter.chat_id)
        self._hold(letter.chat_id, max(free_at, self._rest(letter, verdict)))

    async def _deliver(self, letter: Owed) -> Verdict:
        address = await self._ledger.address(letter)
        if address is None:
            return Verdict(Fate.DONE)
        self._ledger.started(letter)
        verdict = await deliver_whole(self._database, self._api, self._ledger, *address)
        self._ledger.landed(letter, verdict)
        return verdict

    def _judge(self, letter: Owed, verdict: Verdict) -> None:
        match verdict.fate:
            case Fate.DONE:
                self._finish(letter, LetterState.SENT, message_id=verdict.value or None)
            case Fate.LATER | Fate.PAUSE:
                self._again(letter, verdict)
            case Fate.DOUBT:
                self._doubt(letter, verdict)
            case Fate.MEND:
                self._lanes[letter.urgency].put_back(letter.chat_id, as_mended(letter))
            case Fate.PLAIN if {"parse_mode", "text"} <= letter.params.keys():
                self._lanes[letter.urgency].put_back(letter.chat_id, as_plain(letter))
                logger.error("postman.markup_refused", extra={"letter": letter.id})
            case Fate.MOVED:
                self._follow(letter, verdict.value)
            case Fate.UNREACHABLE:
                self._finish(letter, LetterState.UNDELIVERABLE, fault=verdict.fault)
                self._ledger.unreachable(letter.chat_id)
            case Fate.REFUSED | Fate.PLAIN:
                self._finish(letter, LetterState.UNDELIVERABLE, fault=verdict.fault)
                logger.error("postman.refused", extra={"letter": letter.id, "fault": verdict.fault})

    def _doubt(self, letter: Owed, verdict: Verdict) -> None:
        """Telegram may have it; the log counts where a copy is possible."""
        logger.warning("postman.in_doubt", extra={"letter": letter.id})
        if letter.repeat_in_doubt:
            self._again(letter, verdict)
        else:
            self._finish(letter, LetterState.DOUBTFUL, fault=verdict.fault)

    def _follow(self, letter: Owed, chat: int) -> None:
        """The group became a supergroup: everything owed to it goes to the new id."""
        self._ledger.moved(letter.chat_id, chat)
        self._lanes[letter.urgency].put_back(letter.chat_id, letter)
        for lanes in self._lanes.values():
            for waiting in lanes.empty(letter.chat_id):
                lanes.put(chat, waiting._replace(chat_id=chat))

    def _again(self, letter: Owed, verdict: Verdict) -> None:
        later = self._clock() + timedelta(seconds=self._pause(letter, verdict))
        failed = verdict.fate is not Fate.PAUSE  # being told to wait lengthens no later pause
        again = letter._replace(attempts=letter.attempts + failed, due_at=later)
        self._lanes[letter.urgency].put_back(letter.chat_id, again)
        self._ledger.settle(again, LetterState.OWED, fault=verdict.fault)

    def _rest(self, letter: Owed, verdict: Verdict) -> float:
        """When the chat may be written to again, after what Telegram said."""
        now = self._time()
        if verdict.fate is Fate.PAUSE:
            self._pace.refused(letter.chat_id, now, verdict.value)
        if verdict.fate in (Fate.PAUSE, Fate.LATER, Fate.DOUBT):
            return now + self._pause(letter, verdict)
        return now

    @staticmethod
    def _pause(letter: Owed, verdict: Verdict) -> float:
        if verdict.fate is Fate.PAUSE:
            return float(verdict.value)
        return min(0.5 * 2.0 ** min(letter.attempts, 10), LONGEST_PAUSE_S)

    def _finish(self, letter: Owed, state: LetterState, **facts: Any) -> None:
        self._known.discard(letter.id)
        self._ended.add(letter.id)
        self._ledger.settle(letter, state, **facts)

    def _hold(self, chat: int, until: float) -> None:
        for lanes in self._lanes.values():
            lanes.hold(chat, until)

    @staticmethod
    def _time() -> float:
        return asyncio.get_running_loop().time()
