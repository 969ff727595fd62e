"""A question is edited after the books have said something to it."""

import pytest

from tests.phone import Phone

ANSWERED = "Bagaimana cara usul bedah rumah BSPS?"
ELSE = "Syarat jadi penerima PKH apa saja?"
NEITHER = "Siapa yang bisa perbaiki mesin listrik kampung?"
SEVERAL = f"{ANSWERED} {ELSE}"


async def test_the_answer_to_the_new_wording_stands_in_the_place_of_the_old_one(
    maria: Phone,
) -> None:
    asked = await maria.says(NEITHER)
    assert "Sumber:" not in maria.heard()
    (first,) = maria.screen()
    for text, told in (ANSWERED, "BSPS"), (ELSE, "PKH"):
        await maria.edits(asked, text)
        (shown,) = maria.screen()
        assert shown.message_id == first.message_id
        assert "Sumber:" in shown.text
        assert told in shown.text
    await maria.presses("Terjawab")
    assert "Terima kasih" in maria.heard()


async def test_a_slip_that_made_no_difference_costs_no_letter(maria: Phone) -> None:
    asked = await maria.says(ANSWERED)
    (before,) = maria.screen()
    await maria.edits(asked, "Bagaimana cara usul bedah rumah BSPS ya?")
    assert maria.screen()[0] is before


async def test_below_other_messages_the_new_answer_comes_last(maria: Phone) -> None:
    asked = await maria.says(NEITHER)
    await maria.says("/bantuan")
    await maria.edits(asked, ANSWERED)
    assert len(maria.screen()) == 2
    assert "Sumber:" in maria.heard()


async def test_who_corrects_one_question_into_several_hears_each_answer(maria: Phone) -> None:
    asked = await maria.says(NEITHER)
    await maria.edits(asked, SEVERAL)
    assert [("Sumber:" in shown.text) for shown in maria.screen()] == [True, True]


async def test_who_leaves_one_of_two_questions_away_is_not_answered_again(maria: Phone) -> None:
    asked = await maria.says(SEVERAL)
    before = list(map(id, maria.screen()))
    await maria.edits(asked, ANSWERED)
    assert list(map(id, maria.screen())) == before


@pytest.mark.parametrize("label", ["Belum", "Terjawab", "Pertanyaan terkait"])
async def test_what_was_pressed_meanwhile_makes_no_second_message(maria: Phone, label: str) -> None:
    asked = await maria.says(ANSWERED)
    (before,) = maria.screen()
    await maria.presses(label)
    await maria.edits(asked, ELSE)
    (after,) = maria.screen()
    assert after.message_id == before.message_id
    assert "PKH" in after.text


async def test_of_several_answers_none_stays_beside_that_to_another_question(maria: Phone) -> None:
    asked = await maria.says(SEVERAL)
    await maria.edits(asked, "Bagaimana membuat akta kematian?")
    (shown,) = maria.screen()
    assert "akta kematian" in shown.text


async def test_nothing_stays_of_what_stood_for_two_wordings_ago(maria: Phone) -> None:
    asked = await maria.says(SEVERAL)
    await maria.edits(asked, ELSE)
    await maria.edits(asked, "Bagaimana membuat akta kematian?")
    (shown,) = maria.screen()
    assert "akta kematian" in shown.text


async def test_a_button_of_the_old_answer_does_not_bring_it_back(maria: Phone) -> None:
    asked = await maria.says(ANSWERED)
    (before,) = maria.screen()
    taps = [maria.data_of(label) for label in ("Terjawab", "Belum")]
    await maria.edits(asked, ELSE)
    for tap in taps:
        await maria.presses_data(tap, before)
    assert "PKH" in maria.screen()[0].text


async def test_a_greeting_beside_the_questions_takes_no_answer_away(maria: Phone) -> None:
    asked = await maria.says(NEITHER)
    await maria.edits(asked, f"{SEVERAL} Apa kabar?")
    assert sum("Sumber:" in shown.text for shown in maria.screen()) == 2


async def test_words_that_ask_nothing_take_no_answer_away(maria: Phone) -> None:
    asked = await maria.says(ANSWERED)
    await maria.edits(asked, "Terima kasih")
    assert "Sumber:" in maria.heard()


async def test_an_expert_reads_what_was_meant_and_nothing_is_answered(
    maria: Phone, yakob: Phone
) -> None:
    asked = await maria.says("Rumah mama Ola mau roboh, siapa yang bisa datang periksa?")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    before = len(maria.screen())
    await maria.edits(asked, ANSWERED)
    assert len(maria.screen()) == before
    assert ANSWERED in yakob.heard()


async def test_a_question_edited_into_a_command_is_no_question(maria: Phone) -> None:
    asked = await maria.says(ANSWERED)
    (before,) = maria.screen()
    await maria.edits(asked, "/batal")
    assert maria.screen()[0] is before


async def test_somebody_elses_edit_is_no_question(maria: Phone, petrus: Phone) -> None:
    asked = await maria.says(NEITHER)
    await petrus.edits(asked, ANSWERED)
    assert petrus.screen() == []
