import time
from pathlib import Path

import pytest
import yaml

from knowledge.library import Library
from knowledge.search import index_of, search

LIBRARY = Library.load()
UNSEEN = yaml.safe_load((Path(__file__).parent / "questions" / "unseen.yaml").read_text())
REACHED = {
    "formal": 11,
    "shorthand": 11,
    "ambonese": 11,
    "typos": 11,
    "situations": 11,
    "two_words": 11,
}


def found(question: str, *, within: int) -> list[str]:
    return [hit.entry.id for hit in search(LIBRARY, question)[:within]]


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_every_entry_is_found_first_by_its_own_question(entry):
    assert found(entry.question, within=1) == [entry.id]


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_every_entry_is_found_by_each_of_its_other_wordings(entry):
    assert [other for other in entry.also if entry.id not in found(other, within=3)] == []


@pytest.mark.parametrize("kind", UNSEEN)
def test_unseen_questions_are_found_as_often_as_we_say(kind, capsys):
    missed = [pair for pair in UNSEEN[kind] if found(pair[1], within=1) != [pair[0]]]
    hits = len(UNSEEN[kind]) - len(missed)
    with capsys.disabled():
        print(f"\n{kind}: hit@1 {hits}/{len(UNSEEN[kind])}; missed: {[one for one, _ in missed]}")

    assert hits >= REACHED[kind]


def test_scores_lie_between_nothing_and_one_and_fall():
    scores = [hit.score for hit in search(LIBRARY, "cara usul bedah rumah")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("RTLH", "rumah tidak layak huni"),
        ("nomor induk berusaha", "NIB"),
        ("bntuan ruma", "bantuan rumah"),
        ("katong pung ikang", "ikan kami"),
        ("pupuk subsidiiii", "pupuk subsidi"),
        ("sertifkat halal", "sertifikat halal"),
    ],
)
def test_what_means_the_same_finds_the_same(written, understood):
    assert found(written, within=1) == found(understood, within=1)


@pytest.mark.parametrize("empty", ["", "   ", "???", "😀👍", "<b>", "'; DROP TABLE entries; --"])
def test_a_question_without_known_words_finds_nothing_and_breaks_nothing(empty):
    assert search(LIBRARY, empty) == ()


def test_a_very_long_message_is_searched_like_any_other():
    assert search(LIBRARY, "bagaimana membuat NIB untuk usaha kecil " * 100)


def test_the_index_is_built_once_per_library():
    assert index_of(LIBRARY) is index_of(LIBRARY)


def test_a_question_takes_less_than_five_milliseconds():
    questions = [question for pairs in UNSEEN.values() for _, question in pairs]
    index_of(LIBRARY)
    spent = []
    for question in questions * 2:
        started = time.process_time()
        search(LIBRARY, question)
        spent.append(time.process_time() - started)

    assert sorted(spent)[int(0.95 * len(spent))] < 0.005
