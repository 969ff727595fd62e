"""Quarters of a year in WIT, and the days on which their papers are due."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from clinic.workdays import add_workdays
from clinic.zone import WIT, here, local

__all__ = ["WIT", "Quarter", "end_of_day", "local"]

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; written 2026-Q4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        # The last year is left out, so that every quarter has a day after its end.
        if not (1 <= self.number <= 4 and MINYEAR <= self.year < MAXYEAR):
            raise ValueError(f"There is no quarter {self.number} of the year {self.year}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that str() wrote as `text`."""
        match = re.fullmatch(r"([0-9]{4})-Q([1-4])", text)
        if not match:
            raise ValueError(f"'{text}' is not a quarter; write it like 2026-Q4.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo | None = None) -> Self:
        """The quarter in which the moment lies on the clock of `zone`."""
        there = local(moment, zone)
        return cls(there.year, (there.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    @property
    def name(self) -> str:
        """Triwulan IV 2026."""
        return f"Triwulan {ROMAN[self.number - 1]} {self.year}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        after = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        return after - timedelta(days=1)

    def next(self) -> Self:
        return self._moved(1)

    def previous(self) -> Self:
        return self._moved(-1)

    def _moved(self, steps: int) -> Self:
        year, index = divmod(4 * self.year + self.number - 1 + steps, 4)
        return type(self)(year, index + 1)

    @property
    def report_due(self) -> date:
        """The 5th working day after the quarter, the rhythm of Form A in PP 39/2006."""
        return add_workdays(self.last_day, 5)

    @property
    def evaluation_due(self) -> date:
        """The 10th working day after the quarter, the rhythm of Form B in PP 39/2006."""
        return add_workdays(self.last_day, 10)


def end_of_day(day: date) -> datetime:
    """The last second of that day in WIT, as UTC.

    A village writes in the evening, when work is done and the signal is back; a paper that is
    due on a day is in time for the whole of that day, not only until the office closes.
    """
    return datetime.combine(day, time(23, 59, 59), here()).astimezone(UTC)
