"""Sample letters and forms: as files, for whoever asks for one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from clinic.answer_buttons import SendFile
from clinic.wording import units
from knowledge.entries import Entry
from knowledge.library import Library
from storage.database import Database
from storage.enclosures import EnclosedFile
from storage.journal import JournalEntry
from tests import cast, shelf
from tests.phone import Phone, Town
from tests.town import library

QUESTION = shelf.ENTRY["question"]
FILES = """
  - file: surat.docx
    title: Contoh surat permohonan
  - file: daftar.xlsx
    title: Daftar penerima bantuan menurut RT dan RW
"""
LETTER, LIST = "📎 Contoh surat permohonan (14 KB)", "📎 Daftar penerima bantuan… (1,2 MB)"
FOUND = ["👍 Terjawab", "👎 Belum"]
WIDE = 36


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of its own, with one entry and its two files."""
    books = tmp_path / "buku"
    (books / "files").mkdir(parents=True)
    (books / "files" / "surat.docx").write_bytes(b"x" * 14_300)
    (books / "files" / "daftar.xlsx").write_bytes(b"y" * 1_250_000)
    shelf.write(books, files=FILES)
    return books


@pytest.fixture
async def town(database: Database, folder: Path) -> Town:
    async with database.work() as session:
        await cast.enter(session)
    return Town(database, {"library": Library.load(folder)})


def documents(phone: Phone) -> list[dict[str, Any]]:
    return [shown.params for shown in phone.screen() if shown.text == "[sendDocument]"]


async def stored(town: Town) -> list[tuple[str, int]]:
    async with town.database.reading() as session:
        rows = await session.exec(select(EnclosedFile))
        return sorted((row.name, len(row.content)) for row in rows)


async def test_each_file_says_beforehand_how_large_it_is(maria: Phone) -> None:
    await maria.says(QUESTION)
    assert maria.labels() == [*FOUND, LETTER, LIST, "🙋 Tanya praktisi"]
    assert all(units(label) <= WIDE for label in maria.labels())
    await maria.presses("Terjawab")
    assert maria.labels() == ["👎 Ternyata belum", LETTER, LIST]


async def test_a_file_comes_when_it_is_asked_for_and_not_before(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Terjawab")
    assert documents(maria) == []
    assert await stored(town) == []
    await maria.presses("Contoh surat")
    (sent,) = documents(maria)
    assert sent["caption"] == (
        f"<b>Contoh surat permohonan</b>\nuntuk: <i>{QUESTION}</i>\n🗓 per Februari 2026"
    )
    assert await stored(town) == [("surat.docx", 14_300)]
    assert maria.screen()[0].text.startswith(f"<b>{QUESTION}"), "the answer stays"


async def test_two_taps_are_one_wish(town: Town, maria: Phone, petrus: Phone) -> None:
    await maria.says(QUESTION)
    for _ in range(3):
        await maria.presses("Contoh surat")
        town.pass_time(seconds=19)
    assert len(documents(maria)) == 1
    await maria.presses("Daftar")
    assert len(documents(maria)) == 2, "another file is another wish"
    await petrus.says(QUESTION)
    await petrus.presses("Contoh surat")
    assert len(documents(petrus)) == 1
    town.pass_time(seconds=60)
    await maria.presses("Contoh surat")
    assert len(documents(maria)) == 3
    assert len(await stored(town)) == 2


async def test_taps_during_a_long_outage_are_one_wish_too(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    shown = maria.screen()[-1]
    town.connected = False
    for _ in range(2):
        await maria.presses_data(maria.data_of("Contoh surat"), shown)
        town.pass_time(minutes=10)
    town.connected = True
    await town.deliver()
    assert len(documents(maria)) == 1


async def test_a_file_that_is_gone_is_offered_no_more(folder: Path, maria: Phone) -> None:
    await maria.says(QUESTION)
    (folder / "files" / "surat.docx").unlink()
    await maria.says(QUESTION)
    assert LETTER not in maria.labels()
    assert LIST in maria.labels()


@pytest.mark.parametrize("left", [None, b"", b"x" * (2 * 1024 * 1024 + 1)])
async def test_who_asks_for_a_file_that_is_gone_hears_so(
    folder: Path, maria: Phone, left: bytes | None
) -> None:
    await maria.says(QUESTION)
    (folder / "files" / "surat.docx").unlink()
    if left is not None:
        (folder / "files" / "surat.docx").write_bytes(left)
    await maria.presses("Contoh surat")
    assert "Berkas <b>Contoh surat permohonan</b> sedang tidak ada" in maria.heard()
    assert "Tanya praktisi" in maria.heard()
    assert documents(maria) == []


async def test_what_is_owed_is_the_file_as_it_was_asked_for(
    town: Town, folder: Path, maria: Phone
) -> None:
    await maria.says(QUESTION)
    await maria.presses("Contoh surat")
    (folder / "files" / "surat.docx").write_bytes(b"versi kedua")
    await maria.presses("Contoh surat")
    first, second = documents(maria)
    assert first["enclosed"] != second["enclosed"]
    assert await stored(town) == [("surat.docx", 11), ("surat.docx", 14_300)]


async def test_an_old_button_of_a_file_that_is_not_offered_any_more_is_refused(
    town: Town, folder: Path, maria: Phone
) -> None:
    await maria.says(QUESTION)
    shelf.write(folder)
    town.workflow["library"] = Library.load(folder)
    await maria.presses("Contoh surat")
    assert "sudah tidak berlaku" in maria.heard()
    shelf.write(folder, files=FILES, valid_until="2026-11-01")
    town.workflow["library"] = Library.load(folder)
    await maria.presses("Contoh surat")
    assert "sudah tidak berlaku" in maria.heard()
    assert documents(maria) == []


@pytest.mark.parametrize("tap", ["fl:contoh_satu:", "fl:contoh_satu:../../x", "fl:tidak_ada:abc"])
async def test_a_made_up_button_sends_nothing(maria: Phone, tap: str) -> None:
    await maria.says(QUESTION)
    await maria.presses_data(tap, maria.screen()[-1])
    assert "sudah tidak berlaku" in maria.heard()
    assert documents(maria) == []


async def test_it_is_written_down_which_file_was_wanted(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Contoh surat")
    await maria.presses("Contoh surat")
    async with town.database.reading() as session:
        rows = [row for row in await session.exec(select(JournalEntry)) if "file" in row.verb]
    wanted = {"entry": "contoh_satu", "file": "surat.docx"}
    assert [(row.verb, row.facts) for row in rows] == [("file.asked", wanted)]


def packaged() -> Iterator[Entry]:
    yield from (entry for entry in library() if entry.files)


def test_the_buttons_of_every_packaged_file_fit_the_phone_and_the_wire() -> None:
    for entry in packaged():
        assert len(SendFile(entry=entry.id, file="0" * 8).pack().encode()) <= 64
        for one, _size in library().enclosed(entry):
            assert units(f"📎 {one.title} (99 KB)") <= WIDE, one.title
            assert entry.is_valid(date(2026, 11, 22))
