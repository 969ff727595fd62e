"""Working days and office hours of the province, and deadlines counted in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import yaml
from holidays.constants import GOVERNMENT, PUBLIC

from clinic import wording
from clinic.zone import here, local

# Perpres 21/2023 leads to 07.30-16.00 (Friday 16.30). These hours hold on every working day,
# so what is promised "until 16.00" can always be kept.
OPENS, CLOSES = time(8), time(16)
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class DaysOff:
    """Holidays and joint leave of one year; provisional while no decree stands in holidays.yaml."""

    days: Mapping[date, str]
    provisional: bool


@cache
def days_off(year: int) -> DaysOff:
    """The days off of a year, from the decree where we have it."""
    if decree := _decrees().get(year):
        joint_leave = dict.fromkeys(decree["joint_leave"], "Cuti bersama")
        return DaysOff({**joint_leave, **decree["national"]}, provisional=False)
    # "government" holds the joint leave days, as far as the library knows them.
    expected = holidays.country_holidays(
        "ID", years=year, categories=(PUBLIC, GOVERNMENT), language="id"
    )
    return DaysOff(dict(expected), provisional=True)


@cache
def _decrees() -> dict[int, Any]:
    text = Path(__file__).with_name("holidays.yaml").read_text(encoding="utf-8")
    decrees: dict[int, Any] = yaml.safe_load(text)
    return decrees


def is_workday(day: date) -> bool:
    """Monday to Friday, neither a national holiday nor joint leave."""
    return day.weekday() < SATURDAY and day not in days_off(day.year).days


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after `day`, which itself does not count."""
    if n < 0:
        raise ValueError(f"cannot count {n} working days")
    while n:
        day += ONE_DAY
        n -= is_workday(day)
    return day


def explain(day: date, n: int) -> str:
    """Why the n-th working day after `day` is that day: "5 hari kerja; 9-10 Mei libur"."""
    due = add_workdays(day, n)
    between = [day + ONE_DAY * step for step in range(1, (due - day).days)]
    free = [_span(*run) for run in _runs([each for each in between if not is_workday(each)])]
    parts = [f"{n} hari kerja", *([f"{wording.listing(free)} libur"] if free else [])]
    counted = range((day + ONE_DAY).year, due.year + 1)
    years = [year for year in counted if days_off(year).provisional]
    if years:
        listed = wording.listing([str(year) for year in years])
        parts.append(f"hari libur {listed} masih perkiraan")
    return "; ".join(parts)


def _runs(days: list[date]) -> list[tuple[date, date]]:
    """First and last day of each stretch of days without a gap."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and runs[-1][1] + ONE_DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _span(first: date, last: date) -> str:
    months = [wording.MONTHS[day.month - 1] for day in (first, last)]
    if first == last:
        return f"{last.day} {months[1]}"
    if first.month == last.month:
        return f"{first.day}-{last.day} {months[1]}"
    return f"{first.day} {months[0]} sampai {last.day} {months[1]}"


def due_after(moment: datetime, *, days: int, zone: ZoneInfo | None = None) -> datetime:
    """Office close on the n-th working day after the local day of `moment`, in UTC."""
    return _at(add_workdays(local(moment, zone).date(), days), CLOSES, zone)


def due_after_hours(moment: datetime, *, hours: int, zone: ZoneInfo | None = None) -> datetime:
    """The moment when the office has been open for so many hours since `moment`, in UTC."""
    left, day = timedelta(hours=hours), local(moment, zone).date()
    while True:
        opens, closes = _at(day, OPENS, zone), _at(day, CLOSES, zone)
        begins = max(opens, moment.astimezone(UTC))
        if is_workday(day) and begins + left <= closes:
            return begins + left
        if is_workday(day):
            left -= max(closes - begins, timedelta(0))
        day += ONE_DAY


def is_open(moment: datetime, zone: ZoneInfo | None = None) -> bool:
    """Whether the office is staffed at that moment."""
    there = local(moment, zone)
    return is_workday(there.date()) and OPENS <= there.time() < CLOSES


def _at(day: date, clock: time, zone: ZoneInfo | None) -> datetime:
    return datetime.combine(day, clock, zone or here()).astimezone(UTC)
