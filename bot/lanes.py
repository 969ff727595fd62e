"""Queues by chat, served in turn: a flood or a pause in one lane holds up nobody else."""

import heapq
from collections import deque
from typing import Generic, TypeVar

Item = TypeVar("Item")
INFINITY = float("inf")
MOST_OF_ONE = 50  # items of one lane in memory: a flood must not take the others' place


class Lanes(Generic[Item]):
    """First in, first out inside a lane; round-robin between lanes that are not held."""

    def __init__(self) -> None:
        self._lanes: dict[int, deque[Item]] = {}
        self._turns: deque[int] = deque()  # every lane with items that nobody holds, once
        self._held: dict[int, float] = {}
        self._alarms: list[tuple[float, int]] = []
        self._cut: dict[int, int] = {}  # lanes with more in the database, behind which number
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def pause(self, now: float) -> float | None:
        """How long until something may be taken or read on; None where nothing waits."""
        if self._turns:
            return 0.0
        ends = [self._held.get(lane, now) for lane in {*self._lanes, *self._cut}]
        return max(min(ends) - now, 0.0) if ends else None

    def is_cut(self, lane: int) -> bool:
        """Of this lane there is more in the database."""
        return lane in self._cut

    def put(self, lane: int, item: Item) -> None:
        queue = self._lanes.get(lane)
        if queue is None:
            queue = self._lanes[lane] = deque()
            if lane not in self._held:
                self._turns.append(lane)
        queue.append(item)
        self._size += 1

    def admit(self, lane: int, item: Item, number: int) -> bool:
        """Take in an item of the database unless its lane has enough; then it is read on later."""
        if lane in self._cut:
            return False
        if self.depth(lane) >= MOST_OF_ONE:
            self._cut[lane] = number - 1
            return False
        self.put(lane, item)
        return True

    def to_read_on(self) -> list[tuple[int, int]]:
        """Lanes that were cut and are empty now, each with the number to read on behind."""
        return [(lane, self._cut.pop(lane)) for lane in list(self._cut) if not self.depth(lane)]

    def put_back(self, lane: int, item: Item) -> None:
        """Return an item to the head of its lane."""
        self.put(lane, item)
        self._lanes[lane].rotate(1)

    def hold(self, lane: int, until: float) -> None:
        """Let a lane rest at least until this moment (`inf`: until released)."""
        until = max(until, self._held.get(lane, until))
        if lane not in self._held and lane in self._lanes:
            self._turns.remove(lane)
        self._held[lane] = until
        if until != INFINITY:
            heapq.heappush(self._alarms, (until, lane))

    def release(self, lane: int) -> None:
        if self._held.pop(lane, None) is not None and lane in self._lanes:
            self._turns.append(lane)

    def wake(self, now: float) -> float | None:
        """Release the lanes whose rest is over; when the next one ends, or None."""
        while self._alarms and self._alarms[0][0] <= now:
            until, lane = heapq.heappop(self._alarms)
            if self._held.get(lane) == until:
                self.release(lane)
        return self._alarms[0][0] if self._alarms else None

    def take(self, most: int, per_lane: int = 1, *, hold: bool = False) -> list[tuple[int, Item]]:
        """Up to `most` items, at most `per_lane` of each free lane, in turn.

        With `hold` the lanes taken from rest until they are released.
        """
        taken: list[tuple[int, Item]] = []
        for _ in range(len(self._turns)):
            if len(taken) >= most:
                break
            lane = self._turns.popleft()
            queue = self._lanes[lane]
            for _ in range(min(per_lane, len(queue), most - len(taken))):
                taken.append((lane, queue.popleft()))
                self._size -= 1
            if not queue:
                del self._lanes[lane]
            if hold:
                self._held[lane] = INFINITY
            elif queue:
                self._turns.append(lane)
        return taken

    def depth(self, lane: int) -> int:
        """How many items stand in a lane."""
        return len(self._lanes.get(lane, ()))

    def empty(self, lane: int) -> list[Item]:
        """Take everything out of a lane."""
        items = list(self._lanes.get(lane, ()))
        if items:
            self._size -= len(items)
            self._drop(lane)
        return items

    def _drop(self, lane: int) -> None:
        del self._lanes[lane]
        if lane not in self._held:
            self._turns.remove(lane)
