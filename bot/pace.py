"""Telegram's limits, kept from our side: a call starts only when no window is full.

Telegram counts a call at some moment between its start and its answer. So a call takes up room
from its start until a whole window after its answer: however slow the way is, no window of
Telegram's ever holds more.
"""

from collections import deque

SECOND, MINUTE = 1.0, 60.0

Window = deque[float]  # when calls were answered


class Pace:
    """Per second over all chats, per second in a chat, per minute in a group; 0 = no limit.

    The caller has at most one call at a time on its way to each chat.
    """

    def __init__(self, *, overall: int = 30, chat: int = 1, group: int = 20) -> None:
        self._overall = overall
        self._chat = chat
        self._group = group
        self._flying = 0
        self._all: Window = deque()
        self._chats: dict[int, Window] = {}
        self._groups: dict[int, Window] = {}
        self._refused = (0, 0.0)  # the chat that Telegram keeps waiting longest, and until when
        self._all_wait_until = 0.0

    def overall_free_at(self, now: float) -> float:
        """When the next call to anybody may start; `now`: at once, `inf`: after an answer."""
        free = max(now, self._all_wait_until)
        if not self._overall:
            return free
        return max(free, _free_at(self._all, self._overall - self._flying, SECOND, now))

    def refused(self, chat: int, now: float, seconds: float) -> None:
        """Telegram wants this chat to wait; a second one in that time: it means everybody."""
        first, until = self._refused
        if now < until and chat != first:
            self._all_wait_until = max(self._all_wait_until, now + seconds)
        if now + seconds >= until:
            self._refused = chat, now + seconds

    def started(self) -> None:
        self._flying += 1

    def landed(self, chat: int, now: float) -> float:
        """An answer came, or none will; when the next call to this chat may start."""
        self._flying -= 1
        free = now
        if self._overall:
            self._all.append(now)
        if self._chat:
            window = self._chats.setdefault(chat, deque())
            window.append(now)
            free = _free_at(window, self._chat, SECOND, now)
        if self._group and chat < 0:
            window = self._groups.setdefault(chat, deque())
            window.append(now)
            free = max(free, _free_at(window, self._group, MINUTE, now))
        return free

    def forget_idle(self, now: float) -> None:
        """Drop the windows of chats that have been quiet for long."""
        for chats in (self._chats, self._groups):
            for chat in [c for c, window in chats.items() if window[-1] < now - MINUTE]:
                del chats[chat]


def _free_at(window: Window, most: int, seconds: float, now: float) -> float:
    """When a window with room for `most` has room for one more."""
    while window and window[0] <= now - seconds:
        window.popleft()
    if len(window) < most:
        return now
    return window[-most] + seconds if most > 0 else float("inf")
