from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.deciding import Kind, decide
from knowledge.library import Library

LIBRARY = Library.load()
TODAY = date(2026, 11, 22)
QUESTIONS = Path(__file__).parent / "questions"
UNSEEN = yaml.safe_load((QUESTIONS / "unseen.yaml").read_text())
NOT_ANSWERED = yaml.safe_load((QUESTIONS / "not_answered.yaml").read_text())
TUNING = yaml.safe_load((QUESTIONS / "tuning.yaml").read_text())


def kind(question: str) -> Kind:
    return decide(LIBRARY, question, on=TODAY).kind


@pytest.mark.parametrize(("expected", "topic", "question"), NOT_ANSWERED)
def test_what_must_not_be_answered_is_never_answered(expected, topic, question):
    assert kind(question) != Kind.ANSWER


def test_what_must_not_be_answered_goes_to_the_right_people(capsys):
    wrong = [
        (question, decision.kind, decision.topic)
        for expected, topic, question in NOT_ANSWERED
        if (decision := decide(LIBRARY, question, on=TODAY)).kind != expected
        or topic not in ("", decision.topic)
    ]
    with capsys.disabled():
        print(
            f"\nnot to be answered: {len(NOT_ANSWERED) - len(wrong)}/{len(NOT_ANSWERED)}; {wrong}"
        )

    assert len(wrong) <= 1


def test_unseen_questions_are_hardly_ever_answered_wrongly(capsys):
    seen = Counter(
        (decision.kind, decision.ranked[0].entry.id == entry)
        for pairs in UNSEEN.values()
        for entry, question in pairs
        if (decision := decide(LIBRARY, question, on=TODAY)).ranked
    )
    with capsys.disabled():
        print(f"\nunseen, by decision and whether the best is right: {dict(seen)}")

    assert seen[Kind.ANSWER, False] == 0
    assert seen[Kind.ANSWER, True] + seen[Kind.CLARIFY, True] >= 60


def test_tuning_questions_without_an_answer_are_not_answered():
    assert [question for _, question in TUNING["expert"] if kind(question) == Kind.ANSWER] == []
    assert {kind(question) for _, question in TUNING["none"]} == {Kind.NONE}


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_no_entry_is_mistaken_for_a_delicate_matter(entry):
    assert [
        text
        for text in (entry.question, *entry.also)
        if decide(LIBRARY, text, on=TODAY).matter is not None
    ] == []


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_every_entry_answers_its_own_question(entry):
    decision = decide(LIBRARY, entry.question, on=TODAY)

    assert (decision.kind, decision.ranked[0].entry.id) == (Kind.ANSWER, entry.id)
    assert decision.topic in {topic.id for topic in LIBRARY.expert_topics()}


def test_a_delicate_matter_names_itself_and_shows_no_entry():
    decision = decide(LIBRARY, "Kepala desa gelapkan uang BLT", on=TODAY)

    assert decision.kind == Kind.EXPERT
    assert (decision.matter, decision.topic, decision.ranked) == ("korupsi", "desa", ())


def test_a_delicate_matter_is_recognised_in_ambonese_and_with_typing_errors():
    assert decide(LIBRARY, "bapa raja makang uang negeri", on=TODAY).matter == "korupsi"
    assert decide(LIBRARY, "kades korrupsi", on=TODAY).matter == "korupsi"


def test_two_entries_close_together_are_offered_as_a_choice():
    decision = decide(LIBRARY, "bantuan baznas", on=TODAY)

    assert decision.kind == Kind.CLARIFY
    assert "zakat_baznas_program" in {hit.entry.id for hit in decision.candidates}
    assert 2 <= len(decision.candidates) <= 3


def test_an_entry_past_its_date_sends_the_question_to_its_expert():
    question = LIBRARY.entry("bansos_blt_desa_2026").question
    decision = decide(LIBRARY, question, on=date(2027, 1, 1))

    assert (decision.kind, decision.topic) == (Kind.EXPERT, "desa")
    assert "bansos_blt_desa_2026" not in {hit.entry.id for hit in decision.ranked}


def test_the_same_question_is_always_decided_the_same_way():
    assert decide(LIBRARY, "cek bansos", on=TODAY) == decide(LIBRARY, "cek bansos", on=TODAY)
