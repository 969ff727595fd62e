"""Counts, rupiah and percentages as people type them."""

import re
from decimal import Decimal

from clinic.reading.numerals import SCALES, numeral
from clinic.reading.tokens import tidy, tokens, words
from clinic.reading.unreadable import Reason, Unreadable

MOST = 10**15
NO = words("tidak tdk tak tida gak ga nda seng sing")
NONE_AT_ALL = frozenset(["nihil", *(f"{no} ada" for no in NO)])
# What may stand around any amount without changing it.
AROUND = frozenset(".,!:=") | frozenset(
    words(
        "ada sudah su sdh jumlah jumlahnya total totalnya semua semuanya cuma hanya saja sj jua "
        "pak bu bapak ibu"
    )
)
COUNTED = frozenset(
    words(
        "org orang jiwa kk keluarga kepala rumah rmh unit umkm usaha pelaku kelompok klp warga "
        "penerima manfaat buah bh ekor lembaga rtlh"
    )
)
CURRENCY = frozenset(words("rp idr rupiah"))
SHARE = frozenset(["%", *words("persen prosen persent pct")])
PROGRESS = frozenset(words("selesai rampung jalan fisik"))
# One letter may be a unit of measure next to a count ("2 m"), but not next to money.
COUNT_SCALES = frozenset(word for word in SCALES if len(word) > 1)


def integer(text: str) -> int:
    """A count: "1.250", "dua belas", "12 org", "± 30", "nihil"."""
    if _plain(text) in NONE_AT_ALL:
        return 0
    said = _without(tokens(text), AROUND | COUNTED)
    return _whole(numeral(said, scales=COUNT_SCALES))


def rupiah(text: str) -> int:
    """Money in whole rupiah: "Rp1,5 jt", "25rb", "Rp 1.250.000,-", "2 M"."""
    if _plain(text) == "nihil":
        return 0
    pieces = tokens(re.sub(r"[,.]\s*[-=]+\s*$", "", tidy(text)))
    said = _without(pieces, AROUND | CURRENCY)
    value = _whole(numeral(said, scales=SCALES.keys()))
    # "35" for a budget is hardly 35 rupiah: thousands or millions were left out.
    if 0 < value < 1000 and not CURRENCY & set(pieces):
        raise Unreadable(Reason.SCALE_MISSING)
    return value


def percent(text: str) -> float:
    """A share from 0 to 100: "12,5%", "40 persen", "seratus persen"."""
    if _plain(text) == "nihil":
        return 0.0
    pieces = tokens(text)
    said = _without(pieces, AROUND | SHARE | PROGRESS)
    value = numeral(said, scales=(), point=True)
    if value > 100:
        raise Unreadable(Reason.TOO_LARGE, limit=100)
    # "0,5" may be half a percent or, as spreadsheets write it, a half.
    if 0 < value < 1 and not SHARE & set(pieces):
        raise Unreadable(Reason.AMBIGUOUS)
    return float(value)


def _plain(text: str) -> str:
    return tidy(text).strip(" .!")


def _without(pieces: list[str], fillers: frozenset[str]) -> list[str]:
    said = [piece for piece in pieces if piece not in fillers]
    if said in ([], ["-"]):
        raise Unreadable(Reason.EMPTY if not pieces or pieces == ["-"] else Reason.NOT_A_NUMBER)
    return said


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise Unreadable(Reason.NOT_WHOLE)
    if value > MOST:
        raise Unreadable(Reason.TOO_LARGE, limit=MOST)
    return int(value)
