"""A draft of long ago: what is written now may be meant otherwise, and nothing of it is lost."""

import pytest

from tests.handlers.test_aside import CLEAR, NEW, QUESTION, ask_back, open_case
from tests.handlers.test_write import cases
from tests.phone import Phone, Town

GO_ON = "✍️ Lanjutkan"


async def forgets_while_asked_back(town: Town, maria: Phone, yakob: Phone) -> None:
    """Maria's new question lay unsent for hours, and Yakob has asked her about another one."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await maria.says("/tanya")
    await maria.says(CLEAR)
    await maria.presses("Tanya praktisi")
    await ask_back(yakob)
    town.pass_time(hours=13)


@pytest.fixture
async def forgotten(town: Town, maria: Phone) -> None:
    """Maria wrote a question to an expert yesterday and did not send it."""
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    town.pass_time(hours=13)


@pytest.fixture
async def half_answered(town: Town, maria: Phone, yakob: Phone) -> None:
    """Yakob began an answer yesterday and did not send it."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang hari Kamis.")
    town.pass_time(hours=13)


async def test_within_half_a_day_one_still_writes_the_same(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    for words in ("Sudah miring.", "Atapnya juga."):
        town.pass_time(hours=12)
        await maria.says(words)
        assert words in maria.heard()
        assert "Pertanyaan untuk praktisi" in maria.heard()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1


@pytest.mark.usefixtures("forgotten")
async def test_what_is_sent_after_a_long_pause_is_asked_about_and_added_by_the_button(
    town: Town, maria: Phone
) -> None:
    await maria.says("Sudah miring.")
    await maria.sends_photo()
    assert "Masih lanjut menulis <b>pertanyaan untuk praktisi</b>?" in maria.heard()
    assert maria.all_heard().count("Masih lanjut") == 1
    assert maria.labels() == [GO_ON, NEW]
    assert "mama Ola" not in maria.heard()
    await maria.presses("Lanjutkan")
    assert "Masih lanjut" not in maria.all_heard()
    assert f"{QUESTION}\nSudah miring." in maria.heard()
    assert "1 foto" in maria.heard()
    await maria.says("Atapnya juga.")
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [
        f"{QUESTION}\nSudah miring.\nAtapnya juga."
    ]


@pytest.mark.usefixtures("forgotten")
async def test_a_new_question_is_answered_and_the_old_one_waits_in_the_list(
    town: Town, maria: Phone
) -> None:
    await maria.says(CLEAR)
    assert "Sumber:" not in maria.all_heard().split("Pertanyaan untuk praktisi")[-1]
    await maria.presses(NEW)
    assert "Sumber:" in maria.heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()
    await maria.says("/kasus")
    assert "belum terkirim" in maria.heard()
    await maria.presses("Lanjutkan: Rumah mama Ola")
    assert QUESTION in maria.heard()
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]
    await maria.says("/kasus")
    assert "belum terkirim" not in maria.heard()


@pytest.mark.usefixtures("forgotten")
async def test_who_asks_by_the_menu_is_not_asked_about_it(maria: Phone) -> None:
    await maria.says("/tanya")
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()
    await maria.says("/kasus")
    assert "✏️ Lanjutkan: Rumah mama Ola di uju…" in maria.labels()


