"""Roster workbooks for tests: a small faultless one, to be spoiled cell by cell."""

from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from clinic.inviting import Mint
from clinic.roster_sheet import workbook

TOPICS = ("desa", "sosial", "perikanan")
BANDA, WARU = "81.01.09.2999", "81.05.15.2999"

Rows = dict[str, list[dict[str, Any]]]


def counting_mint(key: bytes = b"k" * 32) -> Mint:
    """A mint whose randomness is a counter, so that every code is another one."""
    drawn = iter(range(1, 1_000_000))
    return Mint(key, lambda octets: next(drawn).to_bytes(octets, "big"))


def rows() -> Rows:
    """Two villages, two agencies, five people; Yakob has two roles."""
    return deepcopy(
        {
            "desa": [
                {"kode": BANDA, "nama": "Contoh Banda", "kecamatan": "Banda"}
                | {
                    "kabupaten": "Maluku Tengah",
                    "status": "maju",
                    "lintang": -4.52,
                    "bujur": 129.9,
                },
                {"kode": WARU, "nama": "Contoh Waru", "kecamatan": "Teluk Waru"}
                | {"kabupaten": "Seram Bagian Timur"},
            ],
            "opd": [
                {"kode": "DPMD", "nama": "Dinas Pemberdayaan Masyarakat dan Desa"},
                {"kode": "DISTAN", "nama": "Dinas Pertanian"},
            ],
            "binaan": [
                {"opd": "DPMD", "desa": BANDA, "sk": "contoh 1", "mulai": date(2026, 1, 5)},
                {"opd": "DISTAN", "desa": WARU, "sk": "contoh 1", "mulai": date(2026, 1, 5)},
            ],
            "orang": [
                {"nama": "Maria", "jabatan": "Sekretaris", "peran": "perangkat", "desa": BANDA},
                {"nama": "Titus", "jabatan": "Kepala desa", "peran": "perangkat", "desa": WARU},
                {
                    "nama": "Yakob",
                    "jabatan": "Analis",
                    "peran": "praktisi",
                    "topik": "desa, sosial",
                },
                {"nama": "Yakob", "jabatan": "Analis", "peran": "koordinator", "opd": "DPMD"},
                {"nama": "Lina", "jabatan": "", "peran": "pengelola"},
            ],
        }
    )


def file(content: Rows | Workbook) -> BytesIO:
    """The workbook as bytes, as somebody would upload it."""
    made = BytesIO()
    (content if isinstance(content, Workbook) else workbook(content)).save(made)
    return made
