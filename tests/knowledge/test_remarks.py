from datetime import date
from pathlib import Path

from knowledge.faults import Fault
from knowledge.library import Library
from knowledge.remarks import Remarks
from tests.shelf import ENTRY, write

DAY = date(2026, 11, 22)
SECOND = {"id": "kedua_satu", "question": "Di mana kantor kedua?", "also": "[kantor, alamat]"}


def remarks(folder: Path) -> Remarks:
    return Remarks(Library.load(folder), folder)


def said(found: list[Fault]) -> list[str]:
    return [str(fault) for fault in found]


def test_good_books_deserve_no_remark(tmp_path):
    write(tmp_path)
    (tmp_path / "README.md").touch()
    (tmp_path / ".contoh.txt").touch()

    assert remarks(tmp_path).quick(DAY) == remarks(tmp_path).found_by_others() == []


def test_an_answer_past_its_day_is_remarked_on_its_line(tmp_path):
    write(tmp_path, valid_until="2026-11-21")

    assert said(remarks(tmp_path).quick(DAY)) == [
        "contoh.yaml, baris 12: «contoh_satu» tidak diberikan lagi: berlaku sampai 2026-11-21"
    ]
    assert remarks(tmp_path).quick(date(2026, 11, 21)) == []


def test_a_withdrawn_answer_is_remarked_on_its_line(tmp_path):
    write(tmp_path, withdrawn_on="2026-11-21")

    assert said(remarks(tmp_path).quick(DAY)) == [
        "contoh.yaml, baris 12: «contoh_satu» tidak diberikan lagi: ditarik sejak 2026-11-21"
    ]


def test_a_question_of_two_answers_is_remarked_also_among_other_wordings(tmp_path):
    write(tmp_path)
    asked = ENTRY["question"].lower().removesuffix("?")
    write(tmp_path, name="kedua", **{**SECOND, "also": f"[satu, {asked}]"})

    assert said(remarks(tmp_path).quick(DAY)) == [
        f"kedua.yaml, baris 6: «{asked}» juga pertanyaan dari «contoh_satu»"
    ]


def test_a_file_that_only_looks_like_a_topic_is_remarked(tmp_path):
    write(tmp_path)
    for name in ("umkm.yml", "umkm.yaml.txt"):
        (tmp_path / name).touch()

    assert said(remarks(tmp_path).quick(DAY)) == [
        f"{name}, baris 1: tidak dibaca: nama berkas harus berakhir .yaml"
        for name in ("umkm.yaml.txt", "umkm.yml")
    ]


def test_an_answer_that_its_own_question_does_not_find_is_remarked(tmp_path):
    write(tmp_path)
    write(tmp_path, name="kedua", **{**SECOND, "question": ENTRY["question"]})

    assert said(remarks(tmp_path).found_by_others()) == [
        "kedua.yaml, baris 5: pertanyaan ini tidak menemukan jawabannya sendiri; "
        "yang pertama: contoh_satu"
    ]


def test_a_question_of_small_words_alone_finds_nothing(tmp_path):
    write(tmp_path, question="Apa itu?")

    assert said(remarks(tmp_path).found_by_others())[0].endswith("yang pertama: tidak ada")