@pytest.mark.usefixtures("forgotten")
async def test_the_buttons_of_a_draft_that_waits_still_work(town: Town, maria: Phone) -> None:
    send = maria.data_of("📨 Kirim")
    await maria.says(CLEAR)
    await maria.presses(NEW)
    await maria.presses_data(send)
    assert [case.question for case in await cases(town)] == [QUESTION]
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("forgotten")
async def test_only_the_person_throws_a_draft_away(maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses(NEW)
    await maria.says("/batal")
    await maria.says("/kasus")
    await maria.presses("Lanjutkan: Rumah")
    await maria.presses("Batal")
    await maria.says("/kasus")
    assert "belum terkirim" not in maria.heard()


@pytest.mark.usefixtures("half_answered")
async def test_an_expert_goes_on_with_an_answer_of_yesterday(maria: Phone, yakob: Phone) -> None:
    await yakob.says("Siapkan foto rumahnya.")
    assert "Masih lanjut menulis <b>jawaban K-2026-00001</b>?" in yakob.heard()
    await yakob.presses("Lanjutkan")
    await yakob.presses("Kirim jawaban")
    assert "Kami datang hari Kamis.\nSiapkan foto rumahnya." in maria.heard()


@pytest.mark.usefixtures("half_answered")
async def test_an_expert_s_photo_is_no_question_and_is_kept_for_the_answer(
    maria: Phone, yakob: Phone
) -> None:
    await yakob.sends_photo()
    await yakob.presses(NEW)
    assert "Untuk kasus yang mana?" in yakob.heard()
    await yakob.presses("Lanjutkan")
    await yakob.presses("Kirim jawaban")
    assert "1 lampiran" in maria.heard()


@pytest.mark.usefixtures("half_answered")
async def test_another_case_is_answered_first_and_the_forgotten_answer_is_found_again(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses_data("wa:2")
    assert "Jawaban untuk kasus K-2026-00002" in yakob.heard()
    await yakob.says("Jumat.")
    await yakob.presses_data("wa:1")
    assert "Ini belum dikirim" in yakob.heard()
    assert "Jumat." in yakob.heard()
    await yakob.presses("Kirim jawaban")
    await yakob.presses_data("wa:1")
    assert "Kami datang hari Kamis." in yakob.heard()


@pytest.mark.usefixtures("half_answered")
async def test_an_answer_is_begun_once_however_its_case_was_found(yakob: Phone) -> None:
    await yakob.says("/kasus")
    assert "✏️ Lanjutkan jawaban K-2026-00001" in yakob.labels()
    await yakob.presses("K-2026-00001 ·")
    await yakob.presses("✍️ Jawab")
    assert "Kami datang hari Kamis." in yakob.heard()
    assert yakob.all_heard().count("<b>Jawaban untuk kasus K-2026-00001</b>") == 1


async def test_what_is_half_written_comes_before_a_forgotten_draft(
    town: Town, maria: Phone
) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    town.pass_time(hours=13)
    await maria.says("Sudah miring.")
    go_on = maria.data_of(GO_ON)
    await maria.presses_data("ax:999")
    await maria.says("Satu lagi")
    await maria.presses_data(go_on)
    assert "Ini belum dikirim" in maria.heard()
    assert "Satu lagi" in maria.heard()
    await maria.presses("Kirim")
    await maria.presses_data(go_on)
    await maria.presses("Kirim")
    asked = [case.question for case in await cases(town)]
    assert asked == ["Satu lagi", f"{QUESTION}\nSudah miring."]


async def test_an_expert_s_question_and_a_forgotten_draft_are_offered_together(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await forgets_while_asked_back(town, maria, yakob)
    await maria.says("Lima orang")
    assert maria.labels() == [GO_ON, "💬 Balas K-2026-00001", NEW]
    await maria.presses("Balas K-")
    assert "Lima orang" in yakob.heard()
    await maria.says("Masih ada")
    await maria.presses("Lanjutkan")
    assert f"{CLEAR}\nMasih ada" in maria.heard()


async def test_a_forgotten_reply_is_not_offered_twice(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await ask_back(yakob)
    await maria.presses("Balas")
    town.pass_time(hours=13)
    await maria.says("Lima orang")
    assert "<b>tambahan K-2026-00001</b>" in maria.heard()
    assert maria.labels() == [GO_ON, NEW]
    await maria.presses("Lanjutkan")
    await maria.presses("Kirim")
    assert "Lima orang" in yakob.heard()


@pytest.mark.usefixtures("forgotten")
async def test_more_can_be_added_to_a_draft_that_waits(town: Town, maria: Phone) -> None:
    add = maria.data_of("➕ Tambah")
    await maria.says(CLEAR)
    await maria.presses(NEW)
    await maria.presses_data(add)
    assert QUESTION in maria.heard()
    await maria.says("Sudah miring.")
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [f"{QUESTION}\nSudah miring."]


async def test_what_was_never_decided_is_found_in_the_list(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await ask_back(yakob)
    await maria.says("Lima orang")
    await maria.says("/kasus")
    await maria.presses("Lanjutkan: Lima orang")
    assert "Ini balasan untuk <b>K-2026-00001</b>" in maria.heard()
    assert maria.all_heard().count("Ini balasan") == 1
    await maria.presses("Balas K-")
    assert "Lima orang" in yakob.heard()
