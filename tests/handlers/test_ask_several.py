"""Several questions in one message: each is answered or passed on."""

from tests.phone import Phone

BSPS, PKH = "Bagaimana cara usul bedah rumah BSPS?", "Syarat jadi penerima PKH apa saja?"
ENGINE = "Siapa yang bisa perbaiki mesin listrik kampung yang rusak?"


async def test_two_questions_get_two_answers_each_with_its_buttons(maria: Phone) -> None:
    await maria.says(f"{BSPS} {PKH}")
    first, second = maria.screen()
    assert "BSPS" in first.text
    assert "PKH" in second.text
    assert first.labels()[:2] == second.labels()[:2] == ["👍 Terjawab", "👎 Belum"]


async def test_not_enough_of_one_answer_offers_what_is_near_that_question(maria: Phone) -> None:
    await maria.says(f"{BSPS} {PKH}")
    await maria.presses("Belum")
    assert "PKH" in maria.heard()
    assert "BSPS" not in maria.heard()


async def test_what_the_books_do_not_know_goes_to_an_expert_of_its_field(maria: Phone) -> None:
    await maria.says(f"{BSPS} {ENGINE}")
    answer, rest = maria.screen()
    assert "Sumber:" in answer.text
    assert "belum terjawab" in rest.text
    assert ENGINE in rest.text
    assert BSPS not in rest.text
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "bidang Listrik dan energi" in maria.heard()


async def test_what_is_only_for_an_expert_offers_no_entries(maria: Phone) -> None:
    await maria.says(f"{BSPS} Kebun pala kami diserang hama putih, apa yang harus disemprot?")
    assert "hama putih" in maria.heard()
    assert maria.labels() == ["🙋 Tanya praktisi"]


async def test_no_question_is_passed_over_once_there_are_several(maria: Phone) -> None:
    third = "Bagaimana menghitung luas atap seng rumah adat?"
    await maria.says(f"{BSPS}\n{PKH}\n{third}")
    assert len(maria.screen()) == 3
    assert third in maria.heard()


async def test_the_expert_of_an_answer_is_that_of_its_question(maria: Phone) -> None:
    await maria.says(f"{BSPS} {PKH}")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "bidang Sosial dan bansos" in maria.heard()
