from datetime import UTC, datetime

import pytest

from clinic.zone import local


def test_the_clinic_lives_nine_hours_ahead_of_utc() -> None:
    there = local(datetime(2026, 12, 31, 15, 30, tzinfo=UTC))

    assert there.isoformat() == "2027-01-01T00:30:00+09:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 11, 21, 7))  # noqa: DTZ001
