import pytest

from knowledge.spelling import Spelling, sound

SPELLING = Spelling(
    ["bantuan", "kelompok", "pupuk", "sertifikat", "nelayan", "kartu", "ktp", "2025"]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bntuan", "bantuan"),
        ("bantuang", "bantuan"),
        ("klompok", "kelompok"),
        ("ppuk", "pupuk"),
        ("sertfikat", "sertifikat"),
        ("nelayn", "nelayan"),
        ("karttu", "kartu"),
    ],
)
def test_a_typing_error_leads_to_the_word_meant(written, meant):
    nearest = SPELLING.nearest(written)

    assert nearest is not None
    assert nearest[0] == meant
    assert 0 < nearest[1] <= 1


@pytest.mark.parametrize("strange", ["xylophone", "qwerty", "ktx", "2026", "", "presiden"])
def test_a_strange_word_leads_nowhere(strange):
    assert SPELLING.nearest(strange) is None


def test_swallowed_vowels_and_soft_endings_sound_the_same():
    assert sound("bantuang") == sound("bntuan") == sound("bantuan")


def test_of_two_words_that_sound_alike_the_one_with_more_of_the_letters_is_meant() -> None:
    assert Spelling(["bumdes", "bumdesa"]).nearest("bumdess") == ("bumdes", 1.0)
