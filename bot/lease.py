"""One process at a time moves things; the others stand by and take over."""

import asyncio
import fcntl
import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from storage import leases
from storage.database import Database

logger = logging.getLogger(__name__)

NAME = "clinic"
LASTING = timedelta(seconds=10)
RENEW_S = 3.0
ASK_S = 1.0
REMEMBERED = 50  # earlier processes whose names are kept in the data folder


class LeaseLost(Exception):
    """Another process has taken over; this one must not write any more."""


class Seat:
    """One live process per data folder: whoever sits here knows that those before are dead.

    The system frees the seat of a process that was killed. So a restart takes the lease over at
    once, instead of waiting for the end of a lease that nobody holds any more.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+")

    def take(self, holder: str) -> list[str]:
        """Who sat here before; nobody while another process still does."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return []
        self._file.seek(0)
        before = self._file.read().split()[-REMEMBERED:]
        if holder not in before:
            self._file.truncate(0)
            self._file.write("\n".join([*before, holder]))
            self._file.flush()
        return before

    def leave(self) -> None:
        self._file.close()


class Lease:
    """The right to work this database."""

    def __init__(
        self, database: Database, holder: str, clock: Clock, seat: Seat | None = None
    ) -> None:
        self._database = database
        self._holder = holder
        self._clock = clock
        self._seat = seat
        self._until = clock()

    async def wait(self) -> None:
        """Returns once the lease is ours."""
        told = False
        while not await self._comes():
            if not told:
                logger.warning("lease.standing_by")
                told = True
            await asyncio.sleep(ASK_S)
        logger.info("lease.taken")

    async def _comes(self) -> bool:
        try:
            return await self._take(self._seat.take(self._holder) if self._seat else [])
        except Exception:  # the database is away: whoever stands by goes on standing by
            logger.exception("lease.fault")
            return False

    async def keep(self) -> None:
        """Renew for ever; raises LeaseLost when somebody else was faster."""
        while True:
            await asyncio.sleep(RENEW_S)
            try:
                if not await self._take():
                    raise LeaseLost
            except LeaseLost:
                raise
            except Exception:  # the database is away: it will tell whose the lease is
                logger.exception("lease.fault")

    def in_force(self) -> bool:
        """Whether nobody else can have taken over yet: a process that slept may wake."""
        return self._clock() < self._until

    async def fence(self, session: AsyncSession) -> None:
        """Refuse the transaction if the lease is no longer ours."""
        if not await leases.still_held(session, NAME, self._holder):
            raise LeaseLost

    @asynccontextmanager
    async def work(self) -> AsyncIterator[AsyncSession]:
        """A transaction that is refused when the lease is no longer ours."""
        async with self._database.work() as session:
            await self.fence(session)
            yield session

    async def drop(self) -> None:
        async with self._database.work() as session:
            await leases.drop(session, NAME, self._holder, now=self._clock())

    def close(self) -> None:
        if self._seat is not None:
            self._seat.leave()

    async def _take(self, dead: Collection[str] = ()) -> bool:
        now = self._clock()
        async with self._database.work() as session:
            taken = await leases.take(
                session, NAME, self._holder, now=now, lasting=LASTING, dead=dead
            )
        if taken:
            self._until = now + LASTING
        return taken
