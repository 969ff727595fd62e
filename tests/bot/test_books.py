"""The books in use, while the secretariat works on the topic files."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.books import Books
from knowledge import expert_topics, word_lists, words
from knowledge.deciding import Kind, decide
from knowledge.faults import LibraryFaults
from knowledge.search import index_of
from tests.shelf import ENTRY, write

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the word lists and the fields of expertise that a test may change."""
    place = tmp_path_factory.mktemp("lists")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "FOLDER", Path(shutil.copytree(words.FOLDER, place / "words")))
        copy = shutil.copy(expert_topics.FILE, place / "expert_topics.yaml")
        patch.setattr(expert_topics, "FILE", Path(copy))
        yield place
    word_lists.take()


def add(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def searched(books: Books, question: str) -> set[str]:
    return set(index_of(books.library).understand(question).weights)


def answer(books: Books) -> str:
    """What an asker reads now."""
    decision = decide(books.library, ENTRY["question"], on=DAY)
    assert decision.kind is Kind.ANSWER
    return decision.ranked[0].entry.answer


async def two_looks(books: Books) -> None:
    await books.refresh()
    await books.refresh()


async def test_a_corrected_answer_is_given_without_a_restart(folder: Path) -> None:
    books = Books.open(folder)
    before = books.library
    write(folder, answer="Jawaban baru contoh.")
    await two_looks(books)
    assert answer(books) == "Jawaban baru contoh."
    assert books.fault is None
    assert before.entry(ENTRY["id"]).answer == ENTRY["answer"]


async def test_a_folder_that_still_changes_is_left_alone(folder: Path) -> None:
    books = Books.open(folder)
    write(folder, answer="Setengah")
    await books.refresh()
    write(folder, answer="Setengah sudah, sekarang utuh.")
    await books.refresh()
    assert answer(books) == ENTRY["answer"]
    await books.refresh()
    assert answer(books) == "Setengah sudah, sekarang utuh."


async def test_an_unchanged_folder_is_not_read_again(folder: Path) -> None:
    books = Books.open(folder)
    before = books.library
    await two_looks(books)
    assert books.library is before


async def test_a_change_of_the_same_length_is_noticed_by_its_time(folder: Path) -> None:
    books = Books.open(folder)
    write(folder, answer=ENTRY["answer"].swapcase())
    os.utime(folder / "contoh.yaml", ns=(1, 1))
    await two_looks(books)
    assert answer(books) == ENTRY["answer"].swapcase()


async def test_new_and_removed_files_count_as_changes(folder: Path) -> None:
    books = Books.open(folder)
    write(folder, name="kedua", id="kedua_satu", question="Di mana mengurus perahu kedua?")
    await two_looks(books)
    assert [topic.id for topic in books.library.topics()] == ["contoh", "kedua"]
    (folder / "contoh.yaml").unlink()
    await two_looks(books)
    assert [topic.id for topic in books.library.topics()] == ["kedua"]


async def test_a_faulty_folder_keeps_the_old_books_until_it_is_mended(folder: Path) -> None:
    books = Books.open(folder)
    write(folder, owner="")
    await two_looks(books)
    assert answer(books) == ENTRY["answer"]
    assert "contoh.yaml, baris 10: kolom «owner» kosong" in str(books.fault)
    write(folder, answer="Sudah betul.")
    await two_looks(books)
    assert answer(books) == "Sudah betul."
    assert books.fault is None


async def test_a_folder_that_vanishes_keeps_the_old_books(folder: Path) -> None:
    books = Books.open(folder)
    shutil.rmtree(folder)
    await two_looks(books)
    assert answer(books) == ENTRY["answer"]
    assert "map ini tidak ada" in str(books.fault)


async def test_what_an_editor_leaves_behind_disturbs_nothing(folder: Path) -> None:
    (folder / ".#contoh.yaml").symlink_to("orang@mesin.123")
    books = Books.open(folder)
    assert answer(books) == ENTRY["answer"]


async def test_a_link_to_nowhere_is_a_fault_and_not_a_crash(folder: Path) -> None:
    books = Books.open(folder)
    (folder / "hilang.yaml").symlink_to("tidak_ada.yaml")
    await two_looks(books)
    assert "hilang.yaml, baris 1: berkas ini tidak bisa dibuka" in str(books.fault)


def test_a_clinic_does_not_start_with_faulty_books(folder: Path) -> None:
    write(folder, owner="")
    with pytest.raises(LibraryFaults):
        Books.open(folder)


async def test_a_new_word_is_understood_without_a_restart(folder: Path, lists: Path) -> None:
    books = Books.open(folder)
    before = books.library
    assert "perahu" not in searched(books, "zakulu")
    add(lists / "words/shorthand.yaml", "- short: zakulu\n  full: perahu\n")
    await two_looks(books)
    assert searched(books, "zakulu") == {"perahu"}
    assert "perahu" not in index_of(before).understand("zakulu").weights


async def test_a_new_word_of_a_field_sends_questions_there_without_a_restart(
    folder: Path, lists: Path
) -> None:
    books = Books.open(folder)
    file = lists / "expert_topics.yaml"
    text = file.read_text(encoding="utf-8").replace("words: [zakat,", "words: [zakulu, zakat,")
    file.write_text(text, encoding="utf-8")
    await two_looks(books)
    assert decide(books.library, "siapa yang tahu zakulu", on=DAY).topic == "zakat"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("words/shorthand.yaml", "- short: zakulu\n", "kolom «full» wajib diisi"),
        ("words/small.yaml", "light: 'a\n", "tulisan YAML tidak terbaca"),
        ("expert_topics.yaml", "- id: hantu\n  name: Hantu\n", "kolom «answered_by» wajib diisi"),
    ],
)
async def test_a_faulty_list_keeps_the_old_books_and_lists_until_it_is_mended(
    folder: Path, lists: Path, name: str, text: str, said: str
) -> None:
    books = Books.open(folder)
    file = lists / name
    whole = file.read_text(encoding="utf-8")
    add(file, text)
    await two_looks(books)
    assert answer(books) == ENTRY["answer"]
    assert file.name in str(books.fault)
    assert said in str(books.fault)
    file.write_text(whole, encoding="utf-8")
    await two_looks(books)
    assert books.fault is None


def test_a_clinic_does_not_start_with_faulty_lists(folder: Path, lists: Path) -> None:
    add(lists / "words/synonyms.yaml", "- standard: desa\n")
    with pytest.raises(LibraryFaults, match=r"synonyms\.yaml, baris .*wajib diisi"):
        Books.open(folder)


async def test_a_list_that_vanishes_is_a_fault_and_not_a_crash(folder: Path, lists: Path) -> None:
    books = Books.open(folder)
    (lists / "words/delicate.yaml").unlink()
    await two_looks(books)
    assert answer(books) == ENTRY["answer"]
    assert "delicate.yaml, baris 1: berkas ini tidak bisa dibuka" in str(books.fault)
