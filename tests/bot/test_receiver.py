"""Long polling: Telegram keeps what is not stored here yet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

from bot.api import Api
from bot.clock import real_time
from bot.contact import Contact
from bot.door import Door
from bot.local_telegram import LocalTelegram, Person
from bot.receiver import Receiver
from storage import inbox
from storage.database import Database
from tests import cast
from tests.bot.office import TOKEN, Breaking, telegram_of


@dataclass
class Post:
    """A receiver at work."""

    telegram: LocalTelegram
    receiver: Receiver
    contact: Contact

    @property
    def maria(self) -> Person:
        return self.telegram.person(cast.MARIA)

    def is_well(self) -> bool:
        known = self.contact.known
        return known is not None and known.good

    def unconfirmed(self) -> int:
        return len(self.telegram.world.delivery.pending)

    def polls(self) -> list[int]:
        return [call.status for call in self.telegram.calls.of("getUpdates")]


@asynccontextmanager
async def receiving(database: Database) -> AsyncIterator[Post]:
    telegram = telegram_of(cast.MARIA)
    async with telegram.serving() as base:
        api = Api(base, TOKEN)
        contact, door = Contact(real_time), Door(database, real_time)
        receiver = Receiver(api, door, contact)
        running = asyncio.create_task(receiver.run())
        try:
            async with asyncio.timeout(15):
                yield Post(telegram, receiver, contact)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await api.close()


async def texts(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await inbox.waiting(session, after=0, most=1000)
    return [row.content()["message"]["text"] for row in rows]


async def test_what_people_say_is_stored_in_order_and_then_confirmed(database: Database) -> None:
    async with receiving(database) as post:
        words = [f"{n}" for n in range(150)]  # more than one batch
        for word in words:
            post.maria.says(word)
        while post.unconfirmed():
            await post.telegram.calls.bell.heard(0.1)
        assert await texts(database) == words
        assert post.is_well()


async def test_what_could_not_be_stored_is_not_confirmed_and_comes_again(
    database: Database,
) -> None:
    async with receiving(Breaking(database, faults=2)) as post:
        post.maria.says("satu")
        while not post.polls():
            await post.telegram.calls.bell.heard(0.01)
        assert (await texts(database), post.unconfirmed()) == ([], 1)
        post.maria.says("dua")
        while post.unconfirmed():
            await post.telegram.calls.bell.heard(0.1)
        assert await texts(database) == ["satu", "dua"]
        assert post.is_well()


async def test_after_faults_the_pauses_grow_and_then_all_is_well_again(
    database: Database,
) -> None:
    async with receiving(database) as post:
        post.telegram.faults.add("conflict", count=1)
        post.telegram.faults.add("500", method="getUpdates", count=1)
        post.maria.says("satu")
        while len(post.polls()) < 3:
            await post.telegram.calls.bell.heard(0.1)
        assert post.contact.known is not None
        assert not post.is_well()
        while post.unconfirmed():
            await post.telegram.calls.bell.heard(0.1)
        faulty = [c for c in post.telegram.calls.of("getUpdates") if c.status in (409, 500)]
        next_polls = post.telegram.calls.of("getUpdates")
        pauses = [b.begin - a.end for a, b in pairwise(next_polls) if a in faulty]
        assert all(pause >= least for pause, least in zip(pauses, (0.5, 1.0), strict=True))
        assert await texts(database) == ["satu"]


async def test_an_update_that_no_client_can_decode_is_stored_like_the_others(
    database: Database,
) -> None:
    async with receiving(database) as post:
        post.telegram.poison(cast.MARIA)
        post.maria.says("sehat")
        while post.unconfirmed():
            await post.telegram.calls.bell.heard(0.1)
        async with database.reading() as session:
            poison, healthy = await inbox.waiting(session, after=0, most=10)
        assert (poison.lane, healthy.lane) == (0, cast.MARIA)
