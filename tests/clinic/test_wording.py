from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from clinic import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1250, "1.250"),
        (1250000, "1.250.000"),
        (-1250, "-1.250"),
        (12.5, "12,5"),
        (12.0, "12"),
        (2.675, "2,68"),
        (1250.05, "1.250,05"),
        (-0.001, "0"),
        (Decimal("0.10"), "0,1"),
    ],
)
def test_numbers_have_points_for_thousands_and_a_comma(value: float, text: str) -> None:
    assert wording.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0%"), (12.5, "12,5%"), (100.0, "100%")])
def test_percent_has_no_space_before_its_sign(value: float, text: str) -> None:
    assert wording.percent(value) == text


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 KB"),
        (14_300, "14 KB"),
        (999 * 1024, "999 KB"),
        (1000 * 1024, "1 MB"),
        (1_250_000, "1,2 MB"),
        (2 * 1024**2, "2 MB"),
    ],
)
def test_the_size_of_a_file_is_told_in_its_largest_unit(size: int, text: str) -> None:
    assert wording.size(size) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "Rp0"), (1250000, "Rp1.250.000"), (-5000, "-Rp5.000")]
)
def test_rupiah_stands_before_the_amount_without_a_space(value: int, text: str) -> None:
    assert wording.rupiah(value) == text


def test_days_are_written_out() -> None:
    assert wording.day(date(2026, 11, 21)) == "21 November 2026"
    assert wording.weekday(date(2026, 11, 21)) == "Sabtu, 21 November 2026"


def test_every_month_and_weekday_has_its_name() -> None:
    months = [wording.day(date(2026, month, 1)).split()[1] for month in range(1, 13)]
    weekdays = [wording.weekday(date(2026, 11, 15 + step)).split(",")[0] for step in range(1, 8)]

    assert " ".join(months) == (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    assert " ".join(weekdays) == "Senin Selasa Rabu Kamis Jumat Sabtu Minggu"


def test_moments_are_told_in_wit() -> None:
    moment = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)

    assert wording.moment(moment) == "24 November 2026 pukul 16.05 WIT"
    assert wording.weekday_moment(moment) == "Selasa, 24 November 2026 pukul 16.05 WIT"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 24), "3 hari lagi"),
        (date(2026, 11, 22), "besok"),
        (date(2026, 11, 21), "hari ini"),
        (date(2026, 11, 20), "lewat 1 hari"),
        (date(2026, 11, 19), "lewat 2 hari"),
    ],
)
def test_due_days_are_told_from_today(day: date, text: str) -> None:
    assert wording.relative(day, date(2026, 11, 21)) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [(["foto"], "foto"), (["foto", "pagu"], "foto dan pagu"), (["a", "b", "c"], "a, b dan c")],
)
def test_lists_end_with_dan(items: list[str], text: str) -> None:
    assert wording.listing(items) == text


def test_of_a_long_list_the_rest_is_counted() -> None:
    assert wording.listing(["a", "b", "c"], 3) == "a, b dan c"
    assert wording.listing(["a", "b", "c", "d", "e"], 3) == "a, b, c dan 2 lainnya"
