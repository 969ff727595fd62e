"""Waiting until something happens."""

import asyncio


class Bell:
    """Everybody who waits hears the next ring; a ring that nobody awaits costs nothing."""

    __slots__ = ("waiting",)

    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        if not self.waiting:
            return
        waiting, self.waiting = self.waiting, []
        for waiter in waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def heard(self, seconds: float) -> None:
        """Until the next ring, or until the seconds are over."""
        waiter = asyncio.get_running_loop().create_future()
        self.waiting.append(waiter)
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await waiter
        except TimeoutError:
            pass
        finally:
            if waiter in self.waiting:
                self.waiting.remove(waiter)
