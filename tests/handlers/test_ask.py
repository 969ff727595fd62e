"""A question: answered from the books, or brought to an expert."""

from tests.phone import Phone

UNANSWERABLE = "Bagaimana cara memelihara burung kakatua di kantor desa kami yang baru?"


async def test_a_stranger_gets_an_answer_with_source_and_date(stranger: Phone) -> None:
    await stranger.says("Bantuan bedah rumah BSPS 2026 berapa dan siapa yang bisa dapat?")
    assert "Sumber:" in stranger.heard()
    assert "per 2026" in stranger.heard()
    assert stranger.labels() == ["✅ Terjawab", "🙋 Tanya praktisi"]


async def test_an_answer_that_was_enough_says_so_in_the_same_message(maria: Phone) -> None:
    await maria.says("Bantuan bedah rumah BSPS 2026 berapa dan siapa yang bisa dapat?")
    await maria.presses("Terjawab")
    assert len(maria.screen()) == 1
    assert "Terima kasih" in maria.heard()
    assert maria.labels() == []


async def test_a_stranger_who_wants_an_expert_is_told_how_to_enrol(stranger: Phone) -> None:
    await stranger.says("Bantuan bedah rumah BSPS 2026 berapa dan siapa yang bisa dapat?")
    await stranger.presses("Tanya praktisi")
    assert "tautan undangan" in stranger.heard()


async def test_a_made_up_button_is_out_of_date(maria: Phone) -> None:
    await maria.presses_data("zz:1:2")
    assert "sudah tidak berlaku" in maria.heard()
    await maria.presses_data("tk:abc")
    assert "sudah tidak berlaku" in maria.heard()
