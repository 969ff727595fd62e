"""Adding up what words gain, over a few entries or many."""

import random

import pytest

from knowledge.scoring import Columns, Rows

CHANCE = random.Random(7)
WORDS = [f"kata{number}" for number in range(40)]
GAINS = [{word: CHANCE.random() for word in CHANCE.sample(WORDS, 12)} for _ in range(500)]


@pytest.mark.parametrize("size", [1, 3, 9])
def test_the_best_of_many_are_those_that_comparing_each_would_find(size: int) -> None:
    asked = {word: CHANCE.random() for word in CHANCE.sample(WORDS, size)}
    each = Rows(GAINS).scores(asked, range(len(GAINS)))
    best = Columns(GAINS).best(asked, 20)
    assert [score for _, score in best] == pytest.approx(sorted(each, reverse=True)[:20])
    assert all(score == pytest.approx(each[at]) for at, score in best)


def test_what_gains_nothing_is_not_found() -> None:
    assert Columns([{"ikan": 1.0}, {"sagu": 1.0}]).best({"ikan": 1.0}, 5) == [(0, 1.0)]


def test_where_there_is_nothing_nothing_is_found() -> None:
    assert Columns([]).best({"ikan": 1.0}, 5) == []
