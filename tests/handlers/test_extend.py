"""Why more time is needed: shown back first, and sent by a button; only words are sent."""

from datetime import datetime, time, timedelta

import pytest

from clinic.zone import WIT
from storage import reports
from storage.reports import ReportStatus
from tests.handlers.test_remind import Q4, ring
from tests.phone import Phone, Town

WORDS = "Kapal terlambat"
SHOWN = ["📨 Kirim permintaan", "✏️ Ubah", "✖️ Batal"]
QUESTION = "Bagaimana cara usul bedah rumah BSPS?"


@pytest.fixture(autouse=True)
async def _asked(town: Town, maria: Phone) -> None:
    """Two weeks before the reports are due, Maria wants more time."""
    town.now = datetime.combine(Q4.report_due - timedelta(days=14), time(8), WIT)
    await ring(town)
    await maria.presses("Minta perpanjangan")


async def arrive(town: Town) -> None:
    """The report has come in by another hand."""
    async with town.database.work() as session:
        report = await reports.begin(session, 1, str(Q4), now=town.now)
        sent = {"status": ReportStatus.SENT, "sent_at": town.now}
        await reports.advance(session, report, of=tuple(ReportStatus), **sent)


async def test_the_words_are_shown_back_and_go_out_when_confirmed(
    maria: Phone, rahma: Phone
) -> None:
    assert maria.labels() == ["✖️ Batal"]
    await maria.says(WORDS)
    assert WORDS in maria.heard()
    assert "Belum dikirim" in maria.heard()
    assert maria.labels() == SHOWN
    assert rahma.screen() == []

    await maria.presses("Kirim permintaan")
    assert "sudah diteruskan" in maria.heard()
    assert WORDS in maria.heard()
    assert maria.labels() == []
    assert f"Alasan: {WORDS}" in rahma.heard()


async def test_a_question_that_was_typed_instead_reaches_nobody(maria: Phone, rahma: Phone) -> None:
    await maria.says(QUESTION)
    assert maria.labels() == SHOWN
    await maria.presses("✖️ Batal")
    assert "belum diminta" in maria.heard()
    assert f"tidak dikirim: {QUESTION}" in maria.heard()
    assert rahma.screen() == []
    await maria.says(QUESTION)
    assert "Sumber:" in maria.heard()


async def test_all_words_stand_on_one_card_and_can_be_edited_until_they_are_sent(
    maria: Phone, rahma: Phone
) -> None:
    said = await maria.says("Kapal")
    await maria.says("Listrik padam")
    await maria.edits(said, WORDS)
    assert f"{WORDS}\nListrik padam" in maria.heard()
    assert maria.all_heard().count("<b>Perpanjangan") == 1
    await maria.presses("Kirim permintaan")
    await maria.edits(said, "Kapal hilang")
    assert f"Alasan: {WORDS}\nListrik padam" in rahma.heard()


async def test_words_written_anew_take_the_place_of_the_first(maria: Phone, rahma: Phone) -> None:
    await maria.says(QUESTION)
    old = maria.data_of("Kirim permintaan")
    await maria.presses("Ubah")
    assert "akan diganti" in maria.heard()
    await maria.presses_data(old)
    assert "Belum ada isi" in maria.heard()
    await maria.says(WORDS)
    await maria.presses("Kirim permintaan")
    assert f"Alasan: {WORDS}" in rahma.heard()
    assert QUESTION not in rahma.all_heard()


@pytest.mark.parametrize("command", ["/desa", "🏝 Desa", "/menu", "/entah"])
async def test_a_command_ends_the_waiting_and_the_words_stay_to_be_confirmed(
    maria: Phone, rahma: Phone, command: str
) -> None:
    await maria.says(WORDS)
    await maria.says(command)
    await maria.says(QUESTION)
    assert "Sumber:" in maria.heard()
    await maria.presses("Kirim permintaan")
    assert f"Alasan: {WORDS}" in rahma.heard()
    assert "bedah rumah" not in rahma.all_heard()


