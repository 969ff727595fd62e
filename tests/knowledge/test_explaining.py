from datetime import date

import pytest

from knowledge.deciding import Kind, decide
from knowledge.explaining import explain
from knowledge.library import Library

LIBRARY = Library.load()
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("question", ["cara bikin NIB", "kades korupsi dana desa", "halo", ""])
def test_an_explanation_is_of_the_decision_the_bot_takes(question):
    assert explain(LIBRARY, question, on=DAY).decision == decide(LIBRARY, question, on=DAY)


def test_the_words_searched_by_come_with_their_weight_heaviest_first():
    searched = explain(LIBRARY, "berapa lama NIB terbit", on=DAY).searched

    assert searched["nib"] == 1.0
    assert searched["berapa"] == pytest.approx(0.3)
    assert list(searched.values()) == sorted(searched.values(), reverse=True)


def test_each_of_the_best_three_shows_the_words_that_stand_in_it():
    why = explain(LIBRARY, "cara bikin NIB di bulan Zxqvuary", on=DAY)

    assert [reason.hit for reason in why.best] == list(why.decision.ranked[:3])
    assert why.best[0].hit.entry.id == "umkm_nib"
    assert "nib" in why.best[0].matched
    assert why.best[0].matched.keys() <= why.searched.keys()
    assert not any(word.startswith("zxqv") for word in why.best[0].matched)
    assert 0 < why.unknown < 1


def test_a_delicate_matter_is_named_and_the_books_near_it_are_still_told():
    why = explain(LIBRARY, "kades korupsi dana desa", on=DAY)

    assert why.decision.matter is not None
    assert why.decision.kind is Kind.EXPERT
    assert why.best


def test_small_talk_has_nothing_to_explain():
    assert explain(LIBRARY, "halo", on=DAY).best == ()
