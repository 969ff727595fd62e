"""A report goes back: nothing reaches the village before the coordinator has confirmed it."""

import pytest

from storage import reports
from storage.reports import Report, ReportStatus
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


async def found(town: Town, number: int) -> Report:
    async with town.database.reading() as session:
        row = await reports.found(session, number)
    assert row is not None
    return row


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
    old = rahma.data_of("Kirim ke desa")
    await rahma.presses("Ubah")
    assert "akan diganti" in rahma.heard()
    assert rahma.labels() == ["✖️ Batal"]
    await rahma.presses_data(old)
    assert "Belum ada isi" in rahma.heard()
    assert (await stored(town)).status is ReportStatus.SENT
    await rahma.says("Pagu tidak sama")
    assert WORDS not in rahma.heard()
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == "Pagu tidak sama"


@pytest.mark.parametrize("command", ["/desa", "/tanya", "/entah"])
async def test_what_was_to_be_written_anew_and_was_not_stays_as_it_was(
    town: Town, rahma: Phone, command: str
) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.presses("Ubah")
    await rahma.says(command)
    assert "Tulis pesan yang baru" not in rahma.all_heard()
    await rahma.presses("🔧 Perbaiki")
    await rahma.says("Ulangi")
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == f"{WORDS}\nUlangi"


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
    assert "hanya tulisan" in rahma.heard()
    assert rahma.labels() == ["✖️ Batal"]
    await rahma.says(WORDS)
    assert rahma.labels() == SHOWN
    assert "hanya tulisan" not in rahma.heard()


async def edit_caption(person: Phone, message_id: int, words: str) -> None:
    photo = [{"file_id": "photo", "file_unique_id": "u", "width": 90, "height": 90}]
    message = person._message(photo=photo, caption=words)
    edited = {**message, "message_id": message_id, "edit_date": message["date"]}
    await person.town.receive(edited_message=edited)


async def test_the_words_under_a_photo_are_taken_and_the_photo_is_said_to_stay_behind(
    town: Town, rahma: Phone
) -> None:
    await rahma.presses("Perbaiki")
    said = await rahma.sends_photo(caption="Foto kurang")
    assert "Foto tidak ikut terkirim" in rahma.heard()
    await edit_caption(rahma, said, WORDS)
    assert WORDS in rahma.heard()
    assert rahma.labels() == SHOWN
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == WORDS


async def test_a_photo_without_words_leaves_what_was_gathered(town: Town, rahma: Phone) -> None:
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    await rahma.sends_photo()
    assert "Foto tidak ikut terkirim" in rahma.heard()
    assert WORDS in rahma.heard()
    assert rahma.all_heard().count("Perbaikan laporan") == 1
    await rahma.presses("Kirim ke desa")
    assert (await stored(town)).reason == WORDS


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
