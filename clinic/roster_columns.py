"""The sheets and columns of the roster workbook, and how each cell is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any, TypeVar
from unicodedata import normalize

from clinic import reading
from storage.people import Role
from storage.villages import VillageStatus

LONGEST = 200
# Indonesia with its seas: exchanged or misplaced coordinates fall outside.
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)
YEARS = range(2000, 2101)

Choice = TypeVar("Choice", bound=Enum)


class Unfit(Exception):
    """A cell cannot be taken over; the message completes "kolom ...: "."""


def text(value: Any) -> str:
    """What was typed, with stray spaces removed; 12.0 is "12", as Excel stores whole numbers."""
    if isinstance(value, datetime | date):
        raise Unfit("berisi tanggal; ubah format sel menjadi teks lalu tulis ulang")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = " ".join(normalize("NFC", str(value)).replace("\u200b", "").split())
    if len(written) > LONGEST:
        raise Unfit(f"terlalu panjang, {len(written)} huruf; paling banyak {LONGEST}")
    return written


def village_code(value: Any) -> str:
    code = text(value)
    if not re.fullmatch(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}", code):
        raise Unfit(f"«{code}» bukan kode desa Kemendagri; tulis seperti 81.01.09.2001")
    return code


def coordinate(value: Any, *, span: tuple[float, float]) -> float:
    try:
        degrees = float(text(value).replace(",", "."))
    except ValueError:
        raise Unfit(f"«{text(value)}» bukan angka; tulis seperti -3.695") from None
    if not span[0] <= degrees <= span[1]:
        raise Unfit(
            f"{degrees:g} di luar Indonesia; tulis derajat desimal, lintang di selatan minus"
        )
    return degrees


def day(value: Any) -> date:
    """A date cell, or a date typed with its year."""
    if isinstance(value, datetime):
        value = value.date()
    found = value if isinstance(value, date) else _typed_day(text(value))
    if found.year not in YEARS:
        raise Unfit(f"tahun {found.year} tidak masuk akal")
    return found


def _typed_day(written: str) -> date:
    try:
        if re.search(r"[0-9]{4}", written):  # with its year, a day does not depend on today
            return reading.day(written, today=date(YEARS[0], 1, 1))
    except reading.Unreadable:
        pass
    raise Unfit(f"«{written}» bukan tanggal; tulis seperti 31/01/2026")


def one_of(value: Any, *, kind: type[Choice]) -> Choice:
    written = _word(text(value))
    try:
        return kind(written)
    except ValueError:
        choices = ", ".join(member.value for member in kind)
        raise Unfit(f"«{text(value)}» tidak dikenal; pilih salah satu: {choices}") from None


def words(value: Any) -> tuple[str, ...]:
    """Several words between commas."""
    return tuple(
        dict.fromkeys(_word(part) for part in re.split("[,;]", text(value)) if part.strip())
    )


def _word(written: str) -> str:
    return "_".join(written.lower().split())


@dataclass(frozen=True)
class Column:
    """One column: its title, how its cells are read, and what the template says about it."""

    title: str
    about: str
    read: Callable[[Any], Any] = text
    required: bool = False


SHEETS: dict[str, tuple[Column, ...]] = {
    "desa": (
        Column("kode", "kode Kemendagri, contoh 81.01.09.2001", village_code, required=True),
        Column("nama", "nama desa, negeri, atau ohoi", required=True),
        Column("kecamatan", "nama kecamatan", required=True),
        Column("kabupaten", "nama kabupaten atau kota", required=True),
        Column(
            "status",
            "sangat_tertinggal, tertinggal, berkembang, maju, atau mandiri",
            partial(one_of, kind=VillageStatus),
        ),
        Column("lintang", "derajat desimal, contoh -4.525", partial(coordinate, span=LATITUDES)),
        Column("bujur", "derajat desimal, contoh 129.897", partial(coordinate, span=LONGITUDES)),
    ),
    "opd": (
        Column("kode", "singkatan OPD, contoh DPMD", required=True),
        Column("nama", "nama lengkap OPD", required=True),
    ),
    "binaan": (
        Column("opd", "kode dari lembar opd", required=True),
        Column("desa", "kode dari lembar desa", required=True),
        Column("sk", "nomor surat keputusan", required=True),
        Column("mulai", "tanggal mulai membina, contoh 31/01/2026", day, required=True),
        Column("selesai", "tanggal berakhir; kosong bila masih berjalan", day),
    ),
    "orang": (
        Column("nama", "nama lengkap", required=True),
        Column(
            "peran",
            "perangkat, praktisi, koordinator, provinsi, atau pengelola",
            partial(one_of, kind=Role),
            required=True,
        ),
        Column("opd", "kode dari lembar opd; wajib untuk koordinator"),
        Column("desa", "kode dari lembar desa; wajib untuk perangkat"),
        Column("topik", "topik keahlian, dipisah koma; wajib untuk praktisi", words),
        Column("kabupaten", "wilayah kerja, bila terbatas"),
        Column("jabatan", "nama dan jabatan bersama menandai satu orang"),
    ),
}
