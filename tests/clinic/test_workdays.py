from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.workdays import add_workdays, days_off, due_after, is_workday
from clinic.zone import WIT

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def wit(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WIT)


def test_the_decree_of_2026_gives_17_holidays_and_8_days_of_joint_leave() -> None:
    days = days_off(2026)

    joint_leave = [day for day, name in days.items() if name == "Cuti bersama"]
    assert (len(days), len(joint_leave)) == (25, 8)


def test_the_decree_of_2026_agrees_with_the_independent_list() -> None:
    independent = holidays.country_holidays(
        "ID", years=2026, categories=("public", "government"), language="id"
    )

    assert set(days_off(2026)) == set(independent)


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
