from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from clinic import wording, zone
from clinic.quarters import Quarter
from clinic.workdays import due_after
from clinic.zone import local


@pytest.fixture
def _jakarta() -> Iterator[None]:
    zone.settle("Asia/Jakarta")
    yield
    zone.settle("Asia/Jayapura")


@pytest.mark.usefixtures("_jakarta")
def test_one_setting_moves_words_deadlines_and_quarters_to_another_zone() -> None:
    new_year = datetime(2026, 12, 31, 17, tzinfo=UTC)

    assert wording.moment(new_year) == "1 Januari 2027 pukul 00.00 WIB"
    assert due_after(new_year, days=0) == datetime(2027, 1, 1, 9, tzinfo=UTC)
    assert Quarter.of(new_year.replace(hour=16)) == Quarter(2026, 4)


def test_the_clinic_lives_nine_hours_ahead_of_utc() -> None:
    there = local(datetime(2026, 12, 31, 15, 30, tzinfo=UTC))

    assert there.isoformat() == "2027-01-01T00:30:00+09:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 11, 21, 7))  # noqa: DTZ001 - it has none
