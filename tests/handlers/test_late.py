"""The rest of an album that comes after the rest of the answer was sent."""

import pytest
from sqlmodel import select

from storage.cases import CaseMessage, Said
from tests.handlers.test_aside import open_case
from tests.phone import Phone, Town


@pytest.fixture
async def answered(maria: Phone, yakob: Phone) -> None:
    """Yakob's answer went out before the second picture of its album had arrived."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("✍️ Jawab")
    await yakob.says("Kami datang hari Kamis.")
    await yakob.sends_photo(media_group_id="a")
    await yakob.presses("Kirim jawaban")


async def said(town: Town, what: Said) -> list[int]:
    async with town.database.reading() as session:
        wanted = select(CaseMessage.message_id).where(CaseMessage.said == what)
        return list(await session.exec(wanted.order_by("id")))


def copied(phone: Phone) -> list[int]:
    return [n for shown in phone.screen() for n in shown.params.get("message_ids", [])]


@pytest.mark.usefixtures("answered")
async def test_late_pictures_of_an_answer_reach_the_village(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    before = yakob.all_heard()
    late = await yakob.sends_photo(media_group_id="a", caption="denah")
    assert yakob.all_heard() == before
    assert "Susulan dari <b>Yakob</b> untuk kasus <b>K-2026-00001</b>" in maria.all_heard()
    assert "denah" in maria.all_heard()
    assert late in copied(maria)
    assert (await said(town, Said.ANSWER))[-1] == late


@pytest.mark.usefixtures("answered")
async def test_an_answer_stays_whole_when_a_picture_came_later(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    town.pass_time(minutes=1)
    await yakob.sends_photo(media_group_id="a")
    await maria.presses("Sudah jelas")
    assert "Kami datang hari Kamis." in maria.all_heard()
    assert "2 lampiran" in maria.all_heard()


@pytest.mark.usefixtures("answered")
async def test_an_answer_in_writing_does_not_swallow_the_pictures_of_another(
    maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses_data("wa:2")
    await yakob.sends_photo(media_group_id="a")
    assert "Susulan" in maria.all_heard()
    assert "1 foto" not in yakob.heard()


@pytest.mark.usefixtures("answered")
async def test_what_comes_when_the_case_has_moved_on_is_not_passed_on_and_says_so(
    maria: Phone, yakob: Phone
) -> None:
    await yakob.presses("Selesai")
    await yakob.sends_photo(media_group_id="a")
    assert "tidak diteruskan" in yakob.heard()
    assert "K-2026-00001" in yakob.heard()
    assert "Susulan" not in maria.all_heard()


@pytest.mark.usefixtures("answered")
async def test_each_of_two_answers_gets_its_own_late_pictures(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses_data("wa:2")
    await yakob.sends_photo(media_group_id="b")
    await yakob.presses("Kirim jawaban")
    for album, number in (("a", "K-2026-00001"), ("b", "K-2026-00002")):
        await yakob.sends_photo(media_group_id=album)
        late = next(s.text for s in reversed(maria.screen()) if "Susulan" in s.text)
        assert number in late


async def test_late_pictures_of_a_question_back_leave_the_village_s_turn(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.sends_photo(media_group_id="a", caption="Yang ini?")
    await yakob.presses("📨 Kirim")
    await yakob.sends_photo(media_group_id="a")
    assert len(await said(town, Said.ASKED_BACK)) == 2
    town.pass_time(hours=1)
    await maria.says("Ya")
    assert "Ini balasan" in maria.heard()


async def test_an_expert_s_picture_for_no_case_is_asked_for_its_case(yakob: Phone) -> None:
    await yakob.sends_photo()
    assert "Untuk kasus yang mana?" in yakob.heard()
    assert "bukan bagian Anda" not in yakob.heard()


async def test_a_late_picture_of_a_case_does_not_get_into_a_report(
    town: Town, maria: Phone
) -> None:
    await maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?")
    await maria.presses("Tanya praktisi")
    first = await maria.sends_photo(media_group_id="a")
    await maria.presses("Kirim")
    await maria.says("/lapor")
    late = await maria.sends_photo(media_group_id="a")
    assert (await said(town, Said.QUESTION))[-1] == first
    assert (await said(town, Said.ADDITION))[-1] == late
