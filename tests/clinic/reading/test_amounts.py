from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic import reading, wording
from clinic.reading import Reason

COUNTS: dict[str, int | Reason] = {
    "12": 12,
    " 12 ": 12,
    "0": 0,
    "007": 7,
    "1.250": 1250,
    "1.250.000": 1250000,
    "1,250,000": 1250000,
    "1 250 000": 1250000,
    "12 org": 12,
    "12org": 12,
    "12 Orang.": 12,
    "30 KK": 30,
    "± 30": 30,
    "±30 org": 30,
    "+- 30": 30,
    "~30": 30,
    "sekitar 30 orang": 30,
    "kurang lebih 45 kk": 45,
    "ada 12 rumah": 12,
    "totalnya 14 unit saja": 14,
    "2 rb": 2000,
    "1,5 ribu orang": 1500,
    "12,0": 12,
    "12\u200b\u00a0orang": 12,
    "１２": 12,
    "nol": 0,
    "satu": 1,
    "sepuluh": 10,
    "sebelas": 11,
    "dua belas": 12,
    "duabelas": 12,
    "dua puluh": 20,
    "Dua Puluh Lima orang": 25,
    "tigapuluh": 30,
    "sembilan puluh sembilan": 99,
    "seratus": 100,
    "saratus": 100,
    "ampa pulu": Reason.NOT_A_NUMBER,
    "ampat": 4,
    "anam belas": 16,
    "seratus dua puluh tiga": 123,
    "seribu dua ratus lima puluh": 1250,
    "nihil": 0,
    "tidak ada": 0,
    "Seng ada": 0,
    "": Reason.EMPTY,
    "-": Reason.EMPTY,
    "   ": Reason.EMPTY,
    "1.5": Reason.AMBIGUOUS,
    "1,250": Reason.AMBIGUOUS,
    "12.50": Reason.AMBIGUOUS,
    "0.250": Reason.AMBIGUOUS,
    "1.25.000": Reason.AMBIGUOUS,
    "1.250 ribu": Reason.AMBIGUOUS,
    "2 ribu 500": Reason.AMBIGUOUS,
    "1,5": Reason.NOT_WHOLE,
    "dua setengah": Reason.NOT_WHOLE,
    "-5": Reason.NEGATIVE,
    "minus 5": Reason.NEGATIVE,
    "−5": Reason.NEGATIVE,
    "30-40": Reason.SEVERAL_NUMBERS,
    "10 dan 12": Reason.SEVERAL_NUMBERS,
    "1 250": Reason.SEVERAL_NUMBERS,
    "12 dari 15": Reason.SEVERAL_NUMBERS,
    "10 laki 12 perempuan": Reason.SEVERAL_NUMBERS,
    "banyak": Reason.NOT_A_NUMBER,
    "puluhan": Reason.NOT_A_NUMBER,
    "30an": Reason.NOT_A_NUMBER,
    "kurang dari 30": Reason.NOT_A_NUMBER,
    "tidak sampai 12": Reason.NOT_A_NUMBER,
    "12 m": Reason.NOT_A_NUMBER,
    "12%": Reason.NOT_A_NUMBER,
    "Rp12": Reason.NOT_A_NUMBER,
    "dua lima": Reason.NOT_A_NUMBER,
    "puluh": Reason.NOT_A_NUMBER,
    "belas": Reason.NOT_A_NUMBER,
    "dua puluh nol": Reason.NOT_A_NUMBER,
    "seratus ratus": Reason.NOT_A_NUMBER,
    "?": Reason.NOT_A_NUMBER,
    "belum ada": Reason.NOT_A_NUMBER,
    "9" * 30: Reason.TOO_LARGE,
}

