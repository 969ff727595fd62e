"""Updates that wait to be worked off: read from the inbox, handed out one of each chat."""

import asyncio
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.lanes import MOST_OF_ONE, Lanes
from storage import inbox
from storage.inbox import Waiting

AHEAD = 2_000  # rows read into memory before they can be worked off
FLOOD_REST_S = 0.1  # who writes far more than can be answered takes no time from the others
RESCAN_S = 5.0  # a flood has thousands of rows to look through


class Backlog:
    """What is known of the inbox; `forget` begins again from what is stored."""

    def __init__(self) -> None:
        self._rescan_at = 0.0
        self._asked_at = datetime.min.replace(tzinfo=UTC)
        self.forget()

    def forget(self) -> None:
        """A transaction was undone: rows that came with it may never have been stored."""
        self._lanes: Lanes[Waiting] = Lanes()
        self._known: set[int] = set()
        self._seen = 0
        self._has_more = False  # rows that were not yet read

    def __len__(self) -> int:
        return len(self._lanes)

    def pause(self, now: datetime) -> float | None:
        """Seconds until something that is known of may be worked off; None: nothing waits."""
        if self._has_more and len(self._lanes) < AHEAD:
            return 0.0
        return self._lanes.pause(now.timestamp())

    async def next(self, session: AsyncSession, most: int, *, now: datetime) -> list[Waiting]:
        """The next batch: one update of each chat that may go on."""
        if now < self._asked_at:  # the clock was set back: nobody rests that long
            self.forget()
        self._asked_at = now
        if len(self._lanes) < AHEAD:
            await self._load(session, after=0 if self._rescan_is_due() else self._seen)
        await self._read_on(session)
        self._lanes.wake(now.timestamp())
        batch = [row for _lane, row in self._lanes.take(most)]
        self._known.difference_update(row.seq for row in batch)
        for row in batch:
            if self._lanes.is_cut(row.lane):
                self._lanes.hold(row.lane, now.timestamp() + FLOOD_REST_S)
        return batch

    def keep_for_later(self, row: Waiting) -> None:
        """It is to be tried again, before all that follows it in its chat."""
        self._known.add(row.seq)
        self._lanes.put_back(row.lane, row)
        self._rest_lane(row)

    async def _load(self, session: AsyncSession, *, after: int) -> None:
        rows = await inbox.waiting(session, after=after, most=AHEAD)
        self._has_more = len(rows) == AHEAD
        for row in rows:
            self._seen = max(self._seen, row.seq)
            self._take_in(row)

    async def _read_on(self, session: AsyncSession) -> None:
        most = MOST_OF_ONE + 1
        for lane, after in self._lanes.to_read_on():
            for row in await inbox.waiting(session, after=after, most=most, lane=lane):
                self._take_in(row)

    def _take_in(self, row: Waiting) -> None:
        if row.seq not in self._known and self._lanes.admit(row.lane, row, row.seq):
            self._known.add(row.seq)
            self._rest_lane(row)

    def _rest_lane(self, row: Waiting) -> None:
        if row.retry_at is not None:
            self._lanes.hold(row.lane, row.retry_at.timestamp())

    def _rescan_is_due(self) -> bool:
        """Rows of another process, and replayed ones, may carry lower numbers than those seen."""
        now = asyncio.get_running_loop().time()
        due = now >= self._rescan_at
        if due:
            self._rescan_at = now + RESCAN_S
        return due
