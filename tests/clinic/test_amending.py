"""An edited message of a case: who hears of it, and who may still change what they said."""

import pytest

from tests.office import revoke
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"


@pytest.fixture
async def held(maria: Phone, yakob: Phone) -> None:
    """A case of Maria's in Yakob's hands."""
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")


async def answers(yakob: Phone) -> int:
    await yakob.presses("Jawab")
    said = await yakob.says("Kami datang hari Kamis.")
    await yakob.presses("Kirim jawaban")
    return said


@pytest.mark.usefixtures("held")
async def test_a_colleagues_edited_message_reaches_the_expert(
    maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    await petrus.presses("Tambah keterangan")
    said = await petrus.says("Lima orang tinggal di sana.")
    await petrus.presses("Kirim")
    before = len(maria.screen())
    await petrus.edits(said, "Enam orang tinggal di sana.")
    assert "Petrus mengubah pesannya" in yakob.heard()
    assert "Enam orang" in yakob.heard()
    assert len(maria.screen()) == before


@pytest.mark.usefixtures("held")
async def test_an_experts_edited_answer_reaches_the_asker(maria: Phone, yakob: Phone) -> None:
    said = await answers(yakob)
    await yakob.edits(said, "Kami datang hari Jumat.")
    assert "Yakob mengubah pesannya" in maria.heard()
    assert "hari Jumat" in maria.heard()


@pytest.mark.usefixtures("held")
async def test_an_experts_edited_answer_reaches_the_colleagues_of_who_has_left(
    town: Town, maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    said = await answers(yakob)
    await revoke(town.database, person_id=1)
    await yakob.edits(said, "Kami datang hari Jumat.")
    assert "hari Jumat" in petrus.heard()
    assert "hari Jumat" not in maria.all_heard()


@pytest.mark.usefixtures("held")
async def test_who_no_longer_speaks_for_the_village_changes_nothing(
    town: Town, maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    await petrus.presses("Tambah keterangan")
    said = await petrus.says("Lima orang tinggal di sana.")
    await petrus.presses("Kirim")
    await revoke(town.database, person_id=2)
    await petrus.edits(said, "Enam orang tinggal di sana.")
    assert "tautan undangan" in petrus.heard() or "bukan bagian Anda" in petrus.heard()
    assert "Enam orang" not in yakob.all_heard()
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "Lima orang" in maria.heard()


@pytest.mark.usefixtures("held")
async def test_an_expert_who_gave_the_case_back_is_told_that_a_change_comes_too_late(
    maria: Phone, yakob: Phone
) -> None:
    await yakob.presses("Tanya balik")
    said = await yakob.says("Berapa orang tinggal di sana?")
    await yakob.presses("📨 Kirim")
    await yakob.presses("Kembalikan")
    await yakob.edits(said, "Berapa keluarga tinggal di sana?")
    assert "tidak diteruskan" in yakob.heard()
    assert "Berapa keluarga" not in maria.all_heard()


@pytest.mark.usefixtures("held")
async def test_an_answer_is_not_changed_after_the_case_was_closed(
    maria: Phone, yakob: Phone
) -> None:
    said = await answers(yakob)
    await maria.presses("Sudah jelas")
    await yakob.edits(said, "Kami datang hari Jumat.")
    assert "tidak diteruskan" in yakob.heard()
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "hari Kamis" in maria.heard()


@pytest.mark.usefixtures("held")
async def test_the_village_is_told_that_a_change_to_a_closed_case_comes_too_late(
    maria: Phone, yakob: Phone
) -> None:
    await maria.presses_data("aa:1")
    said = await maria.says("Lima orang tinggal di sana.")
    await maria.presses("Kirim")
    await answers(yakob)
    await maria.presses("Sudah jelas")
    before = yakob.all_heard()
    await maria.edits(said, "Enam orang tinggal di sana.")
    assert "tidak diteruskan" in maria.heard()
    assert "K-2026-00001" in maria.heard()
    assert yakob.all_heard() == before
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "Lima orang" in maria.heard()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("units", [2_500, 2_501])
async def test_a_wording_too_long_for_a_letter_comes_whole_ahead_of_it(
    maria: Phone, yakob: Phone, units: int
) -> None:
    said = await answers(yakob)
    words = ("Langkah pertama. " * 200)[: units - 1] + "!"
    await yakob.edits(said, words)
    long = units == 2_501
    assert maria.all_heard().count(words) == 1
    assert (words in maria.heard()) is not long
    assert ("sudah dikirim sebelum ini" in maria.heard()) is long
