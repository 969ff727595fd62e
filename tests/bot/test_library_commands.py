"""`klinik books` and `klinik ask`: what was approved in the clinic, at the keeper's shell."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from knowledge.editions import fingerprint, stored
from knowledge.library import Library
from storage import editions, suggestions
from storage.database import Database
from tests import cast
from tests.phone import MORNING
from tests.shelf import ENTRY, write

NEW = {"question": "Bagaimana urus surat perahu baru contoh?", "answer": "Jawaban baru contoh."}


def _findings(told: str) -> str:
    """What `klinik check` remarks, on one line: the terminal breaks long ones."""
    return " ".join(told.split())


async def _approve(url: str, folder: Path) -> None:
    database = Database(url)
    library = Library.load(folder)
    entry = library.entry(ENTRY["id"]).model_copy(update=NEW)
    async with database.work() as session:
        await cast.enter(session)
        made = await suggestions.add(session, topic="perikanan", opened_at=MORNING)
        await editions.add(
            session,
            entry=entry.id,
            data=stored(entry),
            base=fingerprint(library.filed(entry.id)),
            suggestion_id=made.id,
            published_by=5,
            published_at=MORNING,
        )
    await database.close()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> dict[str, str]:
    """A clinic in which the one answer of its books was corrected."""
    folder = tmp_path / "buku"
    folder.mkdir()
    write(folder)
    write(folder, name="lain", id="lain_satu", question="Apa syarat lain contoh?")
    (folder / "files").mkdir()
    (folder / "files" / "surat.docx").write_bytes(b"contoh")
    asyncio.run(_approve(database_url, folder))
    return {
        "KLINIK_DATA_DIR": str(tmp_path / "data"),
        "KLINIK_DATABASE_URL": database_url,
        "KLINIK_KNOWLEDGE_DIR": str(folder),
    }


def klinik(settings: dict[str, str], *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments), env=settings)
    return done.exit_code, done.output


def test_the_difference_shows_the_changed_line_only(settings: dict[str, str]) -> None:
    _, told = klinik(settings, "books", "diff")
    changed = [line for line in told.splitlines()[2:] if line.startswith(("+", "-"))]
    assert changed == [
        f"-  question: {ENTRY['question']}",
        f"+  question: {NEW['question']}",
        f"-  answer: {ENTRY['answer']}",
        f"+  answer: {NEW['answer']}",
    ]


def test_the_export_is_a_folder_of_books_in_which_nothing_is_left_to_change(
    settings: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "hasil"
    assert klinik(settings, "books", "export", str(out)) == (
        0,
        "Berkas yang berubah: contoh.yaml\n",
    )
    assert Library.load(out).entry(ENTRY["id"]).answer == "Jawaban baru contoh."
    assert len(Library.load(out)) == 2
    assert (out / "files" / "surat.docx").read_bytes() == b"contoh"
    taken_over = {**settings, "KLINIK_KNOWLEDGE_DIR": str(out)}
    assert klinik(taken_over, "books", "diff") == (0, "Tidak ada yang berubah.\n")
    status, told = klinik(settings, "books", "export", str(out))
    assert (status, "tidak kosong" in told) == (1, True)


def test_what_the_files_have_overruled_is_named_by_the_check(
    settings: dict[str, str], tmp_path: Path
) -> None:
    remark = f"isi {ENTRY['id']} yang disetujui di klinik kalah dari berkasnya"
    assert remark not in _findings(klinik(settings, "check")[1])
    write(tmp_path / "buku", answer="Jawaban sekretariat contoh.")
    assert remark in _findings(klinik(settings, "check")[1])


def test_ask_tells_what_was_approved(settings: dict[str, str]) -> None:
    _, told = klinik(settings, "ask", ENTRY["question"])
    assert NEW["question"] in told


def test_ask_needs_no_database_and_makes_none(tmp_path: Path) -> None:
    status, _ = klinik({"KLINIK_DATA_DIR": str(tmp_path / "data")}, "ask", "bumdes")
    assert (status, (tmp_path / "data").exists()) == (0, False)
