import pytest

from clinic import reading
from clinic.reading import Reason, Unreadable

SPOKEN = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def in_words(number: int) -> str:
    """Numbers to 100 as they are spoken."""
    tens, ones = divmod(number, 10)
    if number == 100:
        return "seratus"
    if number in (10, 11):
        return {10: "sepuluh", 11: "sebelas"}[number]
    if tens == 0:
        return SPOKEN[ones]
    if tens == 1:
        return f"{SPOKEN[ones]} belas"
    return f"{SPOKEN[tens]} puluh {SPOKEN[ones] if ones else ''}".strip()


@pytest.mark.parametrize("number", range(101))
def test_every_number_to_a_hundred_is_read_from_words(number: int) -> None:
    assert reading.integer(in_words(number)) == number
    assert reading.integer(in_words(number).replace(" ", "")) == number


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("tiga ratus lima puluh rupiah", 350),
        ("dua ribu lima ratus", 2_500),
        ("dua ratus ribu", 200_000),
        ("satu juta dua ratus lima puluh ribu tiga ratus", 1_250_300),
        ("dua miliar lima ratus juta", 2_500_000_000),
        ("satu triliun", 1_000_000_000_000),
        ("dua puluh koma lima juta", 20_500_000),
    ],
)
def test_large_numbers_are_read_from_words(words: str, amount: int) -> None:
    assert reading.rupiah(words) == amount


@pytest.mark.parametrize("piece", ["satu juta ", "satu ratus ", "satu puluh ", "satujuta"])
def test_an_endless_row_of_number_words_is_refused(piece: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.integer(piece * 2000)

    assert refused.value.reason == Reason.NOT_A_NUMBER


def test_a_colloquial_and_a_literal_reading_are_both_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        reading.integer("dua juta tiga ratus")

    assert refused.value.reason == Reason.AMBIGUOUS
