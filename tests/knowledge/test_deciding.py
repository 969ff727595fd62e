from datetime import date

import pytest

from knowledge.deciding import Kind, decide
from knowledge.library import Library

LIBRARY = Library.load()
TODAY = date(2026, 11, 22)


def kind(question: str) -> Kind:
    return decide(LIBRARY, question, on=TODAY).kind


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
    assert decision.matter is not None
    assert (decision.matter.name, decision.candidates) == ("korupsi", ())


def test_a_delicate_matter_is_recognised_in_ambonese_and_with_typing_errors():
    for question in ("bapa raja makang uang negeri", "kades korrupsi"):
        matter = decide(LIBRARY, question, on=TODAY).matter
        assert matter is not None
        assert matter.name == "korupsi"


def test_two_entries_close_together_are_offered_as_a_choice():
    decision = decide(LIBRARY, "bantuan baznas", on=TODAY)

    assert decision.kind == Kind.CLARIFY
    assert "zakat_baznas_program" in {hit.entry.id for hit in decision.candidates}
    assert 2 <= len(decision.candidates) <= 3


@pytest.mark.parametrize(
    "question", ["Apakah ada biaya?", "periksa", "apa syaratnya", "ada biaya ka"]
)
def test_what_tells_no_subject_is_never_answered_outright(question):
    assert kind(question) in {Kind.CLARIFY, Kind.NONE}


@pytest.mark.parametrize("question", ["biaya NIB berapa", "syarat bedah rumah", "cek bansos"])
def test_the_same_words_with_a_subject_are_answered(question):
    assert kind(question) == Kind.ANSWER


@pytest.mark.parametrize("question", ["aset desa", "tanah desa", "website desa"])
def test_one_word_that_an_entry_has_among_many_is_no_reason_to_answer(question):
    assert kind(question) == Kind.CLARIFY


@pytest.mark.parametrize("question", ["bumdes", "BSPS", "paket c", "ongkos kapal"])
def test_one_word_that_says_what_an_entry_is_asked_is_enough(question):
    assert kind(question) == Kind.ANSWER


@pytest.mark.parametrize("question", ["a", "AAAAAAAAAAAAAAAA", "x" * 301])
def test_one_letter_asks_nothing(question):
    assert kind(question) == Kind.NONE


@pytest.mark.parametrize(
    "question",
    [
        "perahu kami mati mesin di tengah laut, 5 orang",
        "mesin perahu mati di laut katong hanyut tolong",
        "longboat terbalik ombak",
        "gempa barusan rumah roboh ada yang luka",
        "ada orang luka kena gempa",
        "tanah longsor tadi malam ada korban tertimbun",
        "perahu bocor di tengah laut air masuk terus tolong",
        "katong pung bodi tabale di ombak ada 4 orang",
        "bapa pi mancing dari kamareng balong pulang",
        "rumah tabakar tolong",
        "laut surut jauh sekali habis gempa",
        "kaka jatuh dari pohon kelapa seng bisa gerak",
        "bapak tiba tiba lumpuh mulut miring",
        "anak minum minyak tanah",
    ],
)
def test_people_in_danger_come_before_every_entry(question):
    matter = decide(LIBRARY, question, on=TODAY).matter

    assert matter is not None
    assert matter.urgent
    assert matter.name in {"bahaya", "darurat_medis"}


@pytest.mark.parametrize(
    "question",
    [
        "Racun tikus apa yang seng bahaya par ayam?",
        "katong bole bakar sampah di pante ka seng",
        "Timbunan pantai untuk lapangan desa apakah boleh?",
        "Bisakah desa dapat bantuan ambulans laut dari perusahaan?",
        "Penerima bantuan sakit stroke, contoh surat kuasa ada?",
    ],
)
def test_words_of_danger_that_tell_of_something_else_alarm_nobody(question):
    assert decide(LIBRARY, question, on=TODAY).matter is None


@pytest.mark.parametrize(
    "question", ["keracunan", "orang digigit ular di kebun", "om kena stroke", "ada kebakaran"]
)
def test_a_danger_in_few_words_is_one(question):
    assert decide(LIBRARY, question, on=TODAY).matter is not None


def test_an_amount_is_not_answered_by_an_entry_that_tells_of_none():
    assert kind("Berapa siltap perangkat desa?") == Kind.CLARIFY


def test_an_entry_past_its_date_sends_the_question_to_its_expert():
    question = LIBRARY.entry("bansos_blt_desa_2026").question
    decision = decide(LIBRARY, question, on=date(2027, 1, 1))

    assert (decision.kind, decision.topic) == (Kind.EXPERT, "desa")
    assert "bansos_blt_desa_2026" not in {hit.entry.id for hit in decision.ranked}


def test_the_same_question_is_always_decided_the_same_way():
    assert decide(LIBRARY, "cek bansos", on=TODAY) == decide(LIBRARY, "cek bansos", on=TODAY)
