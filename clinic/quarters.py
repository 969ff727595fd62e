"""Quarters of a year, and the days on which their papers are due."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import Self

from clinic.workdays import add_workdays
from clinic.zone import local

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
    def of(cls, moment: datetime) -> Self:
        """The quarter in which the moment lies on the province's clock."""
        there = local(moment)
        return cls(there.year, (there.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"

    @property
    def name(self) -> str:
        """Triwulan IV 2026."""
        return f"Triwulan {ROMAN[self.number - 1]} {self.year}"

    @property
    def last_day(self) -> date:
        after = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        return after - timedelta(days=1)

    def is_recent(self, now: datetime) -> bool:
        """Whether it is running or was the last: only then are its papers made."""
        running = type(self).of(now)
        return self in (running, running.previous())

    def previous(self) -> Self:
        year, index = divmod(4 * self.year + self.number - 2, 4)
        return type(self)(year, index + 1)

    @property
    def report_due(self) -> date:
        """The 5th working day after the quarter, the rhythm of Form A in PP 39/2006."""
        return add_workdays(self.last_day, 5)

    @property
    def evaluation_due(self) -> date:
        """The 10th working day after the quarter, the rhythm of Form B in PP 39/2006."""
        return add_workdays(self.last_day, 10)
