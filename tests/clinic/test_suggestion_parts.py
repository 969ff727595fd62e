"""The parts of a suggestion, as people type them."""

from datetime import date

import pytest

from clinic import suggestion_parts
from clinic.refusals import DayNotTaken, NothingWritten, PartNotTaken

TODAY = date(2026, 11, 23)


def read(part: str, text: str) -> object:
    return suggestion_parts.read(part, text, text, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("jdih.kemendesa.go.id", "https://jdih.kemendesa.go.id"),
        ("https://contoh.go.id/a?b=1", "https://contoh.go.id/a?b=1"),
        ("http://contoh.go.id,", "http://contoh.go.id"),
        ("Https://contoh.go.id/A", "https://contoh.go.id/A"),
        ("[JDIH](https://contoh.go.id/a)", "https://contoh.go.id/a"),
        ("permendesa", "permendesa"),
    ],
)
def test_an_address_is_kept_as_it_opens(typed: str, kept: str) -> None:
    assert read("sources", typed) == [kept]


def test_a_line_is_one_wording() -> None:
    assert read("also", "satu  cara\n\n dua cara ") == ["satu cara", "dua cara"]


@pytest.mark.parametrize("nothing", ["tidak ada", "Tanpa batas.", "-", "selamanya"])
def test_what_may_be_left_out_is_left_out(nothing: str) -> None:
    assert read("valid_until", nothing) is None


@pytest.mark.parametrize(
    "typed", ["31 Desember 2027", "sampai 31/12/2027", "hingga tanggal 31-12-2027"]
)
def test_a_last_day_is_read_as_people_write_it(typed: str) -> None:
    assert read("valid_until", typed) == "2027-12-31"


@pytest.mark.parametrize("typed", ["kapan-kapan", "22 November 2026"])
def test_no_day_and_a_day_that_is_over_are_refused(typed: str) -> None:
    with pytest.raises(DayNotTaken):
        read("valid_until", typed)


@pytest.mark.parametrize("typed", ["😀", "...", "??"])
def test_signs_are_no_words(typed: str) -> None:
    with pytest.raises(PartNotTaken):
        read("answer", typed)


def test_nothing_is_nothing() -> None:
    with pytest.raises(NothingWritten):
        read("answer", "  ")
