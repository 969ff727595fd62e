"""A case is closed while somebody still writes for it: no word is lost, and no way ends there."""

import pytest

from storage.cases import CaseStatus
from storage.people import Assignment, Role
from tests.handlers.test_aside import CLEAR, open_case
from tests.handlers.test_write import cases
from tests.phone import Phone, Town

MORE = "Kapan tepatnya bapak datang?"


@pytest.fixture
async def answered(maria: Phone, yakob: Phone) -> None:
    """Yakob has answered Maria's case."""
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")


@pytest.fixture
async def closed_meanwhile(answered: None, maria: Phone, yakob: Phone) -> None:
    """Yakob closed it while Maria was asking more."""
    await maria.presses("Tanya lagi")
    await maria.says(MORE)
    await yakob.presses("Selesai")


@pytest.mark.usefixtures("answered")
async def test_a_case_is_not_called_clear_while_more_is_being_asked_about_it(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    clear = maria.data_of("Sudah jelas")
    await maria.presses("Tanya lagi")
    await maria.says(MORE)
    await maria.presses_data(clear)
    assert "Ini belum dikirim" in maria.heard()
    assert MORE in maria.heard()
    assert maria.all_heard().count("Tambahan untuk kasus") == 1
    assert [case.status for case in await cases(town)] == [CaseStatus.ANSWERED]
    await maria.presses("Kirim")
    assert MORE in yakob.heard()


@pytest.mark.usefixtures("answered")
async def test_who_throws_the_addition_away_can_say_that_it_is_clear(
    town: Town, maria: Phone
) -> None:
    clear = maria.data_of("Sudah jelas")
    await maria.presses("Tanya lagi")
    await maria.says(MORE)
    for _ in range(2):
        await maria.presses_data(clear)
    await maria.presses("✖️ Batal")
    await maria.presses("Sudah jelas")
    assert [case.status for case in await cases(town)] == [CaseStatus.CLOSED]


@pytest.mark.usefixtures("answered")
async def test_an_addition_without_a_word_does_not_outlive_its_case(maria: Phone) -> None:
    await maria.presses("Tanya lagi")
    await maria.presses("Sudah jelas")
    assert "Tambahan untuk kasus" not in maria.all_heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("closed_meanwhile")
async def test_what_was_written_for_a_closed_case_becomes_a_question_of_its_own(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.presses("📨 Kirim")
    assert "Kasus <b>K-2026-00001</b> sudah ditutup" in maria.heard()
    assert "kasus baru" in maria.heard()
    assert "Pertanyaan untuk praktisi" in maria.heard()
    assert MORE in maria.heard()
    assert "Tambahan untuk kasus" not in maria.all_heard()
    await maria.says("Dan siapa saja?")
    await maria.presses("📨 Kirim")
    first, second = await cases(town)
    assert second.question == f"{MORE}\nDan siapa saja?"
    assert (second.village_id, second.topic) == (first.village_id, first.topic)
    assert "K-2026-00002" in maria.heard()
    assert MORE in yakob.heard()
    await maria.says("/kasus")
    assert "belum terkirim" not in maria.heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


@pytest.mark.usefixtures("closed_meanwhile")
async def test_a_second_tap_does_not_open_the_new_case_unseen(town: Town, maria: Phone) -> None:
    send = maria.data_of("📨 Kirim")
    for _ in range(2):
        await maria.presses_data(send)
    assert len(await cases(town)) == 1
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1
    await maria.presses("📨 Kirim")
    assert len(await cases(town)) == 2


@pytest.mark.usefixtures("closed_meanwhile")
async def test_an_addition_found_in_the_list_is_no_dead_end_either(
    town: Town, maria: Phone
) -> None:
    await maria.says("/tanya")
    await maria.says("/kasus")
    await maria.presses("✏️ Lanjutkan tambahan")
    await maria.presses("📨 Kirim")
    await maria.presses("📨 Kirim")
    assert [case.question for case in await cases(town)][1:] == [MORE]


@pytest.mark.usefixtures("closed_meanwhile")
async def test_what_is_written_elsewhere_goes_on_beside_it(town: Town, maria: Phone) -> None:
    send = maria.data_of("📨 Kirim")
    await maria.says("/tanya")
    await maria.presses_data("ax:999")
    await maria.says("Satu lagi")
    await maria.presses_data(send)
    assert MORE in maria.heard()
    await maria.says("dan ini")
    assert "Satu lagi\ndan ini" in maria.heard()
    await maria.presses("📨 Kirim")
    await maria.presses("📨 Kirim")
    assert [case.question for case in await cases(town)][1:] == ["Satu lagi\ndan ini", MORE]


@pytest.mark.usefixtures("closed_meanwhile")
async def test_who_serves_several_villages_sees_which_one_it_is_for(
    town: Town, maria: Phone
) -> None:
    async with town.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.OFFICIAL, village_id=2))
    await maria.presses("📨 Kirim")
    assert "Desa: <b>Negeri Contoh Banda</b>" in maria.heard()
    assert "✔️ Negeri Contoh Banda" in maria.labels()
