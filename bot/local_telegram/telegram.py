"""The local Telegram in one piece: people on one side, the Bot API on the other."""

import random
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from .calls import CallLog
from .faults import Faults
from .group import Group, new_room
from .limits import Limits
from .people import PeopleApi
from .person import Person
from .refusals import Impossible
from .rooms import Account, Membership
from .server import BotApi
from .store import Store
from .wire import LARGEST_REQUEST
from .world import World

FIRST_PERSON = 7_000_000_001


class LocalTelegram:
    """A Telegram for one bot, on this machine only."""

    def __init__(
        self,
        token: str,
        *,
        clock: Callable[[], datetime],
        chance: random.Random,
        accounts: Iterable[Account] = (),
        store: Path | None = None,
        limits: Limits | None = None,
        strict: bool = True,
        keep_all_calls: bool = False,
        history: int | None = None,
        webhook_pause: float = 1.0,
    ) -> None:
        self.world = World(
            token,
            clock=clock,
            chance=chance,
            history=history,
            stored=store is not None,
            webhook_pause=webhook_pause,
        )
        self.token = token
        self.calls = CallLog(keep_all_calls)
        self.bot_api = BotApi(self.world, token, self.calls, limits, strict)
        self.people_api = PeopleApi(self.world, self.calls, self.add_person)
        self.store = Store(store) if store else None
        if self.store:
            self.store.restore(self.world)
            self.world.flush = self.flush
        given = [self.welcome(account).account for account in accounts]
        first = {account.id: account for account in given}  # as the page offers them
        self.world.accounts = {**first, **self.world.accounts}

    def flush(self) -> None:
        if self.store:
            self.store.write(self.world)

    @property
    def faults(self) -> Faults:
        return self.world.faults

    def welcome(self, account: Account) -> Person:
        """Somebody gets an account; one known from before keeps what happened."""
        known = self.world.accounts.get(account.id)
        if known:
            account.blocked, account.deactivated = known.blocked, known.deactivated
        self.world.accounts[account.id] = account
        self.world.keep("account", account.id)
        return Person(self.world, account)

    def add_person(self, first_name: str, id: int | None = None, **fields: Any) -> Person:
        number = int(id) if id else max([FIRST_PERSON - 1, *self.world.accounts]) + 1
        if number in self.world.accounts:
            raise Impossible("Sudah ada orang dengan nomor akun ini.")
        if not first_name.strip():
            raise Impossible("Nama depan belum diisi.")
        return self.welcome(Account(number, first_name.strip(), **fields))

    def person(self, number: int) -> Person:
        return Person(self.world, self.world.accounts[number])

    def people(self) -> list[Person]:
        return [Person(self.world, account) for account in self.world.accounts.values()]

    def group(
        self,
        title: str,
        owner: int,
        *members: int,
        supergroup: bool = False,
        forum: bool = False,
        with_bot: bool = True,
    ) -> Group:
        """A new group; a forum is always a supergroup."""
        supergroup = supergroup or forum
        number = (-1_000_000_000_000 if supergroup else 0) - self.world.chance.randrange(
            10**8, 10**9
        )
        room = self.world.add_room(new_room(number, title, forum=forum, supergroup=supergroup))
        room.members = {owner: Membership("creator")}
        room.members |= {member: Membership() for member in members}
        made = Group(self.world, room, self.world.accounts[owner])
        if with_bot:
            made.adds_bot()
        return made

    def poison(self, chat: int = 0) -> None:
        """Put an update in line that no typed client can decode."""
        self.world.delivery.poison(chat)

    def mount(self, app: web.Application) -> None:
        """Serve both sides from this application."""
        self.bot_api.add_routes(app)
        self.people_api.add_routes(app)
        app.on_startup.append(self.start)
        app.on_shutdown.append(self.hang_up)
        app.on_cleanup.append(self.stop)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        self.mount(app)
        return app

    async def start(self, app: web.Application) -> None:
        if self.world.delivery.webhook_url:
            self.world.webhook.start()

    async def hang_up(self, app: web.Application) -> None:
        """Nobody is left waiting when the server stops."""
        self.world.delivery.hang_up()
        self.calls.bell.ring()
        for room in self.world.rooms.values():
            room.bell.ring()

    async def stop(self, app: web.Application) -> None:
        await self.world.webhook.close()
        self.flush()

    @asynccontextmanager
    async def serving(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
        """Serve while the block lasts; gives the base address."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        site = web.TCPSite(runner, host, port)
        await site.start()
        try:
            yield f"http://{host}:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()
