"""One process works; another one takes over when it is gone, and never before."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.lease import LASTING, Lease, LeaseLost, Seat
from storage.database import Database
from tests.bot.office import Breaking
from tests.phone import MORNING


class Hours:
    """A clock that a test moves."""

    now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hours() -> Hours:
    return Hours()


async def fenced(database: Database, lease: Lease) -> bool:
    try:
        async with database.work() as session:
            await lease.fence(session)
    except LeaseLost:
        return False
    return True


async def test_only_one_of_two_holds_the_lease_until_it_ends(
    database: Database, hours: Hours
) -> None:
    first, second = (Lease(database, name, hours) for name in ("first", "second"))
    assert sorted(await asyncio.gather(first._take(), second._take())) == [False, True]
    holder, other = (first, second) if first.in_force() else (second, first)
    hours.now += LASTING - timedelta(milliseconds=1)
    assert not await other._take()
    assert holder.in_force()
    hours.now += timedelta(milliseconds=1)
    assert not holder.in_force()
    assert await other._take()
    assert [await fenced(database, lease) for lease in (holder, other)] == [False, True]


async def test_a_renewed_lease_lasts_on(database: Database, hours: Hours) -> None:
    first, second = (Lease(database, name, hours) for name in ("first", "second"))
    for _ in range(5):
        assert await first._take()
        hours.now += LASTING / 2
        assert not await second._take()
    assert await fenced(database, first)


async def test_a_lease_that_was_given_back_is_taken_at_once(
    database: Database, hours: Hours
) -> None:
    first, second = (Lease(database, name, hours) for name in ("first", "second"))
    await first.wait()
    await first.drop()
    async with asyncio.timeout(5):
        await second.wait()
    assert not await fenced(database, first)


async def test_who_sits_where_the_dead_one_sat_need_not_wait(
    database: Database, hours: Hours, tmp_path: Path
) -> None:
    seat = Seat(tmp_path / "lease")
    await Lease(database, "first", hours, seat).wait()
    follower = Seat(tmp_path / "lease")
    second = Lease(database, "second", hours, follower)
    assert follower.take("second") == []  # the first still lives
    assert not await second._take()
    seat.leave()  # as the system does for a process that was killed
    async with asyncio.timeout(5):
        await second.wait()
    assert await fenced(database, second)
    second.close()


async def test_who_sits_in_another_folder_waits(
    database: Database, hours: Hours, tmp_path: Path
) -> None:
    await Lease(database, "first", hours).wait()
    elsewhere = Seat(tmp_path / "elsewhere" / "lease")
    second = Lease(database, "second", hours, elsewhere)
    assert not await second._take(elsewhere.take("second"))
    second.close()


async def test_who_stands_by_goes_on_standing_by_while_the_database_is_away(
    database: Database, hours: Hours
) -> None:
    holder = Lease(database, "holder", hours)
    assert await holder._take()
    other = Lease(Breaking(database, faults=1), "other", hours)
    assert not await other._comes()
    assert not await other._comes()
    assert not other.in_force()
