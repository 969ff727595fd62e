"""SQLite in the loop: who is cancelled leaves nobody's statement half done."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

from storage import journal
from storage.database import Database

NOW = datetime(2026, 12, 1, tzinfo=UTC)


async def work(database: Database) -> None:
    async with database.work() as session:
        journal.record(session, "tested", by=None, at=NOW)


async def test_work_cancelled_at_any_moment_leaves_the_database_usable(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'klinik.sqlite'}"
    one, other, chance = Database(url), Database(url), random.Random(3)
    await one.migrate()
    for _ in range(200):
        tasks = [asyncio.create_task(work(database)) for database in (one, other)]
        for _ in range(chance.randrange(40)):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await work(one)
    await one.close()
    await other.close()


async def test_work_cancelled_again_while_its_connection_is_closed_comes_to_an_end(
    tmp_path: Path,
) -> None:
    database, chance = Database(f"sqlite:///{tmp_path / 'klinik.sqlite'}"), random.Random(3)
    await database.migrate()
    for _ in range(200):
        begun = asyncio.all_tasks()
        working = asyncio.create_task(work(database))
        for _ in range(2):  # as at the end of a process: first the work, then all that is left
            for _ in range(chance.randrange(20)):
                await asyncio.sleep(0)
            left = asyncio.all_tasks() - begun
            for task in left:
                task.cancel()
        if left:
            _ended, hanging = await asyncio.wait(left, timeout=10)
            assert not hanging
        assert working.done()
    await work(database)
    await database.close()
