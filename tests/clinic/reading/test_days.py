from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic import reading, wording
from clinic.reading import Reason

TODAY = date(2026, 11, 21)  # a Saturday

DAYS: dict[str, date | Reason] = {
    "3/4": date(2026, 4, 3),
    "3-4": date(2026, 4, 3),
    "3.4": date(2026, 4, 3),
    "03/04/2026": date(2026, 4, 3),
    "03-04-26": date(2026, 4, 3),
    "3 . 4 . 2026": date(2026, 4, 3),
    "2026-04-03": date(2026, 4, 3),
    "3 April 2026": date(2026, 4, 3),
    "3 april": date(2026, 4, 3),
    "3apr2026": date(2026, 4, 3),
    "3 Apr. '26": date(2026, 4, 3),
    "3-Apr-26": date(2026, 4, 3),
    "tgl 3 April 2026": date(2026, 4, 3),
    "Tanggal: 3/4/2026.": date(2026, 4, 3),
    "Jumat, 3 April 2026": date(2026, 4, 3),
    "jum'at 3/4": date(2026, 4, 3),
    "17 Agustus": date(2026, 8, 17),
    "17 agt 2025": date(2025, 8, 17),
    "1 Pebruari 2026": date(2026, 2, 1),
    "9 mrt": date(2026, 3, 9),
    "30 Nop 2025": date(2025, 11, 30),
    "12 sept 2026": date(2026, 9, 12),
    "28/12": date(2026, 12, 28),
    "1/3": date(2026, 3, 1),
    "29/2": date(2024, 2, 29),
    "29 Februari 2024": date(2024, 2, 29),
    "hari ini": date(2026, 11, 21),
    "kemarin": date(2026, 11, 20),
    "kmrn": date(2026, 11, 20),
    "besok": date(2026, 11, 22),
    "3 hari yang lalu": date(2026, 11, 18),
    "31/2": Reason.NO_SUCH_DAY,
    "31 Juni 2026": Reason.NO_SUCH_DAY,
    "29 Februari 2026": Reason.NO_SUCH_DAY,
    "4/13": Reason.NO_SUCH_DAY,
    "0/4/2026": Reason.NO_SUCH_DAY,
    "26-04-03": Reason.AMBIGUOUS,
    "3-5 April 2026": Reason.SEVERAL_DAYS,
    "3 dan 5 April": Reason.SEVERAL_DAYS,
    "3 April sampai 2 Mei": Reason.SEVERAL_DAYS,
    "3/4 sampai 5/4": Reason.SEVERAL_DAYS,
    "April 2026": Reason.DAY_MISSING,
    "akhir April": Reason.DAY_MISSING,
    "Kamis, 3 April 2026": Reason.WEEKDAY_DIFFERS,
    "minggu lalu": Reason.NOT_A_DAY,
    "Senin": Reason.NOT_A_DAY,
    "3/4-26": Reason.NOT_A_DAY,
    "2026": Reason.NOT_A_DAY,
    "tanggal": Reason.NOT_A_DAY,
    "lupa": Reason.NOT_A_DAY,
    "": Reason.EMPTY,
}


@pytest.mark.parametrize(("text", "told"), DAYS.items())
def test_days_are_read_or_refused_with_the_reason(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.day, text, today=TODAY) == told


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_read_back_from_its_wording(day: date) -> None:
    assert reading.day(wording.day(day), today=TODAY) == day
    assert reading.day(wording.weekday(day), today=TODAY) == day
    assert reading.day(f"{day:%d/%m/%Y}", today=TODAY) == day


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.dates(date(2020, 1, 1)))
def test_a_day_without_its_year_was_or_is_soon(today: date, meant: date) -> None:
    found = reading.day(f"{meant.day}/{meant.month}", today=today)

    assert (found.month, found.day) == (meant.month, meant.day)
    assert (found - today).days <= 60
    assert (today - found).days <= 366 or (meant.month, meant.day) == (2, 29)
