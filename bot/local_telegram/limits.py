"""Telegram's limits on sending, as windows that slide."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from .refusals import too_many

COUNTED = ("send", "copy", "forward", "edit")


@dataclass(slots=True)
class Limits:
    """So many calls in a second overall, in a second to one chat, in a minute to one group."""

    overall: int = 30
    per_chat: int = 1
    per_group_minute: int = 20
    windows: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, method: str, chat: int | None, now: float) -> None:
        """Count a call that sends, or refuse it with the seconds to wait."""
        if not method.startswith(COUNTED) or method == "sendChatAction":
            return
        checks = [("all", self.overall, 1.0)]
        if chat is not None:
            checks.append((f"chat {chat}", self.per_chat, 1.0))
        if chat is not None and chat < 0:
            checks.append((f"group {chat}", self.per_group_minute, 60.0))
        waits = [self.wait(name, most, seconds, now) for name, most, seconds in checks]
        if any(waits):
            raise too_many(math.ceil(max(waits)))
        for name, _, _ in checks:
            self.windows[name].append(now)

    def wait(self, name: str, most: int, seconds: float, now: float) -> float:
        window = self.windows[name]
        while window and window[0] <= now - seconds:
            window.popleft()
        return window[0] + seconds - now if len(window) >= most else 0.0
