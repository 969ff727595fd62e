import shutil
from pathlib import Path

import pytest

from knowledge import word_lists, words


@pytest.fixture
def folder(tmp_path):
    """A copy of the packaged lists that a test may spoil."""
    return Path(shutil.copytree(words.FOLDER, tmp_path / "words"))


def told(folder: Path) -> list[str]:
    return [str(fault) for fault in word_lists.faults(folder)]


def test_the_packaged_lists_have_no_faults():
    assert word_lists.faults() == []


@pytest.mark.parametrize(
    ("name", "text", "faults"),
    [
        (
            "delicate",
            "- matter: contoh\n  topic: desa\n  urgent: ya\n  sources: [https://contoh.go.id]\n"
            '  valid_as_of: "2026"\n  signs: [gawat]\n',
            [
                "baris 1: kolom «careful» wajib diisi",
                "baris 3: kolom «urgent» berisi «ya»: tulis true atau false",
            ],
        ),
        (
            "delicate",
            "- matter: contoh\n  topic: sihir\n  urgent: 'true'\n  careful: Cari <u>orang.\n"
            '  sources: []\n  valid_as_of: "2026-13"\n  signs: ["!"]\n',
            [
                "baris 4: kolom «careful»: tanda «<» tidak boleh; "
                "hanya <b> dan <i>, selain itu tulis &amp; &lt; &gt;",
                "baris 5: kolom «sources» paling sedikit berisi 1, baru ada 0",
                "baris 6: kolom «valid_as_of»: tanggal «2026-13» tidak ada di kalender",
                "baris 7: kolom «signs»: tidak berisi kata",
            ],
        ),
        (
            "delicate",
            "- matter: contoh\n  topic: sihir\n  urgent: 'true'\n  careful: Cari orang.\n"
            '  sources: [https://contoh.go.id]\n  valid_as_of: "2026"\n  signs: [gawat]\n',
            ["baris 2: «topic» tidak dikenal: sihir"],
        ),
        (
            "shorthand",
            "- short: yg\n- short: yg\n  full: yang\n  arti: yang\n",
            ["baris 1: kolom «full» wajib diisi", "baris 4: kolom «arti» tidak dikenal"],
        ),
        (
            "shorthand",
            "- short: yg\n  full: yang\n- short: YG\n  full: yakni\n",
            ["baris 3: «YG» punya arti lain di shorthand.yaml, baris 1"],
        ),
        (
            "ambonese",
            "- words: [satuperkata]\n  indonesian: satu\n  basis: katanya\n",
            ["baris 3: kolom «basis» berisi «katanya»: tulis sumber atau umum"],
        ),
        ("synonyms", "standard: desa\n", ["baris 1: berkas ini harus berupa daftar (baris yang "]),
        ("smalltalk", "words: halo\n", ["baris 1: kolom «words» harus berupa daftar"]),
        (
            "small",
            "ignored: [a]\nasking: [c]\nturning: [d]\nlight: [b]\nopen: [e]\nexact: [f]\n",
            ["baris 1: kolom «unstemmed» wajib diisi"],
        ),
        ("abbreviations", "- short: 'A\n", ["baris 2: tulisan YAML tidak terbaca"]),
    ],
)
def test_a_fault_is_told_with_its_line(folder, name, text, faults):
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")

    found = told(folder)

    assert len(found) == len(faults)
    for line, start in zip(found, faults, strict=True):
        assert line.startswith(f"{name}.yaml, {start}")


def test_a_word_with_another_meaning_in_another_list_is_told(folder):
    with (folder / "shorthand.yaml").open("a", encoding="utf-8") as file:
        file.write("- short: beta\n  full: percobaan\n")

    (fault,) = told(folder)

    assert fault.endswith("«beta» punya arti lain di ambonese.yaml, baris 2")


def test_a_missing_list_is_told(folder):
    (folder / "synonyms.yaml").unlink()

    assert told(folder)[0].startswith("synonyms.yaml, baris 1: berkas ini tidak bisa dibuka")
