"""What the clinic knows of Telegram: whether the last contact was good, and when that was.

Long polling knows it every few seconds. A webhook only listens: between two updates it knows
no more than what the last one, or the greeting at the start, has shown.
"""

from bot.clock import Clock
from web.health import Known


class Contact:
    """Remembers the last contact; nothing is known before the first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.known: Known | None = None

    def note(self, *, good: bool) -> None:
        self.known = Known(good, self._clock())
