"""A quarterly report travels from its first field to its approval, over real HTTP."""

from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database
from tests import cast
from tests.stories.house import open_house

PICTURE = b"\xff\xd8\xff" + b"0" * 64
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


async def test_a_report_is_begun_by_one_finished_by_another_and_approved(
    database: Database, tmp_path: Path
) -> None:
    async with database.work() as session:
        await cast.enter(session)
    async with open_house(database, tmp_path, clock=lambda: NOW) as house:
        maria, petrus, rahma = (house.phone(n) for n in (cast.MARIA, cast.PETRUS, cast.RAHMA))
        maria.says("/lapor")
        await maria.hears("1 dari 14")
        maria.says("Pembagian bibit pala untuk dua kelompok tani")
        await maria.hears("2 dari 14")
        maria.presses("Terlaksana sebagian")
        await maria.hears("3 dari 14")
        maria.presses("Simpan")
        await maria.hears("tersimpan")

        petrus.says("/lapor")
        await petrus.hears("3 dari 14")
        petrus.presses("Dana Desa")
        typed = ["Rp35 juta", "12,5 jt", "40%", "30 orang", "0", "6", "12 November 2026"]
        typed += ["Kapal barang dua minggu tidak jalan", "Memesan bibit tambahan bulan depan"]
        for number, text in enumerate(typed, start=4):
            await petrus.hears(f"{number} dari 14")
            petrus.says(text)
        await petrus.hears("13 dari 14")
        petrus.sends_photo(PICTURE)
        await petrus.hears("14 dari 14")
        petrus.sends_location(-3.69, 128.18)
        await petrus.hears("Semua yang wajib sudah diisi")
        petrus.presses("Kirim laporan")
        await petrus.hears("terkirim")

        await rahma.hears("Negeri Contoh Banda")
        rahma.presses("Setujui")
        await petrus.hears("disetujui")
        await maria.hears("disetujui")
