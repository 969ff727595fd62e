"""What the books no longer answer, and what they do not know: the way to a person stays open."""

from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.library import Library
from storage.people import Assignment
from tests.phone import MORNING, Phone, Town
from tests.shelf import ENTRY, write

DPMD, DISTAN = 1, 2
STRANGE = "Kapan konser gitar mulai?"


@pytest.fixture
async def ended(town: Town, tmp_path: Path) -> Town:
    """The answer of DPMD has ended; Yakob is DISTAN's expert of its field, Ester is DPMD's."""
    write(tmp_path, valid_until=str((MORNING - timedelta(days=1)).date()))
    town.workflow["library"] = Library.load(tmp_path)
    async with town.database.work() as session:
        for assignment, agency in ((4, DISTAN), (5, DPMD)):
            held = await session.get_one(Assignment, assignment)
            held.agency_id, held.topics = agency, ["perikanan"]
    return town


async def test_the_question_becomes_a_case_for_the_owner_of_the_answer(
    ended: Town, maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await maria.says(ENTRY["question"])
    assert ENTRY["answer"] not in maria.heard()
    assert "sedang diperiksa DPMD" in maria.heard()
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "sudah tidak berlaku (DPMD)" in ester.heard()
    assert yakob.screen() == []


async def test_colleagues_of_the_field_find_it_in_the_queue(
    ended: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(ENTRY["question"])
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.says("/antrean")
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")


async def test_an_owner_without_experts_leaves_it_to_everybody_of_the_field(
    ended: Town, maria: Phone, yakob: Phone, ester: Phone
) -> None:
    async with ended.database.work() as session:
        (await session.get_one(Assignment, 5)).agency_id = DISTAN
    await maria.says(ENTRY["question"])
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "sudah tidak berlaku" in yakob.heard()
    assert "sudah tidak berlaku" in ester.heard()


async def test_an_official_who_asks_what_no_book_knows_is_offered_a_person(
    ended: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(STRANGE)
    assert "belum menemukan urusan ini" in maria.heard()
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "gitar" in yakob.heard()


async def test_a_greeting_offers_nobody(maria: Phone) -> None:
    await maria.says("selamat pagi")
    assert "Tanya praktisi" not in maria.heard()


async def test_an_answer_that_ended_since_it_was_read_can_still_be_judged(
    town: Town, tmp_path: Path, maria: Phone
) -> None:
    write(tmp_path)
    town.workflow["library"] = Library.load(tmp_path)
    await maria.says(ENTRY["question"])
    write(tmp_path, valid_until=str((MORNING - timedelta(days=1)).date()))
    town.workflow["library"] = Library.load(tmp_path)
    await maria.presses("Belum")
    assert "tidak berlaku" not in maria.all_heard()
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "K-2026-" in maria.all_heard()
