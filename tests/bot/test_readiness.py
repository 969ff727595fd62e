"""What `klinik check` says of the province's own books."""

from datetime import date
from pathlib import Path

from bot.commands.readiness import Finding, findings
from bot.settings import Settings
from tests.shelf import write

DAY = date(2026, 11, 22)


async def said(tmp_path: Path, own: Path) -> list[Finding]:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", knowledge_dir=own)
    return [f async for f in findings(settings, DAY) if f.what.startswith(("peng", "cat"))][1:]


async def test_every_fault_of_the_own_books_is_told_with_file_and_line(tmp_path: Path) -> None:
    write(tmp_path, owner="", sources="[]")
    assert list(map(str, await said(tmp_path, tmp_path))) == [
        "failed  pengetahuan: contoh.yaml, baris 8: "
        "kolom «sources» paling sedikit berisi 1, baru ada 0; perbaiki baris itu",
        "failed  pengetahuan: contoh.yaml, baris 10: kolom «owner» kosong; perbaiki baris itu",
    ]


async def test_a_folder_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    (told,) = await said(tmp_path, tmp_path / "salah")
    assert str(told).startswith("failed  pengetahuan: salah, baris 1: map ini tidak ada")


async def test_remarks_on_the_own_books_fail_nothing(tmp_path: Path) -> None:
    write(tmp_path, valid_until="2024-12-31", question="Apa itu?")
    found = await said(tmp_path, tmp_path)
    assert [str(finding).split(";")[0] for finding in found] == [
        f"ok      pengetahuan: 1 jawaban di {tmp_path}",
        "ok      catatan: contoh.yaml, baris 12: «contoh_satu» tidak diberikan lagi: "
        "berlaku sampai 2024-12-31",
        "ok      catatan: contoh.yaml, baris 5: pertanyaan ini tidak menemukan jawabannya sendiri",
    ]
    assert not any(finding.cure for finding in found)
