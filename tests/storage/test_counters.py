"""Running numbers: no gap, no double, whoever counts."""

import asyncio

from storage.counters import following
from storage.database import Database


async def count(database: Database, name: str = "kasus", *, fails: bool = False) -> int:
    try:
        async with database.work() as session:
            number = await following(session, name)
            if fails:
                raise KeyError
            return number
    except KeyError:
        return 0


async def test_numbers_have_no_gaps_and_no_doubles_even_when_some_work_is_undone(
    database: Database,
) -> None:
    other = Database(database.url.render_as_string(hide_password=False))
    places = [database, other] * 30
    try:
        given = await asyncio.gather(
            *(count(place, fails=n % 3 == 0) for n, place in enumerate(places))
        )
    finally:
        await other.close()
    assert sorted(number for number in given if number) == list(range(1, 41))


async def test_every_name_counts_for_itself(database: Database) -> None:
    names = ["2026", "2026", "2027", "2026"]
    assert [await count(database, name) for name in names] == [1, 2, 1, 3]


async def test_two_numbers_in_one_transaction_follow_each_other(database: Database) -> None:
    async with database.work() as session:
        assert [await following(session, "a"), await following(session, "a")] == [1, 2]
