"""Filling in a report from the first question to the last, and what is stored of it."""

from storage import reports
from storage.reports import Report
from tests.phone import Phone, Town

QUARTER = "2026-Q4"
WHOLE = {
    "main_activity": "Pembagian bibit pala",
    "carried_out": "yes",
    "fund_source": "dana_desa",
    "budget": 35_000_000,
    "spent": 12_500_000,
    "physical_progress": 40,
    "beneficiaries": 30,
    "houses_repaired": {"nothing": "not_applicable"},
    "businesses_coached": 0,
    "last_activity_on": "2026-11-12",
    "follow_up": "Memesan bibit tambahan",
    "photos": {"nothing": "no_photo"},
}


async def stored(town: Town, village: int = 1, quarter: str = QUARTER) -> Report:
    async with town.database.reading() as session:
        report = await reports.of_village(session, village, quarter)
    assert report is not None
    return report


async def fill_in(person: Phone) -> None:
    """Answer every question, each in its own way."""
    await person.says("Pembagian bibit pala untuk dua kelompok tani")
    await person.presses("Terlaksana sebagian")
    await person.presses("Dana Desa")
    await person.says("Rp35 juta")
    await person.says("12,5 jt")
    await person.says("40%")
    await person.says("30 orang")
    await person.presses("Tidak berlaku")
    await person.says("6")
    await person.says("12 November 2026")
    await person.says("Kapal barang dua minggu tidak jalan")
    await person.says("Memesan bibit tambahan bulan depan")
    await person.sends_photo()
    await person.sends_location()
