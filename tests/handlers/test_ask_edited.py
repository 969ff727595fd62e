"""A question is edited after the books have said something to it."""

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
    await maria.edits(asked, ANSWERED)
    assert len(maria.screen()) == 1
    assert "Sumber:" in maria.heard()
    await maria.edits(asked, ELSE)
    assert len(maria.screen()) == 1
    assert "PKH" in maria.heard()
    await maria.presses("Terjawab")
    assert "Terima kasih" in maria.heard()


async def test_a_slip_that_made_no_difference_costs_no_letter(maria: Phone) -> None:
    asked = await maria.says(ANSWERED)
    before = maria.screen()[-1]
    await maria.edits(asked, "Bagaimana cara usul bedah rumah BSPS ya?")
    assert maria.screen() == [before]


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


async def test_somebody_elses_edit_is_no_question(maria: Phone, petrus: Phone) -> None:
    asked = await maria.says(NEITHER)
    await petrus.edits(asked, ANSWERED)
    assert petrus.screen() == []
