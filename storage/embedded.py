"""SQLite without a trip to a thread for each statement: only what waits for the disk goes there.

aiosqlite hands everything to a thread, five times for one query. Under load each trip waits for
Python's lock longer than the query takes.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import aiosqlite

WAITING = "BEGIN IMMEDIATE"  # waits while another process writes


def connect(path: str, **options: Any) -> "Connection":
    """As `aiosqlite.connect`: to be awaited."""
    return Connection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)


class Connection(aiosqlite.Connection):
    """Does a statement at once; a commit, and waiting for the right to write, in its thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True  # it must not keep a process alive that wants to end
        self._given = 0  # to the thread; each of the two is counted where it happens
        self._done = 0
        self._writes = False  # in a transaction that may change something
        self._end: asyncio.Future[None] | None = None

    def stop(self) -> asyncio.Future[None] | None:
        """Tell the thread to end; whoever tells it so again waits for the same end.

        A second order would lie in the queue of a thread that is gone, and who waits for it, for
        ever: so it is when work is cancelled, and again while its connection is being closed.
        """
        if self._end is None:
            super().stop()
            with suppress(RuntimeError):  # no loop runs: this is rubbish being taken out
                loop = asyncio.get_running_loop()
                # The thread reports to this loop, which waits for its helpers before it closes.
                self._end = loop.run_in_executor(None, self._thread.join)
        return self._end and asyncio.shield(self._end)

    async def _execute(self, fn: Any, *args: Any, **options: Any) -> Any:
        begins = args[:1] == (WAITING,)
        if begins and not self._is_busy():
            with suppress(sqlite3.OperationalError):  # somebody else writes: wait in the thread
                return self._begun(fn, *args)
        slow = begins or (fn.__name__ == "commit" and self._writes)
        self._writes = begins or (self._writes and fn.__name__ not in ("commit", "rollback"))
        # Who was cancelled while the thread works leaves it working: the next call queues behind.
        if slow or self._is_busy():
            self._given += 1
            # aiosqlite leaves this method of its own without types
            return await super()._execute(self._threaded, fn, *args, **options)  # type: ignore[no-untyped-call]
        return fn(*args, **options)

    def _is_busy(self) -> bool:
        return self._given != self._done

    def _begun(self, fn: Any, *args: Any) -> Any:
        """Take the right to write if it is free at this moment."""
        connection = self._conn
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout=0")
        try:
            begun = fn(*args)
        finally:
            connection.execute(f"PRAGMA busy_timeout={patience}")
        self._writes = True
        return begun

    def _threaded(self, fn: Any, *args: Any, **options: Any) -> Any:
        try:
            return fn(*args, **options)
        finally:
            self._done += 1
