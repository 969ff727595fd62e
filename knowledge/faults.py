"""What is wrong in the topic files, said to the people who write them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

FIELD_SENTENCES = {
    "missing": "kolom «{field}» wajib diisi",
    "extra_forbidden": "kolom «{field}» tidak dikenal",
    "string_too_long": "kolom «{field}» terlalu panjang ({length} huruf, batasnya {max_length})",
    "string_too_short": "kolom «{field}» kosong",
    "string_type": "kolom «{field}» harus berupa tulisan",
    "tuple_type": "kolom «{field}» harus berupa daftar (baris yang diawali -)",
    "too_short": "kolom «{field}» paling sedikit berisi {min_length}, baru ada {actual_length}",
    "value_error": "kolom «{field}»: {error}",
    "model_type": "bagian ini harus berisi kolom-kolom, seperti «id:» dan «question:»",
}
WRONG_FORM = {
    "id": "hanya huruf kecil, angka, dan garis bawah",
    "related": "hanya huruf kecil, angka, dan garis bawah",
    "sources": "harus alamat yang diawali http:// atau https://",
    "valid_as_of": "tulis tahun, tahun-bulan, atau tahun-bulan-tanggal, misalnya 2026-02",
    "urgent": "tulis true atau false",
    "basis": "tulis sumber atau umum",
    "valid_until": "tulis tahun-bulan-tanggal, misalnya 2026-12-31",
    "withdrawn_on": "tulis tahun-bulan-tanggal, misalnya 2026-12-31",
}


class Fault(NamedTuple):
    """One fault and where to mend it."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, baris {self.line}: {self.sentence}"


class LibraryFaults(Exception):
    """The topic files cannot be used; `faults` names everything that is wrong at once."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = sorted(faults)


def told(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each fault is, and what to say of it in Indonesian."""
    for one in error.errors(include_url=False):
        if one["type"] == "too_short" and len(one["input"]) >= one["ctx"]["min_length"]:
            continue  # its items are wrong, which is told by itself
        yield one["loc"], _sentence(one)


def _sentence(error: Any) -> str:
    names = [step for step in error["loc"] if isinstance(step, str)]
    field = names[-1] if names else ""
    if error["type"] == "model_type" and field == "files":
        return "setiap baris «files» harus berisi «file:» dan «title:»"
    pattern = FIELD_SENTENCES.get(error["type"])
    if pattern is None:
        form = WRONG_FORM.get(field, "bentuknya tidak benar")
        return f"kolom «{field}» berisi «{error['input']}»: {form}"
    length = len(error["input"]) if isinstance(error["input"], str) else 0
    return pattern.format(field=field, length=length, **error.get("ctx", {}))