MONEY: dict[str, int | Reason] = {
    "Rp1,5 jt": 1_500_000,
    "1.5 juta": 1_500_000,
    "1,5juta": 1_500_000,
    "rp 1.5jt": 1_500_000,
    "25rb": 25_000,
    "25 ribu": 25_000,
    "25k": 25_000,
    "Rp 1.250.000,-": 1_250_000,
    "Rp. 1.250.000,00": 1_250_000,
    "Rp.1.250.000.-": 1_250_000,
    "Rp1.250.000,=": 1_250_000,
    "IDR 1,250,000.00": 1_250_000,
    "1250000": 1_250_000,
    "1 250 000": 1_250_000,
    "35.000.000": 35_000_000,
    "Rp35jt": 35_000_000,
    "35 JT rupiah": 35_000_000,
    "sekitar 50 juta": 50_000_000,
    "2 M": 2_000_000_000,
    "2,5M": 2_500_000_000,
    "2 miliar": 2_000_000_000,
    "1.25 milyar": 1_250_000_000,
    "1250 jt": 1_250_000_000,
    "1 jt 250 rb": 1_250_000,
    "2 miliar 500 juta": 2_500_000_000,
    "0,125 juta": 125_000,
    "sejuta": 1_000_000,
    "satu setengah juta": 1_500_000,
    "setengah juta": 500_000,
    "satu koma lima juta": 1_500_000,
    "dua puluh lima juta rupiah": 25_000_000,
    "tiga ratus lima puluh ribu": 350_000,
    "satu juta dua ratus lima puluh ribu": 1_250_000,
    "Rp 500": 500,
    "lima ratus rupiah": 500,
    "Rp0": 0,
    "0": 0,
    "nol": 0,
    "nihil": 0,
    "35": Reason.SCALE_MISSING,
    "150": Reason.SCALE_MISSING,
    "tiga puluh lima": Reason.SCALE_MISSING,
    "1.5": Reason.AMBIGUOUS,
    "Rp1,250": Reason.AMBIGUOUS,
    "1.250 juta": Reason.AMBIGUOUS,
    "1,500 jt": Reason.AMBIGUOUS,
    "1 juta 500": Reason.AMBIGUOUS,
    "sejuta lima ratus": Reason.AMBIGUOUS,
    "Rp1.250.000,50": Reason.NOT_WHOLE,
    "1,23456789 jt": Reason.NOT_WHOLE,
    "-Rp5.000": Reason.NEGATIVE,
    "Rp -5.000": Reason.NEGATIVE,
    "30-40 juta": Reason.SEVERAL_NUMBERS,
    "10 jt x 3": Reason.SEVERAL_NUMBERS,
    "250 rb 1 jt": Reason.SEVERAL_NUMBERS,
    "35 juta per rumah": Reason.NOT_A_NUMBER,
    "50 jutaan": Reason.NOT_A_NUMBER,
    "juta": Reason.NOT_A_NUMBER,
    "Rp": Reason.NOT_A_NUMBER,
    "banyak uang": Reason.NOT_A_NUMBER,
    "": Reason.EMPTY,
    "9000000 t": Reason.TOO_LARGE,
}

SHARES: dict[str, float | Reason] = {
    "12,5%": 12.5,
    "12.5 %": 12.5,
    "40": 40.0,
    "40 persen": 40.0,
    "40prosen": 40.0,
    "± 40 %": 40.0,
    "su 40%": 40.0,
    "selesai 80%": 80.0,
    "100%": 100.0,
    "seratus persen": 100.0,
    "empat puluh persen": 40.0,
    "dua belas koma lima persen": 12.5,
    "0": 0.0,
    "nihil": 0.0,
    "0,5%": 0.5,
    "0,5": Reason.AMBIGUOUS,
    "0.75": Reason.AMBIGUOUS,
    "12.500": Reason.AMBIGUOUS,
    "101%": Reason.TOO_LARGE,
    "seribu persen": Reason.TOO_LARGE,
    "-5%": Reason.NEGATIVE,
    "50-60%": Reason.SEVERAL_NUMBERS,
    "belum selesai 80%": Reason.NOT_A_NUMBER,
    "hampir selesai": Reason.NOT_A_NUMBER,
    "%": Reason.NOT_A_NUMBER,
    "": Reason.EMPTY,
}


@pytest.mark.parametrize(("text", "told"), COUNTS.items())
def test_counts_are_read_or_refused_with_the_reason(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.integer, text) == told


@pytest.mark.parametrize(("text", "told"), MONEY.items())
def test_money_is_read_or_refused_with_the_reason(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.rupiah, text) == told


@pytest.mark.parametrize(("text", "told"), SHARES.items())
def test_shares_are_read_or_refused_with_the_reason(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.percent, text) == told


@given(st.integers(0, 10**15))
def test_rupiah_is_read_back_from_its_wording(amount: int) -> None:
    assert reading.rupiah(wording.rupiah(amount)) == amount


@given(st.integers(0, 10**12))
def test_a_count_is_read_back_from_its_wording(amount: int) -> None:
    assert reading.integer(wording.number(amount)) == amount


@given(st.integers(0, 10_000).map(lambda hundredths: hundredths / 100))
def test_a_share_is_read_back_from_its_wording(share: float) -> None:
    assert reading.percent(wording.percent(share)) == share
