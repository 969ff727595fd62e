"""Fixtures: the town at work on a fresh database, and everybody's phone."""

from functools import cache

import pytest

from bot.books import Books
from knowledge.library import Library
from storage.database import Database
from tests import cast
from tests.phone import Phone, Town


@cache
def books() -> Books:
    """The packaged ones, which no test changes."""
    return Books.open(None)


def library() -> Library:
    return books().library


@pytest.fixture
async def town(database: Database) -> Town:
    async with database.work() as session:
        await cast.enter(session)
    return Town(database, {"library": library()})


@pytest.fixture
def maria(town: Town) -> Phone:
    return Phone(town, cast.MARIA, "Maria")


@pytest.fixture
def petrus(town: Town) -> Phone:
    return Phone(town, cast.PETRUS, "Petrus")


@pytest.fixture
def titus(town: Town) -> Phone:
    return Phone(town, cast.TITUS, "Titus")


@pytest.fixture
def yakob(town: Town) -> Phone:
    return Phone(town, cast.YAKOB, "Yakob")


@pytest.fixture
def ester(town: Town) -> Phone:
    return Phone(town, cast.ESTER, "Ester")


@pytest.fixture
def lina(town: Town) -> Phone:
    return Phone(town, cast.LINA, "Lina")


@pytest.fixture
def rahma(town: Town) -> Phone:
    return Phone(town, cast.RAHMA, "Rahma")


@pytest.fixture
def stranger(town: Town) -> Phone:
    return Phone(town, cast.STRANGER, "Orang Baru")
