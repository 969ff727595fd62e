"""Telegram's limits, kept from our side: a call starts only when no window is full."""

from collections import deque

SLACK = 1.03  # a window a little longer than Telegram's: calls bunch up on the way

Window = deque[float]


class Pace:
    """Sliding windows: per second over all chats, per second in a chat, per minute in a group."""

    def __init__(self, *, overall: int = 30, chat: int = 1, group: int = 20) -> None:
        self._overall = overall
        self._chat = chat
        self._group = group
        self._all: Window = deque()
        self._chats: dict[int, Window] = {}
        self._groups: dict[int, Window] = {}

    def overall_free_at(self, now: float) -> float:
        """When the next call to anybody may start; `now` when at once."""
        return _free_at(self._all, self._overall, SLACK, now)

    def started(self, chat: int, now: float) -> float:
        """Count a call; when the next one to this chat may start."""
        free = now
        if self._overall:
            self._all.append(now)
        if self._chat:
            window = self._chats.setdefault(chat, deque())
            window.append(now)
            free = _free_at(window, self._chat, SLACK, now)
        if self._group and chat < 0:
            window = self._groups.setdefault(chat, deque())
            window.append(now)
            free = max(free, _free_at(window, self._group, 60 * SLACK, now))
        return free

    def forget_idle(self, now: float) -> None:
        """Drop the windows of chats that have been quiet for long."""
        for chats in (self._chats, self._groups):
            for chat in [c for c, window in chats.items() if window[-1] < now - 60 * SLACK]:
                del chats[chat]


def _free_at(window: Window, most: int, seconds: float, now: float) -> float:
    if not most:
        return now
    while window and window[0] <= now - seconds:
        window.popleft()
    return now if len(window) < most else window[-most] + seconds
