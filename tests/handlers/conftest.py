"""People whom only some conversations need."""

import pytest

from storage.people import Assignment, Person, Role
from tests.handlers.books_growing import close_a_case, gather
from tests.phone import Phone, Town

SARA, OMAR = 601, 402


@pytest.fixture
async def province(town: Town) -> Phone:
    """Sara of the provincial team."""
    async with town.database.work() as session:
        sara = Person(name="Sara", position="TGPP", telegram_id=SARA)
        session.add(sara)
        await session.flush()
        session.add(Assignment(person_id=sara.id, role=Role.PROVINCE))
    return Phone(town, SARA, "Sara")


@pytest.fixture
async def omar(town: Town) -> Phone:
    """A second coordinator of the first agency."""
    async with town.database.work() as session:
        omar = Person(name="Omar", position="Koordinator", telegram_id=OMAR)
        session.add(omar)
        await session.flush()
        session.add(Assignment(person_id=omar.id, role=Role.COORDINATOR, agency_id=1))
    return Phone(town, OMAR, "Omar")


@pytest.fixture
async def suggested(town: Town, maria: Phone, yakob: Phone) -> Phone:
    """Yakob at the card of what Maria asked."""
    await close_a_case(maria, yakob)
    await gather(town)
    await yakob.says("/buku")
    await yakob.presses("1")
    return yakob
