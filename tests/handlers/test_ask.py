"""A question: answered from the books, or brought to an expert."""

from tests.phone import Phone

CLEAR = "Bagaimana cara usul bedah rumah BSPS?"
CLOSE = "bantuan baznas"


async def test_a_stranger_gets_an_answer_with_source_and_date(stranger: Phone) -> None:
    await stranger.says(CLEAR)
    assert "Sumber:" in stranger.heard()
    assert "per Februari 2026" in stranger.heard()
    assert stranger.labels()[:2] == ["👍 Terjawab", "👎 Belum"]
    assert "🙋 Tanya praktisi" in stranger.labels()


async def test_an_answer_that_was_enough_says_so_in_the_same_message(maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses("Terjawab")
    assert len(maria.screen()) == 1
    assert "Terima kasih" in maria.heard()
    assert maria.labels()[0] == "👎 Ternyata belum"
    assert "👍 Terjawab" not in maria.labels()


async def test_a_stranger_who_wants_an_expert_is_told_how_to_enrol(stranger: Phone) -> None:
    await stranger.says(CLEAR)
    await stranger.presses("Tanya praktisi")
    assert stranger.heard().startswith("Untuk bertanya kepada praktisi")
    assert "tautan undangan" in stranger.heard()


async def test_a_made_up_button_is_out_of_date(maria: Phone) -> None:
    await maria.presses_data("zz:1:2")
    assert "sudah tidak berlaku" in maria.heard()
    await maria.presses_data("tk:abc")
    assert "sudah tidak berlaku" in maria.heard()


async def test_when_two_answers_are_close_the_asker_chooses(maria: Phone) -> None:
    await maria.says(CLOSE)
    assert "Mana yang Anda maksud" in maria.heard()
    await maria.presses("1. ")
    assert len(maria.screen()) == 1
    assert "Sumber:" in maria.heard()


async def test_an_expert_has_no_case_of_a_village_to_open(yakob: Phone, maria: Phone) -> None:
    for words in (CLEAR, CLOSE, "Siapa yang bisa perbaiki mesin listrik kampung?"):
        await yakob.says(words)
        assert "Tanya praktisi" not in str(yakob.labels()) + yakob.heard()
    await maria.says(CLEAR)
    await yakob.presses_data(maria.data_of("Tanya praktisi"))
    assert "bukan bagian Anda" in yakob.heard()
    assert "tautan undangan" not in yakob.heard()
