"""Column types that mean the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, text
from sqlalchemy.exc import StatementError

from storage.columns import UtcDateTime, choice
from storage.database import Database
from storage.statements import run


class Colour(StrEnum):
    SEA = "laut"
    LAND = "darat"


things = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("colour", choice(Colour)),
)
NOON = datetime(2026, 11, 21, 3, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
async def shelf(database: Database) -> Database:
    async with database.work() as session:
        await (await session.connection()).run_sync(things.create)
    return database


async def test_a_moment_comes_back_aware_and_in_utc(shelf: Database) -> None:
    moments = [
        NOON,
        NOON.astimezone(ZoneInfo("Asia/Jayapura")),
        NOON.astimezone(timezone(timedelta(hours=-7))),
        None,
    ]
    async with shelf.work() as session:
        await run(session, things.insert(), [{"at": moment} for moment in moments])
        found = list(await run(session, things.select().order_by(things.c.id)))
    assert [row.at for row in found] == [NOON, NOON, NOON, None]
    assert [row.at.utcoffset() for row in found[:3]] == [timedelta(0)] * 3


async def test_moments_can_be_compared_across_zones(shelf: Database) -> None:
    there = ZoneInfo("Asia/Jayapura")
    async with shelf.work() as session:
        await run(session, things.insert(), [{"at": NOON}])
        for shift, expected in ((-1, 0), (1, 1)):
            border = (NOON + timedelta(seconds=shift)).astimezone(there)
            rows = await run(session, things.select().where(things.c.at < border))
            assert len(list(rows)) == expected


async def test_a_naive_moment_is_refused(shelf: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with shelf.work() as session:
            await run(session, things.insert(), [{"at": datetime(2026, 11, 21)}])  # noqa: DTZ001 - naive


async def test_a_choice_is_stored_by_its_value_as_plain_text(shelf: Database) -> None:
    async with shelf.work() as session:
        await run(session, things.insert(), [{"colour": Colour.SEA}])
        raw = await run(session, text("SELECT colour FROM things"))
        assert raw.scalar_one() == "laut"
        (row,) = await run(session, things.select().where(things.c.colour == Colour.SEA))
        assert row.colour is Colour.SEA
