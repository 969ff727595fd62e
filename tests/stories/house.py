"""The whole clinic at work in this process, and a local Telegram beside it, over real HTTP."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.api import Api
from bot.assembly import Parts, assemble, serve
from bot.books import Books
from bot.clock import Clock, real_time
from bot.local_telegram import Account, LocalTelegram, Person
from bot.settings import Settings
from storage.database import Database
from tests import cast
from tests.town import books

TOKEN = "42:TEST"
NAMES = {
    cast.MARIA: "Maria",
    cast.PETRUS: "Petrus",
    cast.TITUS: "Titus",
    cast.YAKOB: "Yakob",
    cast.ESTER: "Ester",
    cast.LINA: "Lina",
    cast.RAHMA: "Rahma",
    cast.STRANGER: "Orang Baru",
}


@dataclass
class House:
    """The clinic's parts, its Telegram, and the people in it."""

    telegram: LocalTelegram
    parts: Parts
    settings: Settings
    stopping: asyncio.Event

    def phone(self, number: int) -> Person:
        return self.telegram.person(number)


@asynccontextmanager
async def open_house(
    database: Database, folder: Path, *, clock: Clock = real_time, **settings: Any
) -> AsyncIterator[House]:
    """Open for as long as the block lasts; closed as SIGTERM would."""
    accounts = [Account(number, name) for number, name in NAMES.items()]
    chance = random.Random(7)
    telegram = LocalTelegram(
        TOKEN, clock=real_time, chance=chance, accounts=accounts, keep_all_calls=True
    )
    port = unused_port()
    runner = web.AppRunner(telegram.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    base = f"http://127.0.0.1:{port}"
    chosen = Settings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_api=base,
        data_dir=folder,
        send_per_chat=0,
        send_per_second=0,
        **settings,
    )
    api = Api(base, TOKEN)
    own = Books.open(chosen.knowledge_dir) if chosen.knowledge_dir else books()
    parts = assemble(chosen, database, api, TOKEN, own, clock)
    house = House(telegram, parts, chosen, asyncio.Event())
    serving = asyncio.create_task(serve(parts, chosen, house.stopping))
    for number in NAMES:
        telegram.person(number).starts()
    try:
        yield house
    finally:
        house.stopping.set()
        await serving
        await api.close()
        await runner.cleanup()
