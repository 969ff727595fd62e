"""The inbox: every update once, in order, until it is done."""

from datetime import timedelta

from storage import inbox
from storage.database import Database
from tests.phone import MORNING


async def stored(database: Database, *numbers: int) -> None:
    async with database.work() as session:
        rows = [(number, 7, f'{{"update_id":{number}}}') for number in numbers]
        await inbox.store(session, rows, now=MORNING)


async def open_rows(database: Database, after: int = 0, most: int = 100) -> list[int]:
    async with database.reading() as session:
        return [row.update_id for row in await inbox.waiting(session, after=after, most=most)]


async def test_updates_wait_in_the_order_of_arrival_each_of_them_once(database: Database) -> None:
    await stored(database, 5, 3, 5)
    await stored(database, 3, 9)
    assert await open_rows(database) == [5, 3, 9]
    assert await open_rows(database, most=2) == [5, 3]
    async with database.reading() as session:
        first, *_ = await inbox.waiting(session, after=0, most=1)
    assert await open_rows(database, after=first.seq) == [3, 9]
    assert (first.content(), first.lane, first.attempts) == ({"update_id": 5}, 7, 0)


async def test_a_number_can_be_as_large_as_telegram_makes_them(database: Database) -> None:
    async with database.work() as session:
        await inbox.store(session, [(2**52, -(2**52), "{}")], now=MORNING)
    async with database.reading() as session:
        (row,) = await inbox.waiting(session, after=0, most=1)
    assert (row.update_id, row.lane) == (2**52, -(2**52))


async def test_what_is_done_or_parked_waits_no_longer_and_is_swept_in_time(
    database: Database,
) -> None:
    await stored(database, 1, 2, 3, 4)
    async with database.work() as session:
        one, two, three, four = await inbox.waiting(session, after=0, most=9)
        await inbox.finish(session, [one.seq, four.seq], now=MORNING)
        await inbox.park(session, two.seq, attempts=3, fault="Traceback", now=MORNING)
        later = MORNING + timedelta(seconds=5)
        await inbox.postpone(session, three.seq, attempts=1, retry_at=later, fault="x")
    async with database.work() as session:
        (left,) = await inbox.waiting(session, after=0, most=9)
        assert (left.update_id, left.attempts, left.retry_at) == (3, 1, later)
        assert await inbox.oldest_open(session) == MORNING
        keep = timedelta(hours=48)
        limits = {"keep": keep, "keep_parked": 15 * keep}
        assert await inbox.sweep(session, now=MORNING + keep, **limits) == 0
        assert await inbox.sweep(session, now=MORNING + 15 * keep, **limits) == 2
        assert [row.update_id for row in await inbox.parked(session)] == [2]
        assert await inbox.sweep(session, now=MORNING + 16 * keep, **limits) == 1
        assert [row.update_id for row in await inbox.waiting(session, after=0, most=9)] == [3]


async def test_a_replayed_update_is_as_good_as_new_and_keeps_its_place(
    database: Database,
) -> None:
    await stored(database, 1, 2)
    async with database.work() as session:
        first, _second = await inbox.waiting(session, after=0, most=9)
        await inbox.park(session, first.seq, attempts=3, fault="Traceback", now=MORNING)
    async with database.work() as session:
        assert await inbox.replay(session, 1)
        assert not await inbox.replay(session, 1)
        assert not await inbox.replay(session, 2)
        assert await inbox.parked(session) == []
        again, _second = await inbox.waiting(session, after=0, most=9)
        assert again == first


async def test_an_empty_inbox_has_no_oldest_update(database: Database) -> None:
    async with database.reading() as session:
        assert await inbox.oldest_open(session) is None
