"""Reports as rows: those of some villages, without all the others of the province."""

from datetime import UTC, datetime

from storage import reports
from storage.database import Database
from tests import cast

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


async def test_the_reports_of_villages_and_quarters_are_found_without_the_others(
    database: Database,
) -> None:
    async with database.work() as session:
        await cast.enter(session)
        for village in (1, 2):
            for quarter in ("2026-Q2", "2026-Q3", "2026-Q4"):
                await reports.begin(session, village, quarter, now=NOW)
        found = await reports.of_villages(session, {1}, ["2026-Q3", "2026-Q4"])
        assert sorted(found) == [(1, "2026-Q3"), (1, "2026-Q4")]
        assert [report.village_id for report in found.values()] == [1, 1]
        assert await reports.of_villages(session, set(), ["2026-Q4"]) == {}
