"""Matters that no book settles: what is said at once, and what becomes of the question."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from storage.cases import Case
from tests.phone import Phone, Town

EMERGENCY = "Tolong, ibu hamil pendarahan hebat dan perahu belum ada"
GRIEVANCE = "Kepala desa gelapkan uang BLT"


async def test_an_emergency_hears_what_to_do_now_and_where_it_says_so(maria: Phone) -> None:
    await maria.says(EMERGENCY)
    said = maria.heard()
    assert "Jangan menunggu jawaban di sini" in said
    assert "<b>119</b>" in said
    assert "puskesmas" in said
    assert "Sumber:" in said
    assert "per September 2025" in said
    assert maria.labels() == ["🙋 Tanya praktisi"]


async def test_an_emergency_goes_to_the_experts_first_and_marked(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(EMERGENCY)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    async with town.database.reading() as session:
        case = (await session.exec(select(Case))).one()
    assert case.urgent
    assert case.due_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # one working day


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        (GRIEVANCE, "Inspektorat"),
        ("tetangga saya dipukul suaminya tiap malam", "SAPA 129"),
        ("ada warga yang mau bunuh diri", "healing119.id"),
        ("apakah NIK 8101054409880002 dapat bansos", "Data pribadi orang lain"),
        ("ada kapal bom ikan di depan kampung", "Jangan mendekat"),
    ],
)
async def test_each_matter_has_its_own_channel(maria: Phone, words: str, heard: str) -> None:
    await maria.says(words)
    assert heard in maria.heard()


async def test_a_grievance_is_a_case_like_any_other(town: Town, maria: Phone) -> None:
    await maria.says(GRIEVANCE)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    async with town.database.reading() as session:
        assert not (await session.exec(select(Case))).one().urgent


async def test_a_stranger_hears_it_too(stranger: Phone) -> None:
    await stranger.says(EMERGENCY)
    assert "<b>119</b>" in stranger.heard()
