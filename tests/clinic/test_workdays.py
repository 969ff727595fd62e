from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.workdays import (
    add_workdays,
    days_off,
    due_after,
    due_after_hours,
    explain,
    is_open,
    is_workday,
)
from clinic.zone import WIT

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def wit(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WIT)


def test_the_decree_of_2026_gives_17_holidays_and_8_days_of_joint_leave() -> None:
    days = days_off(2026).days

    joint_leave = [day for day, name in days.items() if name == "Cuti bersama"]
    assert (len(days), len(joint_leave)) == (25, 8)


def test_the_decree_of_2026_agrees_with_the_independent_list() -> None:
    independent = holidays.country_holidays(
        "ID", years=2026, categories=("public", "government"), language="id"
    )

    assert set(days_off(2026).days) == set(independent)


def test_only_years_with_a_decree_are_final() -> None:
    assert not days_off(2026).provisional
    assert days_off(2027).provisional


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 8, 17), False),  # national holiday
        (date(2026, 12, 24), False),  # joint leave
        (date(2025, 12, 26), False),  # joint leave of a year without our own decree
        (date(2026, 12, 28), True),
    ],
)
def test_a_working_day_is_no_weekend_holiday_or_joint_leave(day: date, working: bool) -> None:
    assert is_workday(day) is working


@given(DAYS, st.integers(1, 30))
def test_the_nth_working_day_has_n_working_days_behind_it(day: date, n: int) -> None:
    due = add_workdays(day, n)

    passed = [day + timedelta(days=step) for step in range(1, (due - day).days + 1)]
    assert sum(map(is_workday, passed)) == n
    assert is_workday(due)


def test_no_working_days_later_is_the_same_day() -> None:
    assert add_workdays(date(2026, 11, 21), 0) == date(2026, 11, 21)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_workdays(date(2026, 11, 21), -1)


@pytest.mark.parametrize(
    ("day", "n", "sentence"),
    [
        (date(2026, 11, 23), 2, "2 hari kerja"),
        (date(2026, 5, 5), 5, "5 hari kerja; 9-10 Mei libur"),
        (date(2026, 5, 12), 5, "5 hari kerja; 14-17 Mei libur"),
        (date(2026, 5, 28), 2, "2 hari kerja; 30 Mei sampai 1 Juni libur"),
        (date(2026, 8, 14), 7, "7 hari kerja; 15-17 Agustus, 22-23 Agustus dan 25 Agustus libur"),
        (
            date(2026, 12, 31),
            2,
            "2 hari kerja; 1-3 Januari dan 5 Januari libur; hari libur 2027 masih perkiraan",
        ),
        (
            date(2025, 12, 31),
            5,
            "5 hari kerja; 1 Januari dan 3-4 Januari libur",
        ),
    ],
)
def test_the_count_is_explained_with_the_days_off(day: date, n: int, sentence: str) -> None:
    assert explain(day, n) == sentence


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (wit(20, 10), wit(24, 16)),  # Friday morning
        (wit(20, 20), wit(24, 16)),  # Friday night
        (wit(22, 12), wit(24, 16)),  # Sunday
        (wit(23, 7), wit(25, 16)),  # Monday before the office opens
    ],
)
def test_two_working_days_end_when_the_office_closes(opened: datetime, due: datetime) -> None:
    assert due_after(opened, days=2) == due


def test_the_local_day_counts_not_the_day_in_utc() -> None:
    monday_morning = datetime(2026, 11, 22, 16, tzinfo=UTC)

    assert due_after(monday_morning, days=1) == wit(24, 16)


def test_deadlines_are_stored_in_utc() -> None:
    assert due_after(wit(20, 10), days=2).tzinfo is UTC
    assert due_after_hours(wit(20, 10), hours=2).tzinfo is UTC


@pytest.mark.parametrize(
    ("opened", "hours", "due"),
    [
        (wit(20, 10), 4, wit(20, 14)),
        (wit(20, 8), 8, wit(20, 16)),
        (wit(20, 15), 4, wit(23, 11)),  # over the weekend
        (wit(20, 6, 30), 1, wit(20, 9)),  # before the office opens
        (wit(20, 23), 1, wit(23, 9)),
        (wit(21, 12), 16, wit(24, 16)),
    ],
)
def test_hours_run_only_while_the_office_is_open(
    opened: datetime, hours: int, due: datetime
) -> None:
    assert due_after_hours(opened, hours=hours) == due


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        (wit(20, 8), True),
        (wit(20, 15, 59), True),
        (wit(20, 16), False),
        (wit(20, 7, 59), False),
        (wit(21, 10), False),
    ],
)
def test_the_office_is_staffed_from_8_to_16_on_working_days(
    moment: datetime, staffed: bool
) -> None:
    assert is_open(moment) is staffed
    assert is_open(moment.astimezone(UTC)) is staffed
