"""The worker while one chat writes far more than anybody can read."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.backlog import AHEAD, FLOOD_REST_S, Backlog
from bot.lanes import MOST_OF_ONE
from storage.database import Database
from tests.bot.desk import LINA, MARIA, PETRUS, Desk
from tests.phone import MORNING


async def test_a_flood_in_one_chat_takes_nobody_elses_place(database: Database) -> None:
    desk = Desk(database, {})
    await desk.store(*[(MARIA, "lagi")] * 4_100, (PETRUS, "hai"))
    await desk.lease._take()
    for _ in range(3):
        await desk.worker.work_once()
    assert (await desk.rows())[-1].done_at == desk.now


async def test_a_refusal_behind_a_flood_is_said_at_once_and_holds_up_nobody(
    database: Database,
) -> None:
    desk = Desk(database, {})
    await desk.store(*[(MARIA, "lagi")] * 4_100, (PETRUS, "tolak"), (LINA, "hai"))
    await desk.lease._take()
    for _ in range(4):
        await desk.worker.work_once()
    assert [row.done_at for row in (await desk.rows())[-2:]] == [desk.now, desk.now]


async def test_who_floods_is_heard_again_when_the_clock_was_set_back(database: Database) -> None:
    desk = Desk(database, {})
    await desk.store(*[(MARIA, "lagi")] * (MOST_OF_ONE + 1))
    await desk.lease._take()
    await desk.worker.work_once()
    desk.pass_time(hours=-1)
    assert await desk.worker.work_once()


@pytest.fixture
def backlog(database: Database) -> Callable[..., Awaitable[Backlog]]:
    """A backlog that has given out its first batch; Maria has sent so many messages."""

    async def begun(messages: int) -> Backlog:
        desk = Desk(database, {})
        await desk.store(*[(MARIA, "lagi")] * messages)
        backlog = Backlog()
        async with database.reading() as session:
            await backlog.next(session, 64, now=MORNING)
        return backlog

    return begun


@pytest.mark.parametrize(
    ("messages", "pause"), [(1, None), (2, 0.0), (MOST_OF_ONE + 1, FLOOD_REST_S), (AHEAD, 0.0)]
)
async def test_the_next_batch_comes_when_there_is_one(
    backlog: Callable[..., Awaitable[Backlog]], messages: int, pause: float | None
) -> None:
    assert (await backlog(messages)).pause(MORNING) == (pause and pytest.approx(pause, abs=0.001))


async def test_a_rest_that_is_over_is_over_at_once(
    backlog: Callable[..., Awaitable[Backlog]],
) -> None:
    later = MORNING + timedelta(seconds=FLOOD_REST_S)
    assert (await backlog(MOST_OF_ONE + 1)).pause(later) == 0
