"""What was approved counts beside the files, until the files have it or say something newer."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.editions import Edition, fingerprint, overruled, revised, stored
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.writing import differences, written_into
from tests.shelf import ENTRY, write


@pytest.fixture
def filed(tmp_path: Path) -> Library:
    write(tmp_path)
    return Library.load(tmp_path)


def approved(filed: Library, **changed: object) -> Edition:
    """The entry of the shelf as somebody approved it."""
    entry = filed.entry(ENTRY["id"]).model_copy(update=changed)
    return Edition(stored(entry), fingerprint(filed.get(entry.id)))


def test_an_approved_entry_reads_as_it_was_approved(filed: Library) -> None:
    library = revised(filed, [approved(filed, answer="Jawaban baru contoh.")])
    assert library.entry(ENTRY["id"]).answer == "Jawaban baru contoh."
    assert len(library) == len(filed)
    assert filed.entry(ENTRY["id"]).answer == "Jawaban lama contoh."


def test_the_later_of_two_counts(filed: Library) -> None:
    both = [approved(filed, answer="Satu contoh."), approved(filed, answer="Dua contoh.")]
    assert revised(filed, both).entry(ENTRY["id"]).answer == "Dua contoh."


def test_a_new_entry_stands_behind_the_others_of_its_topic(filed: Library) -> None:
    new = approved(filed, id="contoh_usul_1", related=("contoh_satu", "tidak_ada"))
    library = revised(filed, [new._replace(base=None)])
    assert [entry.id for entry in library.entries("contoh")] == ["contoh_satu", "contoh_usul_1"]
    assert library.entry("contoh_usul_1").related == ("contoh_satu",)


def test_once_the_files_say_something_else_they_are_right_again(
    filed: Library, tmp_path: Path
) -> None:
    edition = approved(filed, answer="Jawaban baru contoh.")
    write(tmp_path, answer="Jawaban sekretariat contoh.")
    corrected = Library.load(tmp_path)
    assert revised(corrected, [edition]) is corrected
    assert [entry.answer for entry in overruled(corrected, [edition])] == ["Jawaban baru contoh."]


def test_what_is_used_or_was_taken_over_is_not_overruled(filed: Library, tmp_path: Path) -> None:
    edition = approved(filed, answer="Jawaban baru contoh.")
    assert overruled(filed, [edition]) == []
    write(tmp_path, answer="Jawaban baru contoh.")
    assert overruled(Library.load(tmp_path), [edition]) == []


def test_what_was_approved_on_top_of_an_edition_still_counts(filed: Library) -> None:
    first = approved(filed, answer="Satu contoh.")
    library = revised(filed, [first])
    entry = library.entry(ENTRY["id"]).model_copy(update={"answer": "Dua contoh."})
    second = Edition(stored(entry), fingerprint(library.filed(entry.id)))
    assert revised(filed, [first, second]).entry(entry.id).answer == "Dua contoh."


def test_when_the_files_take_one_edition_over_a_later_one_still_counts(
    filed: Library, tmp_path: Path
) -> None:
    first = approved(filed, answer="Satu contoh.")
    second = approved(filed, answer="Dua contoh.")
    write(tmp_path, answer="Satu contoh.")
    assert revised(Library.load(tmp_path), [first, second]).entry(ENTRY["id"]).answer == (
        "Dua contoh."
    )
    write(tmp_path, answer="Dua contoh.")
    both = Library.load(tmp_path)
    assert revised(both, [first, second]) is both


def test_files_that_go_back_behind_the_last_edition_bring_no_older_one_back(
    filed: Library, tmp_path: Path
) -> None:
    first = approved(filed, answer="Satu contoh.")
    write(tmp_path, answer="Satu contoh.")
    second = approved(Library.load(tmp_path), answer="Dua contoh.")
    assert revised(filed, [first, second]) is filed


def test_an_answer_written_in_the_chat_and_deleted_from_the_files_stays_gone(
    filed: Library, tmp_path: Path
) -> None:
    new = approved(filed, id="contoh_usul_1")._replace(base=None)
    write(tmp_path, id="contoh_usul_1", answer="Satu contoh.")
    base = fingerprint(Library.load(tmp_path).entry("contoh_usul_1"))
    corrected = approved(filed, id="contoh_usul_1", answer="Dua contoh.")._replace(base=base)
    assert revised(filed, [new, corrected]) is filed


def test_a_fingerprint_stays_the_same_from_version_to_version(filed: Library) -> None:
    assert fingerprint(filed.entry(ENTRY["id"])) == "d53c03ae637a8bc1"


def test_an_edition_of_a_topic_that_these_books_lack_waits(filed: Library) -> None:
    elsewhere = approved(filed, id="lain_satu", topic="lain")._replace(base=None)
    retired = approved(filed, expert_topic="tidak_ada_lagi")
    assert revised(filed, [elsewhere, retired]) is filed


def test_an_edition_that_is_no_entry_any_more_stops_nobody(filed: Library) -> None:
    good = approved(filed, answer="Jawaban baru contoh.")
    broken = Edition({**good.data, "also": []}, good.base)
    assert revised(filed, [good, broken]).entry(ENTRY["id"]).answer == "Jawaban baru contoh."


def test_only_the_lines_change_of_what_reads_otherwise(filed: Library, tmp_path: Path) -> None:
    text = write(tmp_path).read_text("utf-8")
    entry = filed.entry(ENTRY["id"])
    assert written_into(text, entry) == text
    changed = entry.model_copy(
        update={"answer": "Baris <b>satu</b>: ya\nBaris dua", "valid_until": date(2027, 12, 31)}
    )
    lines = differences("contoh.yaml", text, written_into(text, changed)).splitlines()[3:]
    assert [line for line in lines if line[0] in "+-"] == [
        "-  answer: Jawaban lama contoh.",
        "+  answer: |",
        "+    Baris <b>satu</b>: ya",
        "+    Baris dua",
        "+  valid_until: '2027-12-31'",
    ]


def test_what_is_written_is_read_as_it_was_approved(filed: Library, tmp_path: Path) -> None:
    file = write(tmp_path)
    text = file.read_text("utf-8").rstrip("\n") + "\n# catatan di akhir"
    new = filed.entry(ENTRY["id"]).model_copy(
        update={"id": "contoh_usul_1", "question": 'Apa "itu": 1, #2?'}
    )
    entry = Entry.model_validate({**stored(new), "answer": "A &amp; B: \n\nC\u2028D"})
    file.write_text(written_into(text, entry), "utf-8")
    read = Library.load(tmp_path)
    assert read.entry("contoh_usul_1") == entry
    assert read.entry(ENTRY["id"]) == filed.entry(ENTRY["id"])