async def test_who_asks_again_goes_on_with_the_words_that_are_there(
    maria: Phone, rahma: Phone
) -> None:
    await maria.says(WORDS)
    await maria.says("/desa")
    await maria.presses("Minta perpanjangan")
    assert WORDS in maria.heard()
    assert maria.all_heard().count(WORDS) == 1
    await maria.says("Listrik padam")
    await maria.presses("Kirim permintaan")
    assert f"{WORDS}\nListrik padam" in rahma.heard()


async def test_the_command_to_cancel_throws_the_words_away(maria: Phone, rahma: Phone) -> None:
    await maria.says(WORDS)
    send = maria.data_of("Kirim permintaan")
    await maria.says("/batal")
    assert f"tidak dikirim: {WORDS}" in maria.all_heard()
    await maria.presses_data(send)
    assert "sudah tidak berlaku" in maria.heard()
    assert "laporannya" not in maria.heard()
    assert rahma.screen() == []


async def test_a_second_tap_says_nothing_new(maria: Phone, rahma: Phone) -> None:
    await maria.says(WORDS)
    send = maria.data_of("Kirim permintaan")
    await maria.presses_data(send)
    screen = maria.all_heard()
    await maria.presses_data(send)
    assert maria.all_heard() == screen
    assert len(rahma.screen()) == 1


async def test_a_request_for_a_report_that_came_in_meanwhile_is_not_sent(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says(WORDS)
    await arrive(town)
    await maria.presses("Kirim permintaan")
    assert "tidak perlu diminta lagi" in maria.heard()
    assert f"tidak dikirim: {WORDS}" in maria.heard()
    assert maria.labels() == []
    assert rahma.screen() == []
    await maria.says(QUESTION)
    assert "Sumber:" in maria.heard()


async def test_nothing_is_asked_without_a_reason(maria: Phone, rahma: Phone) -> None:
    await maria.presses_data("xs:report:1:2026-Q4")
    assert "Belum ada isi" in maria.heard()
    assert rahma.screen() == []


async def test_the_words_under_a_photo_are_taken_and_the_photo_is_said_to_stay_behind(
    maria: Phone, rahma: Phone
) -> None:
    await maria.sends_photo(caption=WORDS)
    assert "Foto tidak ikut terkirim" in maria.heard()
    assert WORDS in maria.heard()
    await maria.sends_photo()
    assert "Foto tidak ikut terkirim" in maria.heard()
    assert WORDS in maria.heard()
    await maria.presses("Kirim permintaan")
    assert f"Alasan: {WORDS}" in rahma.heard()


async def test_two_kinds_of_reasons_are_kept_side_by_side(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says(WORDS)
    await arrive(town)
    town.now = datetime.combine(Q4.evaluation_due, time(8), WIT)
    await ring(town)
    report = await found_version(town)
    await rahma.presses_data(f"rf:1:{report}")
    await rahma.says("Foto kurang jelas")
    await rahma.presses("Minta perpanjangan")
    await rahma.says("Menunggu laporan desa")
    await rahma.presses("Kirim ke desa")
    assert "Yang perlu diperbaiki: Foto kurang jelas" in maria.heard()
    await rahma.says("Desa terlambat")
    assert "Menunggu laporan desa\nDesa terlambat" in rahma.heard()


async def found_version(town: Town) -> int:
    async with town.database.reading() as session:
        report = await reports.found(session, 1)
    assert report is not None
    return report.version


async def test_a_request_that_is_pending_already_ends_no_other_conversation(
    maria: Phone, petrus: Phone
) -> None:
    again = petrus.data_of("Minta perpanjangan")
    await maria.says(WORDS)
    await maria.presses("Kirim permintaan")
    await petrus.says("/lapor")
    await petrus.presses_data(again)
    assert "masih menunggu keputusan" in petrus.heard()
    await petrus.says("Pembagian bibit pala")
    assert "2 dari 14" in petrus.heard()
