"""Evaluations as rows: those of some agencies, or of all."""

from datetime import UTC, date, datetime

from storage import agencies, evaluations
from storage.database import Database
from tests import cast

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
QUARTER = "2026-Q4"


async def test_what_an_agency_has_to_do_with_is_found_without_the_others(
    database: Database,
) -> None:
    async with database.work() as session:
        await cast.enter(session)
        pairs = [(1, 1), (2, 2)]
        rows = [{"agency_id": a, "village_id": v, "quarter": QUARTER} for a, v in pairs]
        await evaluations.plan(session, rows, now=NOW)
        for some, expected in (({2}, [(2, 2)]), (set[int](), []), (None, pairs)):
            planned = await evaluations.of_quarter(session, QUARTER, agency_ids=some)
            assert [(one.agency_id, one.village_id) for one in planned] == expected
            in_force = await agencies.mentorships(session, on=date(2026, 12, 31), agency_ids=some)
            assert [(one.agency_id, one.village_id) for one in in_force] == expected
