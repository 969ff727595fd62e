import pytest
from pydantic import TypeAdapter

from knowledge.entries import Answer, AsOf, Source
from knowledge.words import packaged, plain, stem

WORDS = packaged()


def weigh(text: str) -> dict[str, float]:
    return WORDS.weigh((word, 1.0) for word in text.split())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yg utk gmn", "yang untuk bagaimana"),
        ("katong seng dapa", "kita tidak dapat"),
        ("bisa ka seng", "bisa atau tidak"),
        ("kpla desa", "kepala desa"),
        ("ikang kapang", "ikan kapan"),
    ],
)
def test_chat_and_ambonese_are_read_as_indonesian(written, meant):
    assert WORDS.read(written) == meant.split()


def test_signs_accents_and_stretched_letters_do_not_matter():
    assert plain("PUPUK!!! subsidiiii… é 1.250.000") == ["pupuk", "subsidi", "e", "1250000"]


def test_an_abbreviation_and_its_long_form_share_their_stems():
    short, long = weigh("nib"), weigh("nomor induk berusaha")

    assert short.keys() == long.keys()
    assert short["nib"] == long["nomor"] == 1.0


def test_what_a_word_also_means_weighs_less_than_what_was_written():
    weights = weigh("rtlh")

    assert weights["rtlh"] > weights["rumah"] > 0


def test_small_words_are_not_searched_and_question_words_only_lightly():
    weights = weigh("yang untuk berapa pupuk")

    assert "yang" not in weights
    assert weights[stem("berapa")] < weights["pupuk"]


def test_every_delicate_matter_has_signs():
    assert all(matter.signs and all(matter.signs) for matter in WORDS.matters)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gelapkan dana desa", True),
        ("gelapkan semua dana", True),
        ("dana di tempat gelap", False),
        ("gelapkan apa saja yang ada, juga dana", False),
    ],
)
def test_a_sign_stands_in_order_and_close_together(text, shown):
    (corruption,) = [matter for matter in WORDS.matters if matter.name == "korupsi"]

    assert corruption.shows_in(tuple(map(stem, WORDS.read(text)))) is shown


def test_a_word_that_only_looks_like_another_keeps_its_form():
    assert stem("penggelapan") != stem("gelap")
    assert stem("berapa") != stem("apa")


@pytest.mark.parametrize("matter", packaged().matters, ids=lambda matter: matter.name)
def test_what_is_said_in_a_delicate_matter_is_short_sourced_and_readable(matter):
    assert TypeAdapter(Answer).validate_python(matter.careful) == matter.careful
    assert all(TypeAdapter(Source).validate_python(source) for source in matter.sources)
    assert TypeAdapter(AsOf).validate_python(matter.valid_as_of)
