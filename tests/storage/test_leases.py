"""Leases: one holder at a time, among any number of processes."""

import asyncio
from datetime import datetime, timedelta

from storage import leases
from storage.database import Database
from tests.phone import MORNING

LASTING = timedelta(seconds=10)


async def take(
    database: Database, holder: str, now: datetime = MORNING, dead: tuple[str, ...] = ()
) -> bool:
    async with database.work() as session:
        return await leases.take(session, "clinic", holder, now=now, lasting=LASTING, dead=dead)


async def holders(database: Database, *names: str) -> list[str]:
    async with database.work() as session:
        return [n for n in names if await leases.still_held(session, "clinic", n)]


async def test_of_many_who_ask_at_once_one_gets_it(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    names = [f"{n}" for n in range(20)]
    places = [database, other] * 10
    try:
        took = await asyncio.gather(*map(take, places, names))
    finally:
        await other.close()
    assert sum(took) == 1
    assert await holders(database, *names) == [names[took.index(True)]]


async def test_it_is_free_again_at_its_end_or_when_given_back(database: Database) -> None:
    assert await take(database, "a")
    assert not await take(database, "b", MORNING + LASTING - timedelta(seconds=1))
    assert await take(database, "b", MORNING + LASTING)
    assert not await take(database, "a", MORNING + LASTING)
    async with database.work() as session:
        await leases.drop(session, "clinic", "a", now=MORNING)  # not a's to give
    assert await holders(database, "a", "b") == ["b"]
    async with database.work() as session:
        await leases.drop(session, "clinic", "b", now=MORNING)
    assert await take(database, "a")


async def test_the_lease_of_the_dead_is_inherited_and_that_of_the_living_is_not(
    database: Database,
) -> None:
    assert await take(database, "a")
    assert not await take(database, "b", dead=("c",))
    assert await take(database, "b", dead=("c", "a"))


async def test_leases_of_different_names_have_nothing_to_do_with_each_other(
    database: Database,
) -> None:
    assert await take(database, "a")
    async with database.work() as session:
        assert await leases.take(session, "other", "b", now=MORNING, lasting=LASTING)
