"""A draft was forgotten, asked about, and then sent or thrown away by its own button."""

import pytest

from tests.handlers.test_aside import CLEAR, NEW, open_case
from tests.handlers.test_forgotten import GO_ON, forgets_while_asked_back
from tests.handlers.test_write import QUESTION, cases
from tests.phone import Phone, Town


@pytest.fixture
async def forgotten(town: Town, maria: Phone) -> str:
    """Maria did not send a question yesterday; the buttons under it carry this."""
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    town.pass_time(hours=13)
    return maria.data_of("📨 Kirim")


@pytest.fixture
async def half_answered(town: Town, maria: Phone, yakob: Phone) -> str:
    """Yakob did not send an answer yesterday; the buttons under it carry this."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang hari Kamis.")
    town.pass_time(hours=13)
    return yakob.data_of("Kirim jawaban")


@pytest.mark.parametrize("end", ["sd", "dd"])
async def test_words_that_were_to_go_on_with_it_are_a_question_then(
    maria: Phone, forgotten: str, end: str
) -> None:
    await maria.says(CLEAR)
    await maria.presses_data(forgotten.replace("sd:", f"{end}:"))
    go_on = maria.data_of(GO_ON)
    await maria.presses_data(go_on)
    assert "Sumber:" in maria.heard()
    assert "Masih lanjut" not in maria.all_heard()
    before = maria.all_heard()
    await maria.presses_data(go_on)
    assert maria.all_heard() == before


async def test_a_picture_begins_a_question_to_an_expert_then(
    town: Town, maria: Phone, forgotten: str
) -> None:
    await maria.sends_photo(caption="Jembatan putus")
    await maria.presses_data(forgotten)
    await maria.presses(GO_ON)
    assert "Pertanyaan untuk praktisi" in maria.heard()
    assert "Jembatan putus" in maria.heard()
    await maria.says("Sejak kemarin")
    await maria.presses("📨 Kirim")
    asked = [case.question for case in await cases(town)]
    assert asked == [QUESTION, "Jembatan putus\nSejak kemarin"]


async def test_words_reopened_from_the_list_have_no_dead_button(
    maria: Phone, forgotten: str
) -> None:
    await maria.says(CLEAR)
    await maria.presses_data(forgotten)
    await maria.says("/kasus")
    await maria.presses("Lanjutkan: Bagaimana")
    assert "Sumber:" in maria.heard()
    await maria.says("/kasus")
    assert "belum terkirim" not in maria.heard()


async def test_what_else_they_may_be_for_is_asked_again(
    maria: Phone, yakob: Phone, half_answered: str
) -> None:
    await yakob.says("Siapkan foto rumahnya.")
    assert yakob.labels() == [GO_ON, NEW]
    await yakob.presses_data(half_answered)
    await yakob.presses(GO_ON)
    written = ["✍️ Jawab K-2026-00001", "❓ Tanya balik K-2026-00001", NEW]
    assert yakob.labels() == written
    assert "sudah terkirim atau dibatalkan" in yakob.heard()
    assert "Siapkan foto rumahnya." in yakob.heard()
    assert "Masih lanjut" not in yakob.all_heard()
    await yakob.presses("✍️ Jawab K-")
    await yakob.presses("Kirim jawaban")
    assert "Siapkan foto rumahnya." in maria.heard()


async def test_an_expert_s_question_is_still_offered(
    maria: Phone, yakob: Phone, town: Town
) -> None:
    await forgets_while_asked_back(town, maria, yakob)
    drop = maria.data_of("✖️ Batal")
    await maria.says("Lima orang")
    await maria.presses_data(drop)
    await maria.presses(GO_ON)
    assert "Ini balasan untuk <b>K-2026-00001</b>" in maria.heard()
    assert maria.labels() == ["💬 Balas K-2026-00001", NEW]
    await maria.presses("Balas K-")
    assert "Lima orang" in yakob.heard()


async def test_what_is_half_written_elsewhere_comes_first(
    town: Town, maria: Phone, forgotten: str
) -> None:
    await maria.sends_photo(caption="Jembatan putus")
    await maria.presses_data(forgotten)
    go_on = maria.data_of(GO_ON)
    await maria.presses_data("ax:999")
    await maria.says("Satu lagi")
    await maria.presses_data(go_on)
    assert "Ini belum dikirim" in maria.heard()
    await maria.presses("📨 Kirim")
    await maria.presses_data(go_on)
    await maria.presses("📨 Kirim")
    asked = [case.question for case in await cases(town)]
    assert asked == [QUESTION, "Satu lagi", "Jembatan putus"]
