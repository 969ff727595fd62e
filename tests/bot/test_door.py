"""The door: what is confirmed is stored, once, whatever it looks like."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.door import Door, lane_of
from storage import inbox
from storage.database import Database
from storage.inbox import Waiting
from tests.bot.office import Breaking
from tests.phone import MORNING


class Counting(Database):
    """The same database once more; counts its transactions."""

    def __init__(self, database: Database) -> None:
        vars(self).update(vars(database))
        self.count = 0

    @asynccontextmanager
    async def work(self) -> AsyncIterator[AsyncSession]:
        self.count += 1
        async with super().work() as session:
            yield session


def door_of(database: Database) -> Door:
    return Door(database, lambda: MORNING)


async def stored(database: Database) -> list[Waiting]:
    async with database.reading() as session:
        return await inbox.waiting(session, after=0, most=1000)


def message(number: int, text: str = "hai", chat: int = 7) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": text}}


async def test_what_arrives_at_the_same_moment_is_stored_in_one_commit(
    database: Database,
) -> None:
    door = door_of(counting := Counting(database))
    await asyncio.gather(*(door.store([message(number)]) for number in range(50)))
    assert sorted(row.update_id for row in await stored(database)) == list(range(50))
    assert counting.count <= 2  # the first one, and all who came while it was being stored


async def test_a_repeated_update_changes_nothing(database: Database) -> None:
    door = door_of(database)
    await door.store([message(1, "satu"), message(2, "dua")])
    await door.store([message(2, "lain"), message(3, "tiga"), message(3, "empat")])
    texts = [row.content()["message"]["text"] for row in await stored(database)]
    assert texts == ["satu", "dua", "tiga"]


async def test_updates_keep_the_order_in_which_they_came(database: Database) -> None:
    await door_of(database).store([message(n) for n in (5, 3, 9, 4)])
    assert [row.update_id for row in await stored(database)] == [5, 3, 9, 4]


async def test_text_that_no_database_takes_is_stored_as_far_as_it_can_be(
    database: Database,
) -> None:
    said = ["setengah \ud83d emoji", "\x00 nol", "😀 utuh"]
    await door_of(database).store([message(n, text) for n, text in enumerate(said)])
    texts = [row.content()["message"]["text"] for row in await stored(database)]
    assert texts == ["setengah ? emoji", "\x00 nol", "😀 utuh"]


async def test_all_who_wait_hear_of_a_commit_that_failed_and_may_try_again(
    database: Database,
) -> None:
    door = door_of(Breaking(database, faults=6))  # together, and each alone
    tries = [door.store([message(number)]) for number in range(5)]
    ends = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(end) for end in ends] == [OperationalError] * 5
    assert await stored(database) == []
    await asyncio.gather(*(door.store([message(number)]) for number in range(5)))
    assert len(await stored(database)) == 5


async def test_nonsense_is_stored_and_holds_up_nobody(database: Database) -> None:
    """The worker parks what it cannot read; here it must not stop the others."""
    door = door_of(database)
    nonsense = [{"update_id": n, "message": event} for n, event in enumerate(NONSENSE)]
    async with asyncio.timeout(5):
        await asyncio.gather(*(door.store([one]) for one in [*nonsense, message(100)]))
    assert len(await stored(database)) == len(nonsense) + 1


NONSENSE: list[Any] = [
    {"chat": 5},
    {"chat": {"id": "tujuh"}},
    {"chat": {"id": {}}},
    {"chat": None, "from": []},
    {"message": "teks"},
    {"message": {"chat": "x"}},
    {},
    [],
    None,
]


@pytest.mark.parametrize("event", NONSENSE)
def test_nonsense_has_no_lane_of_its_own(event: Any) -> None:
    assert lane_of({"update_id": 1, "message": event}) == 0


@pytest.mark.parametrize(
    ("kind", "event", "lane"),
    [
        ("message", {"chat": {"id": -7}, "from": {"id": 8}}, -7),
        ("edited_message", {"chat": {"id": 7}}, 7),
        ("callback_query", {"from": {"id": 8}, "message": {"chat": {"id": -7}}}, -7),
        ("callback_query", {"from": {"id": 8}, "inline_message_id": "x"}, 8),
        ("my_chat_member", {"chat": {"id": 7}, "from": {"id": 7}}, 7),
        ("poll_answer", {"user": {"id": 7}}, 7),
        ("poll", {"id": "1"}, 0),
    ],
)
def test_each_kind_of_update_keeps_the_order_of_its_chat(
    kind: str, event: dict[str, Any], lane: int
) -> None:
    assert lane_of({"update_id": 1, kind: event}) == lane
