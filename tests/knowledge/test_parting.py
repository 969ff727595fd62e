"""Several questions in one message."""

from datetime import date

import pytest

from knowledge import words
from knowledge.library import Library
from knowledge.parting import decide_each, questions, ranked

LIBRARY = Library.load()
DAY = date(2026, 11, 22)
BSPS, PKH = "Bagaimana cara usul bedah rumah BSPS?", "Syarat jadi penerima PKH apa saja?"
ENGINE = "Siapa yang bisa perbaiki mesin listrik kampung yang rusak?"


def answers(message: str) -> list[str | None]:
    return [part.answer for part in decide_each(LIBRARY, message, on=DAY)]


@pytest.mark.parametrize(
    "message",
    [
        f"{BSPS} {PKH}",
        f"{BSPS}\n{PKH}",
        f"1. {BSPS} 2. {PKH}",
        "cara usul bedah rumah bsps gmn\nsyarat penerima pkh apa sa",
        f"{BSPS} {PKH} Terima kasih banyak.",
    ],
)
def test_two_questions_are_answered_each_by_itself(message: str) -> None:
    assert answers(message) == ["rumah_bsps_usul", "bansos_pkh_syarat"]


def test_one_that_the_books_do_not_know_is_passed_on_beside_the_answer_to_the_other() -> None:
    first, second = decide_each(LIBRARY, f"{BSPS} {ENGINE}", on=DAY)
    assert (first.answer, second.answer) == ("rumah_bsps_usul", None)
    assert (second.text, second.decision.topic) == (ENGINE, "energi")


@pytest.mark.parametrize(
    "message",
    [
        BSPS,
        f"{BSPS} Bawa apa?",
        "Selamat pagi Bapak/Ibu. Rumah warga kami rusak kena gempa. Bantuan apa yang bisa diminta?",
        "Ada tetangga memukul istrinya. Syarat jadi penerima PKH apa saja?",
    ],
)
def test_a_story_an_afterthought_and_a_delicate_matter_are_one_question(message: str) -> None:
    (only,) = decide_each(LIBRARY, message, on=DAY)
    assert only.text == message


def test_what_was_told_before_belongs_to_the_question_behind_it() -> None:
    told = "Rumah warga rusak. Bantuan apa yang ada? Anggaran kami sudah habis. Boleh diubah?"
    assert questions(words.packaged(), told) == [
        "Rumah warga rusak. Bantuan apa yang ada?",
        "Anggaran kami sudah habis. Boleh diubah?",
    ]


def test_together_the_best_entry_of_each_comes_first() -> None:
    found = ranked(decide_each(LIBRARY, f"{ENGINE} {BSPS} {PKH}", on=DAY))
    ids = [hit.entry.id for hit in found]
    assert ids[:2] == ["rumah_bsps_usul", "bansos_pkh_syarat"]
    assert len(ids) == len(set(ids))


def test_an_afterthought_beside_several_is_told_of_and_never_answered_outright() -> None:
    each = decide_each(LIBRARY, f"{BSPS} {PKH} Apakah ada biaya?", on=DAY)
    assert [part.answer for part in each] == ["rumah_bsps_usul", "bansos_pkh_syarat", None]
