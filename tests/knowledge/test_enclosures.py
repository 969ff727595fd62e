"""Files beside the topic files: what is told of them before anybody asks for one."""

from pathlib import Path

import pytest

from knowledge import enclosures
from knowledge.entries import LONGEST_MORE
from knowledge.library import Library
from knowledge.reading import Reader
from knowledge.remarks import Remarks
from tests.shelf import write

TITLE = "Contoh surat"
LINE = 13  # of the first file of the shelf's only entry


def faults(folder: Path, file: str = "surat.docx", **changed: str) -> list[str]:
    """What `klinik check` would tell of one entry with one file."""
    files = f"\n  - file: {file}\n    title: {TITLE}"
    write(folder, **{"files": files, **changed})
    reader = Reader({"perikanan"})
    reader.read_folder(folder)
    return [str(fault) for fault in reader.faults]


def lay(folder: Path, name: str = "surat.docx", content: bytes = b"isi") -> None:
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / name).write_bytes(content)


@pytest.mark.parametrize("name", ["surat.docx", "form.PDF", "data-1.xlsx", "peta_2.jpg"])
def test_a_file_that_lies_beside_the_topics_is_in_order(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    assert faults(tmp_path, name) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("lain.docx", b"isi", "berkas «surat.docx» tidak ada di map «files»"),
        ("surat.docx", b"", "berkas «surat.docx» kosong"),
        (
            "surat.docx",
            b"x" * (5 * 1024 * 512),
            "berkas «surat.docx» terlalu besar (2,5 MB, batasnya 2 MB)",
        ),
    ],
)
def test_a_file_that_cannot_be_sent_is_told_with_its_line(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    lay(tmp_path, name, content)
    assert faults(tmp_path) == [f"contoh.yaml, baris {LINE}: {told}"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "files" / "surat.docx").mkdir(parents=True)
    assert "tidak ada di map «files»" in faults(tmp_path)[0]


@pytest.mark.parametrize("name", ["../surat.docx", "sub/surat.docx", "sub\\surat.docx"])
def test_a_name_with_a_path_in_it_is_refused(tmp_path: Path, name: str) -> None:
    (told,) = faults(tmp_path, name)
    assert told.startswith(f"contoh.yaml, baris {LINE}: kolom «file»: «{name}» harus nama berkas")


@pytest.mark.parametrize("name", ["surat.doc", "surat", "surat.exe", "surat.docx.zip"])
def test_other_kinds_of_files_are_refused(tmp_path: Path, name: str) -> None:
    lay(tmp_path, name)
    (told,) = faults(tmp_path, name)
    assert f"baris {LINE}: kolom «file»: jenis berkas «{name}» tidak dikirim" in told
    assert "pdf, docx, xlsx, odt, ods, jpg, png" in told


@pytest.mark.parametrize("name", ["surat saya.docx", ".docx", "a" * 60 + ".pdf", "sûrat.pdf"])
def test_a_name_that_phones_would_garble_is_refused(tmp_path: Path, name: str) -> None:
    (told,) = faults(tmp_path, name)
    assert "tanpa spasi, paling panjang 60" in told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ("\n  - surat.docx", "setiap baris «files» harus berisi «file:» dan «title:»"),
        ("\n  - file: surat.docx", "kolom «title» wajib diisi"),
        ("\n  - file: surat.docx\n    title: " + "x" * 61, "kolom «title» terlalu panjang (61 "),
    ],
)
def test_a_file_needs_a_name_and_a_title(tmp_path: Path, files: str, told: str) -> None:
    lay(tmp_path)
    (fault,) = faults(tmp_path, files=files)
    assert told in fault
    assert f"baris {LINE}" in fault or f"baris {LINE + 1}" in fault


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("x" * LONGEST_MORE, None),
        ("x" * (LONGEST_MORE + 1), "kolom «more»: terlalu panjang (3001 huruf, batasnya 3000)"),
        ("🌊" * (LONGEST_MORE // 2 + 1), "terlalu panjang (3002 huruf"),
        ("<b>tebal", "kolom «more»: <b> belum ditutup"),
        ("<u>x</u>", "kolom «more»: tanda «<» tidak boleh"),
        ("", "kolom «more» kosong"),
    ],
)
def test_the_long_form_is_checked_like_the_answer(
    tmp_path: Path, more: str, told: str | None
) -> None:
    lay(tmp_path)
    found = faults(tmp_path, more=more)
    assert [told in fault for fault in found] == ([True] if told else [])


def test_a_library_knows_the_size_of_its_files_as_they_are_now(tmp_path: Path) -> None:
    lay(tmp_path)
    assert faults(tmp_path) == []
    library = Library.load(tmp_path)
    (entry,) = library
    (one,) = entry.files
    assert library.enclosed(entry) == [(one, 3)]
    lay(tmp_path, content=b"isi yang baru")
    assert library.enclosed(entry) == [(one, 13)]
    assert library.content(one) == b"isi yang baru"
    (tmp_path / "files" / "surat.docx").unlink()
    assert (library.enclosed(entry), library.content(one)) == ([], None)


def test_a_file_that_no_entry_names_is_remarked(tmp_path: Path) -> None:
    lay(tmp_path)
    lay(tmp_path, "lupa.docx")
    lay(tmp_path, ".kunci.docx")
    assert faults(tmp_path) == []
    remarks = [str(fault) for fault in Remarks(Library.load(tmp_path), tmp_path)._stray_files()]
    assert remarks == ["lupa.docx, baris 1: tidak disebut jawaban mana pun di «files»"]


def test_the_packaged_files_are_small_and_each_belongs_to_an_entry() -> None:
    library = Library.load()
    enclosed = {one.file: size for entry in library for one, size in library.enclosed(entry)}
    assert {file.name for file in enclosures.beside(enclosures.TOPICS).iterdir()} == set(enclosed)
    assert max(enclosed.values()) <= 15 * 1024  # a minute on a slow line
    assert len(enclosed) >= 6


@pytest.mark.parametrize("entry", [entry for entry in Library.load() if entry.more])
def test_a_packaged_long_form_is_longer_and_not_the_answer_again(entry) -> None:
    assert len(entry.more) >= 1.5 * len(entry.answer)
    assert entry.answer not in entry.more
