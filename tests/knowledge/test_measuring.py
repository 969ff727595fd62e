"""The figures of the books, and that they are at least what is said of them."""

from datetime import date

import pytest

from knowledge import measuring
from knowledge.deciding import Kind
from knowledge.library import Library
from knowledge.measuring import ALL, Asked, Figures, Outcome

LIBRARY = Library.load()
TODAY = date(2026, 11, 22)
KINDS = {"formal", "shorthand", "ambonese", "typo", "situation", "terse"}
ENTRY = "umkm_nib"


def reached(name: str) -> Figures:
    found = measuring.outcomes(LIBRARY, measuring.questions(name), on=TODAY)
    return measuring.by_kind(LIBRARY, found)[ALL]


def test_the_questions_are_many_of_every_kind_and_none_is_in_both_sets() -> None:
    tuning, held_back = (measuring.questions(name) for name in ("tuning", "held_back"))
    everything = [*tuning, *held_back]
    assert {one.kind for one in tuning} == {one.kind for one in held_back} == KINDS
    assert len({one.text for one in everything}) == len(everything)
    assert sum(bool(one.entries) for one in everything) >= 500
    assert sum(not one.entries for one in everything) >= 150
    assert len(held_back) * 4 > len(everything)


def test_every_question_names_entries_and_fields_that_there_are() -> None:
    fields = {topic.id for topic in LIBRARY.expert_topics()}
    for one in [*measuring.questions("tuning"), *measuring.questions("held_back")]:
        assert one.entries <= {entry.id for entry in LIBRARY}, one
        assert one.topic is None or one.topic in fields, one


def test_questions_held_back_are_found_and_hardly_ever_answered_wrongly() -> None:
    figures = reached("held_back")
    assert figures.hit_1 is not None
    assert figures.hit_3 is not None
    assert figures.answered_wrongly is not None
    assert figures.hit_1 >= 0.89
    assert figures.hit_3 >= 0.98
    assert figures.answered_wrongly <= 0.04


def test_questions_held_back_reach_their_field_nine_times_of_ten() -> None:
    figures = reached("held_back")
    assert figures.fields_right is not None
    assert figures.fields_right >= 0.9


def outcome(place: int | None, decided: Kind, *, entries: bool, wrongly: bool = False) -> Outcome:
    asked = Asked("?", "terse", frozenset({ENTRY} if entries else ()), "sosial")
    return Outcome(asked, place, decided, wrongly, "sosial" if decided is Kind.EXPERT else None)


def test_the_shares_count_what_they_say() -> None:
    figures = measuring.figures(
        LIBRARY,
        [
            outcome(1, Kind.ANSWER, entries=True),
            outcome(2, Kind.ANSWER, entries=True, wrongly=True),
            outcome(4, Kind.CLARIFY, entries=True),
            outcome(None, Kind.EXPERT, entries=True),
            outcome(None, Kind.ANSWER, entries=False, wrongly=True),
        ],
    )
    assert figures == Figures(
        questions=5,
        hit_1=0.25,
        hit_3=0.5,
        mrr=pytest.approx((1 + 1 / 2 + 1 / 4) / 4),
        answered=0.25,
        answered_wrongly=0.4,
        topics_right=1.0,
        fields_right=0.2,
    )


def test_where_nothing_counts_there_is_no_share() -> None:
    assert measuring.figures(LIBRARY, [])[1:] == (None,) * 7
