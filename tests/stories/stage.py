"""The clinic taken step by step: no network and no waiting, with trouble at one chosen point."""

import asyncio
import json
import random
import re
import selectors
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import SQLModel, col, func, select

from bot.api import Api, ApiFault
from bot.assembly import Parts, assemble
from bot.lease import LeaseLost
from bot.local_telegram import Account, LocalTelegram, Person
from bot.local_telegram.refusals import Refusal
from bot.local_telegram.wire import Parameters
from bot.settings import Settings
from storage.database import Database
from storage.outbox import Letter, LetterState
from storage.statements import run
from tests import cast
from tests.phone import MORNING
from tests.stories.house import NAMES, TOKEN
from tests.town import books

HASTE = 50
# PostgreSQL never gives a number twice, so an undone transaction leaves a gap.
CASE = re.compile(r"\b(card|tk|wa|ab|po|hb|hn|kc|fc|sc|cl|aa|rt):\d+")


class HastySelector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> Any:
        return super().select(timeout and timeout / HASTE)


class HastyLoop(asyncio.SelectorEventLoop):
    """Its seconds are short: the pauses of the clinic keep their order and cost little."""

    def __init__(self) -> None:
        super().__init__(HastySelector())

    def time(self) -> float:
        return super().time() * HASTE


class Death(BaseException):
    """The process ends here."""


class Line(Api):
    """A line to the Telegram in this process; `trouble` may have its way with every sending."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.trouble: Callable[[str, dict[str, Any]], Any] | None = None

    async def call(self, method: str, params: dict[str, Any], **_: Any) -> Any:
        if self.trouble is not None and params.get("chat_id"):
            return await self.trouble(method, params)
        return await self.carry_out(method, params)

    async def carry_out(self, method: str, params: dict[str, Any]) -> Any:
        try:
            body = await self.telegram.bot_api.run(method, Parameters(params, {}))
        except Refusal as no:
            raise ApiFault(no.code, no.description, dict(no.parameters or {})) from None
        return json.loads(body)["result"]


class Stage:
    """A clinic that is built anew whenever it dies."""

    def __init__(self, database: Database, watcher: Database, folder: Path) -> None:
        self.now = MORNING
        accounts = [Account(number, name) for number, name in NAMES.items()]
        self.telegram = LocalTelegram(
            TOKEN, clock=lambda: self.now, chance=random.Random(7), accounts=accounts
        )
        self.line = Line(self.telegram)
        self.database = database
        self.watcher = watcher
        self.settings = Settings(
            _env_file=None,
            telegram_token=TOKEN,
            data_dir=folder,
            send_per_chat=0,
            send_per_second=0,
        )
        self.died = asyncio.Event()
        self.parts: Parts | None = None

    def phone(self, number: int) -> Person:
        return self.telegram.person(number)

    async def step(self) -> None:
        """All that follows from what people did, through as many deaths as it takes."""
        while True:
            try:
                await self._settle(await self._alive())
                return
            except (Exception, Death):
                await self._bury()

    async def deliver(self, parts: Parts, updates: list[dict[str, Any]]) -> None:
        """Updates come to the door."""
        await parts.door.store(updates)

    async def _alive(self) -> Parts:
        if self.parts is None:
            self.parts = assemble(
                self.settings, self.database, self.line, TOKEN, books(), lambda: self.now
            )
            await self.parts.lease.wait()
        return self.parts

    async def _bury(self) -> None:
        """What the system does after a death; nothing of the clinic's own runs here."""
        if self.parts is not None:
            self.parts.ledger._wire.close()
            self.parts.lease.close()
            self.parts = None
        self.died.clear()

    async def _settle(self, parts: Parts) -> None:
        delivery = self.telegram.world.delivery
        while True:
            if updates := [json.loads(body) for body in delivery.batch(100)]:
                await self.deliver(parts, updates)
                delivery.acknowledge(updates[-1]["update_id"] + 1)
            worked = await parts.worker.work_once()
            await self._pass_time(parts)
            if not worked and not updates and not await self._owed():
                return
            await self._post(parts)

    async def _post(self, parts: Parts) -> None:
        """The postman at work until nothing is owed any more, or until death."""
        stopping = asyncio.Event()
        working = [
            asyncio.create_task(parts.postman.run(stopping)),
            asyncio.create_task(parts.ledger.run()),
        ]
        try:
            while await self._owed():
                if self.died.is_set():
                    raise Death
                for task in working:
                    if task.done():
                        task.result()
                await self._pass_time(parts)
                await asyncio.sleep(0.1)
            stopping.set()
            parts.postman.wake()
            await working[0]
            await parts.ledger.write_all()
        finally:
            stopping.set()
            for task in [*working, *parts.postman._flying]:
                task.cancel()
            await asyncio.gather(*working, *parts.postman._flying, return_exceptions=True)

    async def _pass_time(self, parts: Parts) -> None:
        """Whatever rests until later may go on; the lease is kept meanwhile."""
        self.now += timedelta(seconds=0.5)
        if not parts.lease.in_force() and not await parts.lease._take():
            raise LeaseLost

    async def _owed(self) -> int:
        async with self.watcher.reading() as session:
            owed = select(func.count()).where(col(Letter.state) == LetterState.OWED)
            return (await session.exec(owed)).one()


@asynccontextmanager
async def open_stage(url: str, folder: Path, kind: type[Stage] = Stage) -> AsyncIterator[Stage]:
    database, watcher = Database(url), Database(url)
    async with watcher.work() as session:
        await cast.enter(session)
    stage = kind(database, watcher, folder)
    for number in NAMES:
        stage.phone(number).starts()
    await stage.step()
    try:
        yield stage
    finally:
        await stage._bury()
        await database.close()
        await watcher.close()


@contextmanager
def watched(database: Database, point: Callable[[], None]) -> Iterator[None]:
    """Calls `point` before every statement and every commit of the clinic."""

    def statement(*_: Any) -> None:
        point()

    engines = {database._writer.sync_engine, database._reader.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "commit", statement)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", statement)
            event.remove(engine, "commit", statement)


async def state_of(database: Database, *, copies: bool = False) -> dict[str, list[str]]:
    """All rows in their order, without numbers that may have gaps, moments, and tries.

    Where copies may be, also without Telegram's numbers of messages.
    """
    found: dict[str, list[str]] = {}
    async with database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            kept = [column for column in table.columns if is_lasting(column.name, copies)]
            ordered = table.select().order_by(*table.primary_key)
            rows = await run(session, ordered.with_only_columns(*kept))
            found[table.name] = [CASE.sub(r"\1", json.dumps([*row], default=str)) for row in rows]
    del found["leases"]
    return found


def is_lasting(name: str, copies: bool) -> bool:
    passing = name.endswith(("_at", "since")) or name in ("at", "attempts", "fault", "body")
    numbers = name in ("id", "seq", "case_id")
    shifting = name in ("message_id", "first_id", "params", "data", "about", "key", "update_id")
    return not (passing or numbers or (copies and shifting))
