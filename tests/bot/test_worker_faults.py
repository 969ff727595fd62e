"""The worker when the database says no: nothing is lost, nothing is done twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import dialogues, inbox
from storage.database import Database
from storage.statements import run
from tests.bot.desk import LINA, MARIA, PETRUS, Desk
from tests.bot.office import Breaking


async def runs_until(desk: Desk, is_enough: Callable[[list[inbox.Received]], bool]) -> None:
    stopping = asyncio.Event()
    running = asyncio.create_task(desk.worker.run(stopping))
    async with asyncio.timeout(10):
        while not is_enough(await desk.rows()):
            await asyncio.wait([running], timeout=0.02)
    stopping.set()
    desk.worker.wake()
    await running


@pytest.mark.parametrize("faults", [1, 2, 4])
async def test_when_a_commit_fails_everything_is_done_again_and_nothing_twice(
    desk: Desk, faults: int
) -> None:
    await desk.store((MARIA, "satu"), (PETRUS, "satu"), (MARIA, "dua"))
    breaking = Desk(Breaking(desk.database, faults=0), {}, now=desk.now)
    await breaking.lease._take()
    breaking.database.faults = faults
    await runs_until(breaking, lambda rows: all(row.done_at for row in rows))
    await desk.deliver()
    assert desk.heard(MARIA) == ["dengar satu", "dengar dua"]
    assert await desk.phone_and_words(MARIA) == ("dua", ["satu", "dua"])
    assert await desk.phone_and_words(PETRUS) == ("satu", ["satu"])


UNSETTLED = {
    "sqlite": "CREATE TRIGGER never BEFORE UPDATE OF done_at ON inbox WHEN new.update_id = 1"
    " BEGIN SELECT RAISE(ABORT, 'never'); END",
    "postgresql": "CREATE INDEX never ON inbox ((1 / (update_id - 1))) WHERE done_at IS NOT NULL",
}


async def test_an_update_that_can_never_be_settled_holds_up_no_other(desk: Desk) -> None:
    async with desk.database.work() as session:
        await run(session, text(UNSETTLED[desk.database.url.get_backend_name()]))
    await desk.store((MARIA, "satu"), (PETRUS, "satu"), (LINA, "satu"))
    await desk.lease._take()
    with pytest.raises(DBAPIError):
        await desk.worker.work_once()
    assert [bool(row.done_at) for row in await desk.rows()] == [False, True, True]
    await desk.deliver()
    assert (desk.heard(MARIA), desk.heard(LINA)) == ([], ["dengar satu"])


class LosingAnAnswer(Database):
    """The same database once more; one commit is carried out, and nobody hears of it."""

    def __init__(self, database: Database, *, at: int) -> None:
        vars(self).update(vars(database))
        self.left = at

    @asynccontextmanager
    async def work(self) -> AsyncIterator[AsyncSession]:
        async with super().work() as session:
            yield session
        self.left -= 1
        if self.left == 0:
            raise OperationalError("COMMIT", {}, OSError("the line is silent"))


@pytest.mark.parametrize("commit", [1, 2, 3])
async def test_what_was_committed_though_nobody_heard_of_it_is_not_done_again(
    desk: Desk, commit: int
) -> None:
    await desk.store((MARIA, "satu"), (PETRUS, "rusak"))
    await desk.lease._take()
    deaf = Desk(LosingAnAnswer(desk.database, at=commit), {}, now=desk.now)
    await runs_until(deaf, lambda rows: rows[1].attempts > 0)
    await desk.deliver()
    assert desk.heard(MARIA) == ["dengar satu"]
    assert [row.attempts for row in await desk.rows()] == [0, 1]


async def test_a_talk_that_is_ended_is_the_one_before_what_was_undone(desk: Desk) -> None:
    await desk.store((MARIA, "satu"), (MARIA, "tutup"))
    await desk.ends()
    async with desk.database.reading() as session:
        standing = await dialogues.found(session, [MARIA])
    assert standing[MARIA] == (None, {"remembered": {"last": "satu"}})
