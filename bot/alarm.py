"""The alarm clock: rings planning, reminders and sweeping. What is due stands in the database."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.books import Books
from bot.clock import Clock
from bot.lease import Lease
from clinic import (
    alerting,
    evaluating,
    observing,
    publishing,
    recalling,
    reminding,
    revising,
    shelf_life,
)
from clinic.quarters import Quarter
from clinic.zone import here, local
from knowledge.library import Library
from knowledge.likeness import Groups
from storage import (
    answers,
    dialogues,
    inbox,
    invitations,
    observations,
    outbox,
    questions,
    suggestions,
)

logger = logging.getLogger(__name__)

LOOK_S = 15  # changed topic files are read at the second look: within a minute
KEEP_UPDATES = timedelta(hours=48)
KEEP_PARKED = timedelta(days=30)  # for the keeper to look at; they hold what people wrote
KEEP_LETTERS = timedelta(days=90)
KEEP_QUESTIONS = timedelta(days=90)  # so long, the answer's button brings them to an expert
KEEP_OBSERVATIONS = timedelta(days=365)  # masked; so long they speak for a suggestion
KEEP_DIALOGUES = timedelta(days=365)  # drafts of people who went quiet
KEEP_GUESSES = timedelta(days=7)


class Alarm:
    """Rings in memory only: whatever was slept through is found in the rows at the next ring."""

    def __init__(
        self, lease: Lease, clock: Clock, written: Callable[[], None], books: Books
    ) -> None:
        self._lease = lease
        self._clock = clock
        self._written = written
        self._books = books
        self._told: list[str] = []
        self._noticed: tuple[Library, date] | None = None  # what was in use until then
        self._looked: tuple[Library, date] | None = None  # what was corrected or ended until then
        defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=here(), job_defaults=defaults)
        ring = self._scheduler.add_job
        ring(self._safely, "cron", args=["plan", self.plan], hour=7)
        ring(self._safely, "date", args=["begin", self.begin])
        ring(self._safely, "cron", args=["remind", self.remind], minute="*")
        ring(self._safely, "cron", args=["observe", self.observe], minute="*", second=30)
        ring(self._safely, "cron", args=["sweep", self.sweep], minute=40)
        ring(self._safely, "interval", args=["renew", self.renew], seconds=LOOK_S)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def begin(self) -> None:
        """What was slept through is planned and rung at once, not at the next full minute."""
        await self.plan()
        await self.remind()

    async def plan(self) -> None:
        """Evaluations and reminders of the last and the running quarter."""
        now = self._clock()
        running = Quarter.of(now)
        for quarter in (running.previous(), running):
            async with self._lease.work() as session:
                await evaluating.open_quarter(session, quarter, now=now)
                await reminding.plan_quarter(session, quarter, now=now)

    async def remind(self) -> None:
        """Ring until nothing is due, some people at a time: others write in between."""
        rung = True
        while rung:
            async with self._lease.work() as session:
                rung = await reminding.ring_due(session, now=self._clock()) > 0
            self._written()

    async def observe(self) -> None:
        """Gather what the books could not answer, some at a time: others write in between."""
        looked_at = 1
        while looked_at:
            library, now = self._books.library, self._clock()
            async with self._lease.work() as session:
                gathered = await observing.gathered(session, now=now)
            if gathered is None:
                return
            groups = await asyncio.to_thread(Groups, library, gathered)  # slow: between the two
            async with self._lease.work() as session:
                looked_at = await observing.take_notice(session, library, groups, now=now)

    async def sweep(self) -> None:
        now = self._clock()
        async with self._lease.work() as session:
            await inbox.sweep(session, now=now, keep=KEEP_UPDATES, keep_parked=KEEP_PARKED)
            await outbox.sweep(session, now=now, keep=KEEP_LETTERS)
            await questions.sweep(session, now=now, keep=KEEP_QUESTIONS)
            await answers.sweep(session, now=now, keep=recalling.BACK)
            await observations.sweep(session, now=now, keep=KEEP_OBSERVATIONS)
            await suggestions.sweep(session, now=now, keep=KEEP_OBSERVATIONS)
            await dialogues.sweep(session, now=now, keep=KEEP_DIALOGUES)
            await invitations.sweep_guesses(session, now=now, keep=KEEP_GUESSES)

    async def renew(self) -> None:
        """Use changed topic files and what was approved; keepers hear once what is wrong."""
        await self._books.refresh()
        async with self._lease.work() as session:
            approved = await self._books.approved(session)
        await self._books.take(approved)
        fault = self._books.fault
        faults = list(map(str, fault.faults)) if fault else []
        if faults and faults != self._told:
            async with self._lease.work() as session:
                await alerting.books_refused(session, faults, now=self._clock())
            self._written()
        self._told = faults
        await self._look_through()

    async def _look_through(self) -> None:
        """Once for each library and day, at an hour at which people may be written to.

        First the corrections: who hears of one has the answer then.
        """
        library, now = self._books.library, self._clock()
        today = local(now).date()
        if self._noticed != (library, today):
            async with self._lease.work() as session:
                await recalling.take_notice(session, library, now=now)
            self._noticed = library, today
        if self._looked == (library, today) or not reminding.may_ring(now):
            return
        async with self._lease.work() as session:
            told = await recalling.recall(session, library, now=now)
            await revising.close_overtaken(session, library, now=now)
            told += await shelf_life.ask_for_review(session, library, now=now)
        async with self._lease.work() as session:
            told += await publishing.tell_askers(session, library, now=now)
            told += await publishing.call_owners(session, now=now)
            told += await publishing.tell_overruled(session, library, now=now)
        self._looked = library, today
        if told:
            self._written()

    async def _safely(self, name: str, job: Callable[[], Awaitable[None]]) -> None:
        """A ring that fails is logged; the next one tries again."""
        try:
            await job()
        except Exception:
            logger.exception("alarm.fault", extra={"job": name})
