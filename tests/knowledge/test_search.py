import pytest

from knowledge.library import Library
from knowledge.search import index_of, search

LIBRARY = Library.load()


def found(question: str, *, within: int) -> list[str]:
    return [hit.entry.id for hit in search(LIBRARY, question)[:within]]


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_every_entry_is_found_first_by_its_own_question(entry):
    assert found(entry.question, within=1) == [entry.id]


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_every_entry_is_found_by_each_of_its_other_wordings(entry):
    assert [other for other in entry.also if entry.id not in found(other, within=3)] == []


def test_scores_lie_between_nothing_and_one_and_fall():
    scores = [hit.score for hit in search(LIBRARY, "cara usul bedah rumah")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("RTLH", "rumah tidak layak huni"),
        ("nomor induk berusaha", "NIB"),
        ("bntuan bedah ruma", "bantuan bedah rumah"),
        ("katong pung ikang", "ikan kami"),
        ("pupuk subsidiiii", "pupuk subsidi"),
        ("sertifkat halal", "sertifikat halal"),
    ],
)
def test_what_means_the_same_finds_the_same(written, understood):
    assert found(understood, within=1)[0] in found(written, within=3)


@pytest.mark.parametrize("empty", ["", "   ", "???", "😀👍", "<b>", "'; DROP xqzw; --"])
def test_a_question_without_known_words_finds_nothing_and_breaks_nothing(empty):
    assert search(LIBRARY, empty) == ()


def test_a_very_long_message_is_searched_like_any_other():
    assert search(LIBRARY, "bagaimana membuat NIB untuk usaha kecil " * 100)


def test_the_index_is_built_once_per_library():
    assert index_of(LIBRARY) is index_of(LIBRARY)


def test_a_word_that_only_a_list_explains_is_not_strange():
    assert index_of(LIBRARY).understand("bumdesa").unknown == 0
