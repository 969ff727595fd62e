"""An expert writes without having pressed a button: for which case is it, or is it a question?"""

import pytest
from sqlmodel import select

from storage.cases import CaseMessage, Said
from tests.handlers.test_aside import CLEAR, NEW, open_case
from tests.phone import Phone, Town

ANSWER, ASK_BACK = "✍️ Jawab K-2026-00001", "❓ Tanya balik K-2026-00001"


@pytest.fixture
async def held(maria: Phone, yakob: Phone) -> None:
    """A case of Maria's in Yakob's hands."""
    await open_case(maria)
    await yakob.presses("Ambil")


async def said_by_expert(town: Town) -> list[tuple[Said, str]]:
    async with town.database.reading() as session:
        said = (await session.exec(select(CaseMessage).order_by("id"))).all()
    return [(m.said, m.text or m.kind) for m in said if m.said is not Said.QUESTION]


@pytest.mark.usefixtures("held")
async def test_words_and_pictures_are_kept_for_the_case_in_hand_until_it_is_said(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await yakob.says("Kami datang hari Kamis.")
    await yakob.sends_photo(media_group_id="a")
    await yakob.sends_photo(media_group_id="a")
    assert "Ini balasan untuk <b>K-2026-00001</b>, atau pertanyaan baru?" in yakob.heard()
    assert yakob.labels() == [ANSWER, ASK_BACK, NEW]
    assert await said_by_expert(town) == []
    await yakob.presses(ANSWER)
    assert "Jawaban untuk kasus K-2026-00001" in yakob.heard()
    assert "Ini balasan" not in yakob.all_heard()
    assert "2 foto" in yakob.heard()
    assert "hari Kamis" not in maria.all_heard()
    await yakob.presses("Kirim jawaban")
    assert "Kami datang hari Kamis." in maria.heard()
    assert "2 lampiran" in maria.heard()


@pytest.mark.usefixtures("held")
async def test_it_may_be_a_question_back(town: Town, maria: Phone, yakob: Phone) -> None:
    await yakob.says("Berapa orang tinggal di sana?")
    await yakob.presses(ASK_BACK)
    await yakob.presses("📨 Kirim")
    assert "bertanya tentang kasus" in maria.heard()
    assert await said_by_expert(town) == [(Said.ASKED_BACK, "Berapa orang tinggal di sana?")]


@pytest.mark.usefixtures("held")
async def test_it_may_be_a_question_to_the_books_and_the_next_one_is_not_asked_about(
    town: Town, yakob: Phone
) -> None:
    await yakob.says(CLEAR)
    await yakob.presses(NEW)
    assert "Sumber:" in yakob.heard()
    await yakob.says(CLEAR)
    assert "Sumber:" in yakob.heard()
    town.pass_time(minutes=11)
    await yakob.says(CLEAR)
    assert yakob.labels() == [ANSWER, ASK_BACK, NEW]


@pytest.mark.usefixtures("held")
async def test_after_the_answer_more_may_follow(maria: Phone, yakob: Phone) -> None:
    await yakob.says("Kami datang hari Kamis.")
    await yakob.presses(ANSWER)
    await yakob.presses("Kirim jawaban")
    await yakob.says("Siapkan juga kartu keluarga.")
    await yakob.presses(ANSWER)
    await yakob.presses("Kirim jawaban")
    assert "Siapkan juga kartu keluarga." in maria.heard()


async def test_of_several_cases_one_is_chosen_those_without_an_answer_first(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    for _ in range(3):
        await open_case(maria)
        await yakob.presses("Ambil")
    await yakob.presses_data("wa:1")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await yakob.says("Hari Jumat.")
    assert "salah satu kasus" in yakob.heard()
    assert yakob.labels() == [*(f"✍️ Jawab K-2026-0000{n}" for n in (2, 3, 1)), NEW]
    await yakob.presses("Jawab K-2026-00003")
    await yakob.presses("Kirim jawaban")
    assert "Jawaban kasus K-2026-00003" in maria.heard()
    assert "Hari Jumat." in maria.heard()


@pytest.mark.usefixtures("held")
async def test_it_is_added_to_the_answer_that_was_begun_and_forgotten(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await yakob.presses("✍️ Jawab")
    await yakob.says("Kami datang.")
    town.pass_time(hours=13)
    await yakob.says(CLEAR)
    await yakob.presses(NEW)
    town.pass_time(minutes=11)
    await yakob.says("Siapkan fotonya.")
    await yakob.presses(ANSWER)
    await yakob.presses("Kirim jawaban")
    assert "Kami datang.\nSiapkan fotonya." in maria.heard()


@pytest.mark.usefixtures("held")
async def test_a_case_given_back_meanwhile_takes_no_words_and_they_are_kept(
    maria: Phone, yakob: Phone
) -> None:
    await yakob.says("Kami datang.")
    answer = yakob.data_of(ANSWER)
    await yakob.presses("Kembalikan")
    await yakob.presses_data(answer)
    assert "sudah tidak berlaku" in yakob.heard()
    assert "Kami datang." in yakob.all_heard()
    assert "Kami datang." not in maria.all_heard()


@pytest.mark.usefixtures("held")
async def test_a_made_up_case_of_another_expert_is_refused(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await open_case(maria)
    await ester.presses("Ambil")
    await yakob.says("Kami datang.")
    await yakob.presses_data(yakob.data_of(ANSWER).replace(":1:", ":2:"))
    assert "sudah tidak berlaku" in yakob.heard()


async def test_an_expert_without_a_case_asks_the_books(yakob: Phone) -> None:
    await yakob.says(CLEAR)
    assert "Sumber:" in yakob.heard()


async def test_a_case_answered_a_week_ago_is_not_asked_about(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.says("Kami datang hari Kamis.")
    await yakob.presses(ANSWER)
    await yakob.presses("Kirim jawaban")
    town.pass_time(days=7)
    await yakob.says(CLEAR)
    assert ANSWER in yakob.labels()
    await yakob.presses(NEW)
    town.pass_time(minutes=11)
    await yakob.says(CLEAR)
    assert "Sumber:" in yakob.heard()
    await yakob.says("/kasus")
    await yakob.presses("K-2026-00001")
    assert "✍️ Jawab lagi" in yakob.labels()


async def test_a_case_that_is_not_answered_is_asked_about_however_old(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    town.pass_time(days=30)
    await yakob.says(CLEAR)
    assert ANSWER in yakob.labels()


@pytest.mark.parametrize("many", [8, 9])
async def test_of_more_cases_than_are_offered_the_others_are_in_the_list(
    maria: Phone, yakob: Phone, many: int
) -> None:
    for _ in range(many):
        await open_case(maria)
        await yakob.presses("Ambil")
    await yakob.says("Kami datang.")
    assert len(yakob.labels()) == 9
    assert ("Kasus lain: /kasus" in yakob.heard()) is (many == 9)
