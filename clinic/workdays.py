"""Working days of the province, and deadlines counted in them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import yaml
from holidays.constants import GOVERNMENT, PUBLIC

from clinic.zone import here, local

# Perpres 21/2023 leads to 07.30-16.00 (Friday 16.30). This hour holds on every working day,
# so what is promised "until 16.00" can always be kept.
CLOSES = time(16)
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def days_off(year: int) -> Mapping[date, str]:
    """Holidays and joint leave of a year, by the decree where we have it, else as expected."""
    if decree := _decrees().get(year):
        return {**dict.fromkeys(decree["joint_leave"], "Cuti bersama"), **decree["national"]}
    # "government" holds the joint leave days, as far as the library knows them.
    expected = holidays.country_holidays(
        "ID", years=year, categories=(PUBLIC, GOVERNMENT), language="id"
    )
    return dict(expected)


@cache
def _decrees() -> dict[int, Any]:
    text = Path(__file__).with_name("holidays.yaml").read_text(encoding="utf-8")
    decrees: dict[int, Any] = yaml.safe_load(text)
    return decrees


def is_workday(day: date) -> bool:
    """Monday to Friday, neither a national holiday nor joint leave."""
    return day.weekday() < SATURDAY and day not in days_off(day.year)


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after `day`, which itself does not count."""
    if n < 0:
        raise ValueError(f"cannot count {n} working days")
    while n:
        day += ONE_DAY
        n -= is_workday(day)
    return day


def due_after(moment: datetime, *, days: int) -> datetime:
    """Office close on the n-th working day after the local day of `moment`, in UTC."""
    due = add_workdays(local(moment).date(), days)
    return datetime.combine(due, CLOSES, here()).astimezone(UTC)
