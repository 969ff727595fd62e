from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.faults import LibraryFaults
from knowledge.library import Library

LIBRARY = Library.load()
BLT = "bansos_blt_desa_2026"


def test_entries_are_found_by_id_and_by_topic():
    entry = LIBRARY.entry("umkm_nib")

    assert entry in LIBRARY.entries("umkm")
    assert entry.topic == "umkm"


def test_the_packaged_books_cover_all_topics():
    assert len(LIBRARY.topics()) >= 12
    assert all(LIBRARY.entries(topic.id) for topic in LIBRARY.topics())
    assert [topic.title for topic in LIBRARY.topics() if topic.id == "zakat"] == [
        "Zakat dan Baznas"
    ]


def test_an_entry_past_its_date_is_no_longer_valid():
    ids = {day: {entry.id for entry in LIBRARY.valid(date(2026, 12, day))} for day in (31,)}
    next_day = {entry.id for entry in LIBRARY.valid(date(2027, 1, 1))}

    assert BLT in ids[31]
    assert BLT not in next_day
    assert "umkm_nib" in next_day


def test_every_expert_topic_has_somebody_who_answers():
    assert LIBRARY.expert_topic("sosial").answered_by.startswith("Dinas Sosial")
    assert all(topic.answered_by for topic in LIBRARY.expert_topics())


def test_entries_cannot_be_changed():
    with pytest.raises(ValidationError):
        LIBRARY.entry("umkm_nib").answer = "lain"


def test_another_folder_can_be_the_library(tmp_path):
    entry = LIBRARY.entry("umkm_nib")
    lines = ["topic: sendiri", "title: Sendiri", "entries:", "- id: satu"]
    lines += ["  question: Apa ini?", "  also: [ini apa, apa sih]", "  answer: Ini contoh."]
    lines += [f"  sources: ['{entry.sources[0]}']", "  valid_as_of: '2026'"]
    lines += ["  owner: DPMD", "  expert_topic: desa"]
    (tmp_path / "sendiri.yaml").write_text("\n".join(lines), encoding="utf-8")

    assert [entry.id for entry in Library.load(tmp_path)] == ["satu"]


def test_a_broken_folder_is_refused_with_every_fault(tmp_path):
    (tmp_path / "satu.yaml").write_text("entries: []", encoding="utf-8")
    (tmp_path / "dua.yaml").write_text("[]", encoding="utf-8")

    with pytest.raises(LibraryFaults) as refused:
        Library.load(tmp_path)

    assert [fault.file for fault in refused.value.faults] == ["dua.yaml", "satu.yaml", "satu.yaml"]
    assert "dua.yaml, baris 1: " in str(refused.value)


def test_unknown_names_are_key_errors():
    for ask in (LIBRARY.entry, LIBRARY.entries, LIBRARY.expert_topic):
        with pytest.raises(KeyError):
            ask("tidak_ada")
