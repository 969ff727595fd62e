"""A reminder rings, is read, and stops when the report arrives, over real HTTP."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.database import Database
from tests import cast
from tests.stories.house import open_house

EVE = datetime(2026, 12, 27, 23, 30, tzinfo=UTC)  # 28 December, 08:30 WIT: 14 days before


async def test_three_days_asleep_bring_one_reminder_that_says_what_is_missing(
    database: Database, tmp_path: Path
) -> None:
    async with database.work() as session:
        await cast.enter(session)
    now = EVE - timedelta(days=8)
    async with open_house(database, tmp_path, clock=lambda: now) as house:
        maria, rahma = house.phone(cast.MARIA), house.phone(cast.RAHMA)
        await maria.hears("")  # the clinic is open
        await house.parts.alarm.plan()
        now = EVE + timedelta(days=16)  # 13 January: after T-14, T-7, T-1 and the day itself
        await house.parts.alarm.remind()
        heard = await maria.hears("Pengingat")
        assert "11 Januari 2027" in heard["text"]
        assert "belum dimulai" in heard["text"]
        await rahma.hears("Pengingat")
        maria.presses("Sudah baca")
        await maria.hears("Terima kasih")
        await house.parts.alarm.remind()
        reminders = [m for m in maria.heard() if "11 Januari 2027" in m.get("text", "")]
        assert len(reminders) == 1
