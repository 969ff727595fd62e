"""The clinic as a process of its own, that can be started, killed, paused and started again."""

import asyncio
import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from bot.api import Api
from bot.assembly import assemble, run, serve
from bot.books import Books
from bot.clock import real_time
from bot.logs import set_up_logs
from bot.settings import Settings
from storage.database import Database

# Forked from a process that has imported everything: a start is then a matter of moments.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.stories.running"])
STOPPED_WITHIN_S = 10.0


class Hasty(Api):
    """Waits no longer than this for an answer, so that a time-out costs a test no half minute."""

    patience_s = 0.5

    async def call(
        self, method: str, params: dict[str, Any], *, timeout_s: float = 0, **more: Any
    ) -> Any:
        patience_s = timeout_s or self.patience_s
        return await super().call(method, params, timeout_s=patience_s, **more)


@dataclass
class Clinic:
    """One life after the other of the program, on the same database and data folder."""

    settings: dict[str, Any]
    log: Path
    ahead: timedelta = timedelta()  # of the real time
    hasty: bool = False
    process: BaseProcess | None = field(default=None, init=False)

    def starts(self) -> None:
        self.log.touch()
        told = (self.settings, self.log, self.ahead, self.hasty)
        self.process = PROCESSES.Process(target=live, args=told, daemon=True)
        self.process.start()

    async def loses_power(self) -> None:
        """SIGKILL: no line of the program runs any more."""
        self.signal(signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL, self.said()

    async def is_stopped(self) -> None:
        """SIGTERM, as a keeper's `systemctl stop`."""
        self.signal(signal.SIGTERM)
        assert await self.ended() == 0, self.said()

    def signal(self, number: int) -> None:
        assert self.process is not None
        assert self.process.pid is not None
        assert self.process.is_alive(), self.said()
        os.kill(self.process.pid, number)

    async def ended(self, within_s: float = STOPPED_WITHIN_S) -> int | None:
        """The exit code; None while the process lives on."""
        assert self.process is not None
        await asyncio.to_thread(self.process.join, within_s)
        return self.process.exitcode

    def is_gone(self) -> None:
        """At the end of a test, however it ended."""
        if self.process is not None and self.process.exitcode is None:
            self.process.kill()
            self.process.join()

    def said(self) -> str:
        return self.log.read_text()[-5_000:]


def live(values: dict[str, Any], log: Path, ahead: timedelta, hasty: bool) -> None:
    """What the process does with its life."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    set_up_logs("text")
    settings = Settings(_env_file=None, **values)
    asyncio.run(_live_hastily(settings, ahead) if hasty else _live(settings, ahead))


async def _live(settings: Settings, ahead: timedelta) -> None:
    _die_with_the_test()
    await run(settings, lambda: real_time() + ahead)


async def _live_hastily(settings: Settings, ahead: timedelta) -> None:
    """As `bot.assembly.run`, but over an API that does not wait long."""
    _die_with_the_test()
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    database, api = Database(settings.database()), Hasty(settings.telegram_api, token)
    await database.migrate()
    books = Books.open(None)
    parts = assemble(settings, database, api, token, books, lambda: real_time() + ahead)
    await serve(parts, settings, stopping)
    await api.close()
    await database.close()


def _die_with_the_test() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    asyncio.get_running_loop().add_reader(parent.sentinel, os._exit, 1)
