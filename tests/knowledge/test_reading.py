from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.reading import Reader

GOOD = """\
topic: contoh
title: Contoh
entries:
- id: contoh_satu
  question: Bagaimana contohnya?
  also: [cara contoh, contoh gmn]
  answer: |
    <b>Begini</b> &amp; begitu.
  sources:
  - https://contoh.go.id/satu
  valid_as_of: "2026-02"
  owner: DPMD
  expert_topic: desa
"""
SECOND = GOOD.split("entries:\n")[1].replace("contoh_satu", "contoh_dua")


def faults(folder: Path, *texts: str, name: str = "contoh.yaml") -> list[str]:
    for number, text in enumerate(texts):
        file = name if not number else f"contoh{number}.yaml"
        (folder / file).write_text(text, encoding="utf-8")
    reader = Reader({"desa"})
    reader.read_folder(folder)
    return [str(fault) for fault in reader.faults]


def test_a_good_file_has_no_faults(tmp_path):
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("  owner: DPMD\n", "", "baris 4: kolom «owner» wajib diisi"),
        ("  owner:", "  pemilik: X\n  owner:", "baris 12: kolom «pemilik» tidak dikenal"),
        ("  owner:", "  topic: X\n  owner:", "baris 12: kolom «topic» tidak dikenal"),
        ("DPMD", "''", "baris 12: kolom «owner» kosong"),
        (
            "sources:\n  - https://contoh.go.id/satu\n",
            "sources: []\n",
            "baris 9: kolom «sources» paling sedikit berisi 1, baru ada 0",
        ),
        (
            "https://contoh.go.id/satu",
            "buku tua",
            "baris 10: kolom «sources» berisi «buku tua»: "
            "harus alamat yang diawali http:// atau https://",
        ),
        (
            "https://contoh.go.id/satu",
            "'https://[contoh.go.id]/satu'",
            "baris 10: kolom «sources»: alamat «https://[contoh.go.id]/satu» tidak bisa dibaca",
        ),
        (
            "DPMD",
            "D" * 90,
            "baris 12: kolom «owner» terlalu panjang (90 huruf, batasnya 80)",
        ),
        (
            "[cara contoh, contoh gmn]",
            "[satu saja]",
            "baris 6: kolom «also» paling sedikit berisi 2, baru ada 1",
        ),
        (
            "[cara contoh, contoh gmn]",
            "cara contoh",
            "baris 6: kolom «also» harus berupa daftar (baris yang diawali -)",
        ),
        (
            "<b>Begini</b>",
            "x" * 1000,
            "baris 7: kolom «answer» terlalu panjang (1015 huruf, batasnya 900)",
        ),
        ("</b>", "", "baris 7: kolom «answer»: <b> belum ditutup"),
        ("<b>", "", "baris 7: kolom «answer»: </b> tidak punya pasangan"),
        (
            "<b>Begini</b>",
            "<u>Begini</u>",
            "baris 7: kolom «answer»: tanda «<» tidak boleh; "
            "hanya <b> dan <i>, selain itu tulis &amp; &lt; &gt;",
        ),
        (
            '"2026-02"',
            '"Februari 2026"',
            "baris 11: kolom «valid_as_of» berisi «Februari 2026»: "
            "tulis tahun, tahun-bulan, atau tahun-bulan-tanggal, misalnya 2026-02",
        ),
        (
            '"2026-02"',
            '"2026-13"',
            "baris 11: kolom «valid_as_of»: tanggal «2026-13» tidak ada di kalender",
        ),
        (
            "  owner:",
            "  valid_until: 2026-02-30\n  owner:",
            "baris 12: kolom «valid_until» berisi «2026-02-30»: "
            "tulis tahun-bulan-tanggal, misalnya 2026-12-31",
        ),
        ("topic: desa", "topic: sihir", "baris 13: «expert_topic» tidak dikenal: sihir"),
        (
            "  owner:",
            "  related:\n  - tidak_ada\n  owner:",
            "baris 13: «related» menyebut «tidak_ada», yang tidak ada",
        ),
        ("  owner:", "  owner: A\n  owner:", "baris 13: kolom «owner» ditulis dua kali"),
        ("title: Contoh", "judul: Contoh\ntitle: X", "baris 2: kolom «judul» tidak dikenal"),
        ("title: Contoh\n", "", "baris 1: kolom «title» kosong"),
        ("topic: contoh", "topic: lain", "baris 1: «topic» harus sama dengan nama berkas: contoh"),
        (
            "contoh_satu",
            "Contoh Satu",
            "baris 4: kolom «id» berisi «Contoh Satu»: hanya huruf kecil, angka, dan garis bawah",
        ),
    ],
)
def test_a_fault_is_told_with_file_line_and_cure(tmp_path, right, wrong, told):
    assert faults(tmp_path, GOOD.replace(right, wrong, 1)) == [f"contoh.yaml, {told}"]


def test_an_id_used_twice_is_told_with_both_places(tmp_path):
    second = GOOD.replace("topic: contoh\n", "topic: contoh1\n")

    assert faults(tmp_path, GOOD, second) == [
        "contoh1.yaml, baris 4: id «contoh_satu» sudah dipakai di contoh.yaml, baris 4"
    ]


def test_related_may_point_into_another_file(tmp_path):
    first = GOOD.replace("  owner:", "  related: [contoh_dua]\n  owner:")
    second = GOOD.replace("topic: contoh\n", "topic: contoh1\n").replace("_satu", "_dua")

    assert faults(tmp_path, first, second) == []


def test_all_faults_are_told_at_once(tmp_path):
    broken = GOOD.replace("DPMD", "''") + SECOND.replace("desa", "sihir")

    assert faults(tmp_path, broken) == [
        "contoh.yaml, baris 12: kolom «owner» kosong",
        "contoh.yaml, baris 23: «expert_topic» tidak dikenal: sihir",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "baris 1: berkas topik harus berisi «topic», «title», dan daftar «entries»"),
        ("entries: 3", "baris 1: berkas topik harus berisi «topic», «title», dan daftar «entries»"),
        (
            "topic: contoh\ntitle: X\nentries: [satu]",
            "baris 3: bagian ini harus berisi kolom-kolom, seperti «id:» dan «question:»",
        ),
    ],
)
def test_a_file_of_another_shape_is_told(tmp_path, text, told):
    assert faults(tmp_path, text) == [f"contoh.yaml, {told}"]


def test_unreadable_yaml_is_told_with_its_line(tmp_path):
    (fault,) = faults(tmp_path, GOOD.replace("title: Contoh", 'title: "Contoh'))

    assert fault.startswith("contoh.yaml, baris 11: tulisan YAML tidak terbaca")


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "contoh.yaml").write_bytes(b"\xff\xfe\x00\x01")
    reader = Reader({"desa"})
    reader.read_folder(tmp_path)

    assert [fault.sentence for fault in reader.faults] == ["berkas ini bukan tulisan UTF-8"]


def test_an_empty_folder_is_told(tmp_path):
    assert faults(tmp_path) == [
        f"{tmp_path.name}, baris 1: tidak ada berkas topik (.yaml) di map ini"
    ]


def test_the_packaged_topics_have_no_faults():
    assert len(Library.load()) >= 64
