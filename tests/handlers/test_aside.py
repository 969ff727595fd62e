"""An expert asked back, and the official simply writes: a reply, or a new question?"""

import pytest
from sqlmodel import select

from storage.cases import CaseMessage, Said
from tests.office import revoke
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"
CLEAR = "Bagaimana cara usul bedah rumah BSPS?"
ASKED = "Berapa orang tinggal di sana?"
REPLY, NEW = "💬 Balas K-2026-00001", "❓ Pertanyaan baru"


async def open_case(village: Phone) -> None:
    await village.says("/tanya")
    await village.says(QUESTION)
    await village.presses("Tanya praktisi")
    await village.presses("Kirim")


async def ask_back(yakob: Phone, case: int = 1) -> None:
    await yakob.presses_data(f"ab:{case}")
    await yakob.says(ASKED)
    await yakob.presses("Kirim pertanyaan")


@pytest.fixture
async def asked_back(town: Town, maria: Phone, yakob: Phone) -> None:
    """Yakob waits for a word of Maria's."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await ask_back(yakob)
    town.pass_time(hours=1)


async def added(town: Town) -> list[tuple[str, str]]:
    async with town.database.reading() as session:
        said = (await session.exec(select(CaseMessage).order_by("id"))).all()
    return [(m.kind, m.text) for m in said if m.said is Said.ADDITION]


@pytest.mark.usefixtures("asked_back")
async def test_what_is_simply_typed_reaches_the_expert_who_asked(
    maria: Phone, yakob: Phone
) -> None:
    await maria.says("Lima orang")
    assert "Ini balasan untuk <b>K-2026-00001</b>, atau pertanyaan baru?" in maria.heard()
    assert maria.labels() == [REPLY, NEW]
    await maria.presses("Balas K-")
    assert "Lima orang" in yakob.heard()
    assert "sudah diteruskan ke praktisi" in maria.heard()
    assert "Terkirim" in maria.all_heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_everything_sent_before_the_choice_is_asked_about_once_and_sent_together(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.sends_photo(media_group_id="a")
    await maria.sends_photo(media_group_id="a", caption="tampak depan")
    await maria.sends_voice()
    await maria.sends_document()
    await maria.says("Lima orang")
    assert maria.all_heard().count("Ini balasan untuk") == 1
    assert "2 foto, 1 pesan suara, 1 dokumen" in maria.heard()
    await maria.presses("Balas K-")
    kinds = [kind for kind, _text in await added(town)]
    assert kinds == ["photo", "photo", "voice", "document", "text"]
    assert "4 lampiran" in yakob.heard()
    await maria.sends_photo(media_group_id="a")
    assert len(await added(town)) == 6


@pytest.mark.usefixtures("asked_back")
async def test_a_new_question_is_answered_at_once_and_may_go_to_an_expert(maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses(NEW)
    assert "Sumber:" in maria.heard()
    assert "Ini balasan" not in maria.all_heard()
    await maria.presses("Tanya praktisi")
    assert "Pertanyaan untuk praktisi" in maria.heard()
    assert CLEAR in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_who_is_asking_is_not_asked_again_for_a_while(town: Town, maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses(NEW)
    await maria.says(QUESTION)
    assert "Ini balasan" not in maria.heard()
    town.pass_time(minutes=11)
    await maria.says("Lima orang")
    assert "Ini balasan" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_who_asks_by_the_menu_has_a_new_question(maria: Phone) -> None:
    await maria.says("❓ Tanya")
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_who_is_asking_is_asked_when_an_expert_has_asked_since(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says("/tanya")
    town.pass_time(minutes=1)
    await ask_back(yakob)
    await maria.says("Lima orang")
    assert maria.labels() == [REPLY, NEW]


@pytest.mark.usefixtures("asked_back")
async def test_a_photo_as_a_new_question_begins_one_to_an_expert(maria: Phone) -> None:
    await maria.sends_photo(caption="Jembatan putus")
    await maria.presses(NEW)
    assert "Pertanyaan untuk praktisi" in maria.heard()
    assert "Jembatan putus" in maria.heard()
    assert "1 foto" in maria.heard()
    await maria.says("Sejak kemarin")
    await maria.presses("Kirim")
    assert "K-2026-00002" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_nothing_is_lost_when_nothing_is_pressed(town: Town, maria: Phone) -> None:
    await maria.says("Lima orang")
    town.pass_time(days=1)
    await maria.says("dan dua anak")
    assert "Lima orang\ndan dua anak" in maria.heard()
    assert maria.all_heard().count("Ini balasan untuk") == 1
    await maria.presses("Balas K-")
    assert await added(town) == [("text", "Lima orang"), ("text", "dan dua anak")]


@pytest.mark.usefixtures("asked_back")
async def test_a_report_in_between_changes_nothing(maria: Phone, yakob: Phone) -> None:
    await maria.says("Lima orang")
    reply = maria.data_of("Balas K-")
    await maria.says("/lapor")
    await maria.presses_data(reply)
    assert "Lima orang" in yakob.heard()
    await maria.says("Pembagian bibit pala")
    assert "bibit pala" not in yakob.all_heard()
    assert "2 dari" in maria.all_heard()


@pytest.mark.usefixtures("asked_back")
async def test_a_word_edited_before_the_choice_is_sent_as_edited(town: Town, maria: Phone) -> None:
    said = await maria.says("Lima orang")
    await maria.edits(said, "Enam orang")
    assert "Enam orang" in maria.heard()
    await maria.presses("Balas K-")
    assert await added(town) == [("text", "Enam orang")]


@pytest.mark.usefixtures("asked_back")
async def test_a_second_tap_on_the_choice_is_met_with_silence(town: Town, maria: Phone) -> None:
    await maria.says("Lima orang")
    reply = maria.data_of("Balas K-")
    for _ in range(2):
        await maria.presses_data(reply)
    assert "sudah tidak berlaku" not in maria.all_heard()
    assert len(await added(town)) == 1


@pytest.mark.usefixtures("asked_back")
async def test_cancelling_leaves_the_words_readable_and_unsent(town: Town, maria: Phone) -> None:
    await maria.says("Lima orang")
    await maria.says("/batal")
    assert "Baik, saya batalkan" in maria.heard()
    assert "Dibatalkan, tidak dikirim" in maria.all_heard()
    assert await added(town) == []


@pytest.mark.usefixtures("asked_back")
async def test_a_case_closed_meanwhile_takes_no_reply_and_the_words_are_kept(
    maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await maria.says(CLEAR)
    await yakob.presses_data("wa:1")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await yakob.presses("Selesai")
    await maria.presses("Balas K-")
    assert "sudah ditutup" in maria.heard()
    await maria.presses(NEW)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_once_answered_or_handed_back_a_case_waits_for_nobody_s_word(
    maria: Phone, yakob: Phone
) -> None:
    await yakob.presses("Kembalikan")
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_an_unknown_command_is_no_reply(maria: Phone) -> None:
    await maria.says("/apa")
    assert "tidak saya kenal" in maria.heard()


@pytest.mark.usefixtures("asked_back")
async def test_only_who_was_asked_is_meant_and_after_leaving_the_colleagues(
    town: Town, maria: Phone, petrus: Phone, titus: Phone, yakob: Phone
) -> None:
    for colleague in (petrus, titus):
        await colleague.says(CLEAR)
        assert "Sumber:" in colleague.heard()
    await revoke(town.database, person_id=1)
    await petrus.says("Lima orang")
    await petrus.presses(REPLY)
    assert "Lima orang" in yakob.heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


async def test_the_three_cases_asked_about_last_are_offered(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    for case in range(1, 5):
        await open_case(maria)
        await yakob.presses("Ambil")
        await ask_back(yakob, case)
    town.pass_time(hours=1)
    await maria.says("Lima orang")
    assert "salah satu kasus" in maria.heard()
    assert maria.labels() == [*(f"💬 Balas K-2026-0000{n}" for n in (4, 3, 2)), NEW]
    await maria.presses("Balas K-2026-00003")
    assert "K-2026-00003" in yakob.heard()
    assert "Lima orang" in yakob.heard()


@pytest.mark.usefixtures("asked_back")
async def test_a_made_up_case_of_another_village_is_refused_and_the_words_are_kept(
    town: Town, maria: Phone, titus: Phone
) -> None:
    await open_case(titus)
    await maria.says("Lima orang")
    await maria.presses_data(maria.data_of("Balas K-").removesuffix("1") + "2")
    assert "bukan bagian Anda" in maria.heard()
    await titus.presses_data(maria.data_of("Balas K-"))
    assert "sudah tidak berlaku" in titus.heard()
    assert await added(town) == []
    await maria.presses("Balas K-")
    assert await added(town) == [("text", "Lima orang")]
