"""Reasons that come too late, or are too long or too many."""

import pytest

from storage import reports
from storage.reports import ReportStatus
from tests.handlers.test_give_back import WORDS, found
from tests.office import add_villages, revoke
from tests.phone import Phone, Town
from tests.reporters import QUARTER, fill_in, stored


@pytest.fixture(autouse=True)
async def _sent(maria: Phone, omar: Phone) -> None:
    """Maria has sent the report of her village, which Rahma and Omar check."""
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")


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
    assert "yang dikirim hanya 1.000 huruf pertama" in rahma.heard()
    await rahma.presses("Kirim ke desa")
    reason = (await stored(town)).reason
    assert reason is not None
    assert len(reason) <= 1_000
    assert reason in rahma.heard()


async def test_of_more_reasons_than_are_kept_the_oldest_card_is_closed(
    town: Town, rahma: Phone
) -> None:
    await add_villages(town.database, 10, coordinator=6)
    async with town.database.work() as session:
        for village in range(1000, 1010):
            row = await reports.begin(session, village, QUARTER, now=town.now)
            sent = {"status": ReportStatus.SENT, "sent_at": town.now}
            await reports.advance(session, row, of=(ReportStatus.DRAFT,), **sent)
    for report in range(1, 12):
        row = await found(town, report)
        await rahma.presses_data(f"rf:{report}:{row.version}")
        await rahma.says(f"Pesan {report}")
        if report == 1:
            first = rahma.data_of("Kirim ke desa")
    assert rahma.all_heard().count("Belum dikirim") == 10
    assert "Pesan yang tidak dikirim: Pesan 1" in rahma.all_heard()
    await rahma.presses_data(first)
    assert "bila masih perlu diperbaiki, tekan" in rahma.heard()
    assert (await stored(town)).status is ReportStatus.SENT
