"""A postman at work between a database and a local Telegram, over real HTTP."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.api import Api
from bot.clock import real_time
from bot.ledger import Ledger
from bot.local_telegram import Account, Call, Limits, LocalTelegram
from bot.pace import Pace
from bot.postman import Postman
from bot.wire import Wire
from storage import outbox
from storage.database import Database
from storage.outbox import Letter
from tests import cast

TOKEN = "42:TEST"
UNPACED = {"overall": 0, "chat": 0, "group": 0}


def telegram_of(*numbers: int, limits: Limits | None = None) -> LocalTelegram:
    """A Telegram in which these people have pressed Start and nothing else has happened."""
    accounts = [Account(number, f"Orang {number}") for number in numbers]
    telegram = LocalTelegram(
        TOKEN,
        clock=real_time,
        chance=random.Random(7),
        accounts=accounts,
        keep_all_calls=True,
        limits=limits,
    )
    for number in numbers:
        telegram.person(number).starts()
    telegram.world.delivery.acknowledge(telegram.world.delivery.next_id)
    return telegram


class Breaking(Database):
    """The same database once more; its next transactions fail at their end."""

    def __init__(self, database: Database, *, faults: int) -> None:
        vars(self).update(vars(database))
        self.faults = faults

    @asynccontextmanager
    async def work(self) -> AsyncIterator[AsyncSession]:
        async with super().work() as session:
            yield session
            if self.faults:
                self.faults -= 1
                raise OperationalError("COMMIT", {}, OSError("the disk is full"))


async def owe(database: Database, *letters: tuple[int, str], **options: Any) -> None:
    """Messages in one commit, or edits when `about` is given; options as `outbox.put` has them."""
    options.setdefault("method", "editMessageText" if "about" in options else "sendMessage")
    async with database.work() as session:
        for chat, text in letters:
            params = {"chat_id": chat, "text": text}
            outbox.put(session, chat, params=params, now=real_time(), **options)


@dataclass
class Office:
    """One postman after another on one database; at the end nothing is left in the air."""

    database: Database
    telegram: LocalTelegram
    api: Api
    folder: Path
    pace: dict[str, int]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def opens(self) -> None:
        self.stopping = asyncio.Event()
        self.wire = Wire(self.folder / "wire.log")
        self.ledger = Ledger(self.database, self.wire, real_time)
        pace = Pace(**self.pace)
        self.postman = Postman(self.database, self.api, self.ledger, pace, clock=real_time)
        self.tasks = [
            asyncio.create_task(self.postman.run(self.stopping)),
            asyncio.create_task(self.ledger.run()),
        ]

    async def closes(self) -> None:
        """As SIGTERM would: calls on the wire are awaited, every outcome is written."""
        self.stopping.set()
        self.postman.wake()
        working, writing = self.tasks
        await working
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
        await self.ledger.close()

    async def crashes(self) -> None:
        """As SIGKILL would: nothing more is written anywhere."""
        tasks = [*self.tasks, *self.postman._flying]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.wire.close()

    async def owes(self, *letters: tuple[int, str], **options: Any) -> None:
        await owe(self.database, *letters, **options)
        self.postman.wake()

    async def letters(self) -> list[Letter]:
        async with self.database.reading() as session:
            rows = await session.exec(outbox.letters.select().order_by(outbox.letters.c.id))
            return [Letter.model_validate(dict(row._mapping)) for row in rows]

    async def states(self) -> list[str]:
        return [str(letter.state) for letter in await self.letters()]

    async def calls(self, fact: Callable[[list[Call]], object], seconds: float = 20) -> list[Call]:
        """All calls, as soon as the fact holds for them."""
        async with asyncio.timeout(seconds):
            while not fact(self.telegram.calls.of()):
                await self.telegram.calls.bell.heard(1.0)
        return self.telegram.calls.of()


@asynccontextmanager
async def open_office(
    database: Database,
    folder: Path,
    *numbers: int,
    limits: Limits | None = None,
    pace: dict[str, int] | None = None,
) -> AsyncIterator[Office]:
    """An office that has opened; the block's end closes it unless it has crashed or closed."""
    telegram = telegram_of(*(numbers or (cast.MARIA, cast.PETRUS)), limits=limits)
    async with telegram.serving() as base:
        api = Api(base, TOKEN)
        office = Office(database, telegram, api, folder, pace or UNPACED)
        office.opens()
        try:
            async with asyncio.timeout(30):
                yield office
        finally:
            if not office.tasks[0].done():
                await office.closes()
            await api.close()


def texts(calls: list[Call], status: int = 200) -> list[str]:
    """What was said in the calls that ended so."""
    return [str(call.parameters["text"]) for call in calls if call.status == status]
