"""The file of the fields of expertise, and what is told when it cannot be used."""

from pathlib import Path

import pytest

from knowledge import expert_topics
from knowledge.library import packaged_expert_topics

GOOD = "- id: desa\n  name: Desa\n  answered_by: Dinas PMD\n  words: [dana desa]\n"


def told(folder: Path, text: str) -> list[str]:
    file = folder / "expert_topics.yaml"
    file.write_text(text, encoding="utf-8")
    return [str(fault) for fault in expert_topics.read(file)[1]]


def test_the_packaged_fields_have_no_faults() -> None:
    fields, faults = expert_topics.read()
    assert faults == []
    assert packaged_expert_topics() == fields


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: desa\n  name: Desa\n", "baris 1: kolom «answered_by» wajib diisi"),
        (GOOD + GOOD, "baris 5: bidang «desa» ditulis dua kali"),
        (GOOD.replace("dana desa", '"?"'), "baris 4: kolom «words»: «?» tidak berisi kata"),
        (GOOD.replace("words", "word"), "baris 4: kolom «word» tidak dikenal"),
        ("id: desa\n", "baris 1: berkas ini harus berupa daftar bidang"),
        ("", "baris 1: berkas ini harus berupa daftar bidang"),
        ("- id: 'desa\n", "baris 2: tulisan YAML tidak terbaca"),
    ],
)
def test_a_fault_of_the_fields_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (only,) = told(tmp_path, text)
    assert only.startswith(f"expert_topics.yaml, {said}")
