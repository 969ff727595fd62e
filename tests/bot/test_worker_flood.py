"""The worker while one chat writes far more than anybody can read."""

from storage.database import Database
from tests.bot.desk import MARIA, PETRUS, Desk


async def test_a_flood_in_one_chat_takes_nobody_elses_place(database: Database) -> None:
    desk = Desk(database, {})
    await desk.store(*[(MARIA, "lagi")] * 4_100, (PETRUS, "hai"))
    await desk.lease._take()
    for _ in range(3):
        await desk.worker.work_once()
    assert (await desk.rows())[-1].done_at == desk.now
