"""A report goes back: nothing reaches the village before the coordinator has confirmed it."""

import pytest

from storage.reports import ReportStatus
from tests.office import revoke
from tests.phone import Phone, Town
from tests.reporters import fill_in, stored

WORDS = "Foto kurang jelas"
SHOWN = ["📨 Kirim ke desa", "✏️ Ubah", "✖️ Batal"]


@pytest.fixture(autouse=True)
async def _sent(maria: Phone, omar: Phone) -> None:
    """Maria has sent the report of her village, which Rahma and Omar check."""
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")


async def test_the_words_are_shown_back_and_go_out_when_confirmed(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    assert "Apa yang perlu diperbaiki?" in rahma.heard()
    await rahma.says(WORDS)
    assert WORDS in rahma.heard()
    assert "Belum dikirim" in rahma.heard()
    assert rahma.labels() == SHOWN
    assert WORDS not in maria.all_heard()
    assert (await stored(town)).status is ReportStatus.SENT

    await rahma.presses("Kirim ke desa")
    assert "sudah dikembalikan" in rahma.heard()
    assert rahma.labels() == []
    assert f"Yang perlu diperbaiki: {WORDS}" in maria.heard()
    returned = await stored(town)
    assert (returned.status, returned.reason) == (ReportStatus.RETURNED, WORDS)


async def test_all_words_stand_on_one_card_below_them(town: Town, rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.says("Pagu tidak sama dengan APB Desa")
    assert f"{WORDS}\nPagu tidak sama dengan APB Desa" in rahma.heard()
    assert rahma.all_heard().count("Perbaikan laporan") == 1
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == f"{WORDS}\nPagu tidak sama dengan APB Desa"


async def test_words_written_anew_take_the_place_of_the_first(town: Town, rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.presses("Ubah")
    assert "akan diganti" in rahma.heard()
    await rahma.says("Pagu tidak sama")
    assert WORDS not in rahma.heard()
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == "Pagu tidak sama"


async def test_a_message_edited_in_the_chat_is_edited_on_the_card(town: Town, rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says("Salam.")
    said = await rahma.says("Foto kurang")
    await rahma.edits(said, WORDS)
    assert f"Salam.\n{WORDS}" in rahma.heard()
    await rahma.presses("Kirim ke desa")
    await rahma.edits(said, "Foto bagus")
    assert (await stored(town)).reason == f"Salam.\n{WORDS}"


@pytest.mark.parametrize("command", ["/desa", "🏝 Desa", "/menu", "/tanya", "/entah"])
async def test_a_command_ends_the_waiting_and_the_words_stay_to_be_confirmed(
    maria: Phone, rahma: Phone, command: str
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.says(command)
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()
    await rahma.presses("Kirim ke desa")
    assert "bedah rumah" not in maria.heard()
    assert maria.heard().count(WORDS) == 1


async def test_a_command_before_any_word_leaves_nothing_to_confirm(
    town: Town, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says("/desa")
    assert "Belum ada yang disampaikan ke desa" in rahma.all_heard()
    assert "Desa binaan Anda" in rahma.heard()
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == WORDS


async def test_who_presses_again_goes_on_with_the_words_that_are_there(
    town: Town, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.says("/desa")
    await rahma.presses("🔧 Perbaiki")
    assert WORDS in rahma.heard()
    assert rahma.labels() == SHOWN
    await rahma.says("Ulangi")
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == f"{WORDS}\nUlangi"


async def test_cancelling_throws_the_words_away(town: Town, maria: Phone, rahma: Phone) -> None:
    await rahma.presses("🔧 Perbaiki")
    await rahma.says(WORDS)
    old = rahma.data_of("Kirim ke desa")
    await rahma.presses("✖️ Batal")
    assert f"tidak dikirim: {WORDS}" in rahma.heard()
    assert rahma.labels() == []
    await rahma.presses_data(old)
    assert WORDS not in maria.all_heard()
    assert (await stored(town)).status is ReportStatus.SENT
    await rahma.says("/batal")
    assert "Tidak ada yang sedang diisi" in rahma.heard()


async def test_the_command_to_cancel_throws_them_away_too(maria: Phone, rahma: Phone) -> None:
    await rahma.presses("🔧 Perbaiki")
    await rahma.says(WORDS)
    old = rahma.data_of("Kirim ke desa")
    await rahma.says("/batal")
    assert "Baik, saya batalkan" in rahma.heard()
    assert f"tidak dikirim: {WORDS}" in rahma.all_heard()
    await rahma.presses_data(old)
    assert "sudah tidak berlaku" in rahma.heard()
    assert WORDS not in maria.all_heard()
    await rahma.presses("🔧 Perbaiki")
    assert "Apa yang perlu diperbaiki?" in rahma.heard()


async def test_nothing_goes_back_without_a_reason(town: Town, rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    report = await stored(town)
    await rahma.presses_data(f"gs:{report.id}:{report.version}")
    assert "Belum ada isi" in rahma.heard()
    assert (await stored(town)).status is ReportStatus.SENT


async def test_only_words_are_taken(rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    await rahma.sends_voice()
    assert "Belum ada isi" in rahma.heard()
    await rahma.says(WORDS)
    assert rahma.labels() == SHOWN


async def test_a_second_tap_says_nothing_new_and_an_old_card_does_not_decide(
    maria: Phone, rahma: Phone
) -> None:
    approve = rahma.data_of("Setujui")
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    send = rahma.data_of("Kirim ke desa")
    await rahma.presses_data(send)
    screen = rahma.all_heard()
    await rahma.presses_data(send)
    assert rahma.all_heard() == screen
    assert maria.all_heard().count("perlu diperbaiki</b>") == 1
    await rahma.presses_data(approve)
    assert "sudah tidak berlaku" in rahma.heard()


async def test_who_is_slower_is_told_when_they_confirm(
    town: Town, maria: Phone, rahma: Phone, omar: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await omar.presses("Setujui")
    await rahma.presses("Kirim ke desa")
    assert "sudah diputuskan" in rahma.heard()
    assert "/desa" in rahma.heard()
    assert WORDS in rahma.heard()
    assert WORDS not in maria.all_heard()
    assert (await stored(town)).status is ReportStatus.APPROVED
    await rahma.says("/batal")
    assert "Tidak ada yang sedang diisi" in rahma.heard()


async def test_who_is_slower_is_told_at_the_first_word_and_goes_on(
    rahma: Phone, omar: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await omar.presses("Setujui")
    await rahma.says(WORDS)
    assert "sudah diputuskan" in rahma.heard()
    assert rahma.labels() == []
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()


async def test_a_report_that_was_sent_again_meanwhile_does_not_get_the_old_words(
    town: Town, maria: Phone, rahma: Phone, omar: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    old = rahma.data_of("Kirim ke desa")
    await omar.presses("Perbaiki")
    await omar.says("Pagu tidak sama")
    await omar.presses("Kirim ke desa")
    await maria.presses("Lanjutkan laporan")
    await maria.presses("Kirim laporan")
    await rahma.presses_data(old)
    assert "tidak disampaikan ke desa" in rahma.all_heard()
    assert (await stored(town)).status is ReportStatus.SENT


async def test_who_lost_the_role_meanwhile_tells_the_village_nothing(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await revoke(town.database, person_id=6)
    await rahma.says(WORDS)
    assert "tidak disampaikan ke desa" in rahma.heard()
    assert WORDS not in maria.all_heard()
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()


async def test_another_conversation_does_not_swallow_the_words(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    await rahma.says("Dua kelompok tani sudah menanam")
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == WORDS
    await rahma.says("Hujan lebat")
    assert "4 dari 4" in rahma.heard()


async def test_nobody_confirms_what_somebody_else_has_written(
    town: Town, rahma: Phone, omar: Phone, maria: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    send = rahma.data_of("Kirim ke desa")
    for person in (omar, maria):
        await person.presses_data(send)
        assert "sudah tidak berlaku" in person.heard()
    assert (await stored(town)).status is ReportStatus.SENT


async def test_more_words_than_fit_are_cut_before_they_are_confirmed(
    town: Town, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says("kata " * 700)
    assert "kata…" in rahma.heard()
    await rahma.presses("Kirim ke desa")
    reason = (await stored(town)).reason
    assert reason is not None
    assert len(reason) <= 1_000
    assert reason in rahma.heard()
