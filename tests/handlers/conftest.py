"""People whom only some conversations need."""

import pytest

from storage.people import Assignment, Person, Role
from tests.phone import Phone, Town

SARA = 601


@pytest.fixture
async def province(town: Town) -> Phone:
    """Sara of the provincial team."""
    async with town.database.work() as session:
        sara = Person(name="Sara", position="TGPP", telegram_id=SARA)
        session.add(sara)
        await session.flush()
        session.add(Assignment(person_id=sara.id, role=Role.PROVINCE))
    return Phone(town, SARA, "Sara")
