"""What counts as a correction that people must hear of."""

import pytest

from knowledge.corrections import is_substance
from knowledge.search import index_of
from tests.town import library

BEFORE = "Bawa <b>KTP</b> dan KK ke kantor camat. Biaya Rp50.000, paling lama 14 hari kerja."


def known(word: str) -> bool:
    return index_of(library()).knows(word)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("50.000", "75.000"),
        BEFORE.replace("14 hari", "5 hari"),
        BEFORE.replace("kantor camat", "kantor Disdukcapil"),
        BEFORE.replace("KTP</b> dan KK", "KTP</b>, KK dan surat nikah"),
        BEFORE.replace("Bawa", "Tidak perlu bawa"),
        "Urusan ini kini dilayani lewat aplikasi, tanpa biaya.",
    ],
)
def test_what_changes_the_matter_is_told(after: str) -> None:
    assert is_substance(BEFORE, after, known)
    assert is_substance(after, BEFORE, known)


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.replace("<b>KTP</b>", "KTP"),
        BEFORE.replace("kantor", "kantour"),
        BEFORE.replace("Biaya", "Biyaya"),
        BEFORE.replace("camat.", "camat;").replace("paling lama", "paling  lama"),
        BEFORE.replace("Rp50.000", "Rp 50.000"),
        BEFORE.replace("dan KK", "serta KK").replace("serta", "dan juga"),
    ],
)
def test_a_spelling_fix_tells_nobody(after: str) -> None:
    assert not is_substance(BEFORE, after, known)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("KIA", "KUA"), ("lama", "lima"), ("Rabu", "ribu"), ("Buru", "Baru"), ("kepala", "kapal")],
)
def test_another_word_of_the_same_sound_is_told(wrong: str, right: str) -> None:
    assert is_substance(f"Urus di {wrong}.", f"Urus di {right}.", known)
