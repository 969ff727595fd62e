"""One process at a time moves things; the others stand by and take over."""

import asyncio
import logging
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from storage import leases
from storage.database import Database

logger = logging.getLogger(__name__)

NAME = "clinic"
LASTING = timedelta(seconds=10)
RENEW_S = 3.0
ASK_S = 1.0


class LeaseLost(Exception):
    """Another process has taken over; this one must not write any more."""


class Lease:
    """The right to work this database."""

    def __init__(self, database: Database, holder: str, clock: Clock) -> None:
        self._database = database
        self._holder = holder
        self._clock = clock

    async def wait(self) -> None:
        """Returns once the lease is ours."""
        told = False
        while not await self._take():
            if not told:
                logger.warning("lease.standing_by")
                told = True
            await asyncio.sleep(ASK_S)
        logger.info("lease.taken")

    async def keep(self) -> None:
        """Renew for ever; raises LeaseLost when somebody else was faster."""
        while True:
            await asyncio.sleep(RENEW_S)
            if not await self._take():
                raise LeaseLost

    async def fence(self, session: AsyncSession) -> None:
        """Refuse the transaction if the lease is no longer ours: a process that slept may wake."""
        if not await leases.still_held(session, NAME, self._holder):
            raise LeaseLost

    async def drop(self) -> None:
        async with self._database.work() as session:
            await leases.drop(session, NAME, self._holder, now=self._clock())

    async def _take(self) -> bool:
        async with self._database.work() as session:
            return await leases.take(
                session, NAME, self._holder, now=self._clock(), lasting=LASTING
            )
