"""What the tests of the bot share."""

import pytest

from storage.database import Database
from tests import cast
from tests.bot.desk import Desk


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.work() as session:
        await cast.enter(session)
    return Desk(database, {})
