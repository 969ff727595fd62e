"""Under a reminder: seen, more time, and the way to what is missing."""

from datetime import datetime, time, timedelta

import pytest

from clinic import reminding
from clinic.quarters import Quarter
from clinic.zone import WIT
from storage import reports
from storage.people import Assignment, Role
from storage.reports import ReportStatus
from tests.office import add_villages, reminders_of, revoke
from tests.phone import Phone, Town

Q4 = Quarter(2026, 4)


@pytest.fixture
async def reminded(town: Town) -> Town:
    """The morning two weeks before the reports are due."""
    town.now = datetime.combine(Q4.report_due - timedelta(days=14), time(8), WIT)
    await ring(town)
    return town


async def ring(town: Town) -> None:
    async with town.database.work() as session:
        await reminding.plan_quarter(session, Q4, now=town.now)
        await reminding.ring_due(session, now=town.now)
    await town.deliver()


async def test_the_way_from_the_reminder_to_the_report_is_one_tap(
    reminded: Town, maria: Phone
) -> None:
    await maria.presses("Isi laporan")
    assert "Laporan Triwulan IV 2026" in maria.heard()
    assert "1 dari 14" in maria.heard()


async def test_read_is_noted_once(reminded: Town, maria: Phone) -> None:
    await maria.presses("Sudah baca")
    assert "sudah kami catat" in maria.heard()
    async with reminded.database.reading() as session:
        rows = await reminders_of(session, Q4)
    read = [row for row in rows if row.read_at]
    assert [(row.person_id, row.step) for row in read] == [(1, -14)]
    await maria.presses("Sudah baca")
    assert "Sudah tercatat" in maria.heard()


async def test_more_time_is_asked_with_a_reason_and_granted(
    reminded: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    assert "batas sekarang 11 Januari 2027" in maria.heard()
    await maria.says("Kapal terlambat dua minggu")
    await maria.presses("Kirim permintaan")
    assert "Senin, 18 Januari 2027" in maria.heard()
    assert "Kapal terlambat dua minggu" in rahma.heard()
    assert "Diminta Maria" in rahma.heard()
    assert rahma.labels() == ["✅ Setujui", "✖️ Tolak"]

    old = rahma.data_of("Setujui")
    await rahma.presses("Setujui")
    assert "Disetujui oleh Rahma" in rahma.heard()
    assert "batas baru <b>Senin, 18 Januari 2027</b>" in maria.heard()
    await rahma.presses_data(old)
    assert "sudah tidak berlaku" in rahma.heard()

    await maria.says("/desa")
    assert "batas 18 Januari 2027" in maria.heard()
    reminded.now += timedelta(days=7)
    before = len(maria.screen())
    await ring(reminded)
    assert len(maria.screen()) == before


@pytest.mark.parametrize("command", ["/desa", "/menu", "/batal", "/apaini"])
async def test_after_a_command_the_next_words_are_no_longer_a_reason(
    reminded: Town, maria: Phone, rahma: Phone, command: str
) -> None:
    await maria.presses("Minta perpanjangan")
    await maria.says(command)
    assert "belum diminta" in maria.all_heard()
    assert "Tulis alasannya" not in maria.all_heard()
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "bedah rumah" not in rahma.all_heard()
    assert "Sumber:" in maria.heard()


async def test_a_wait_that_was_ended_is_gone_on_with_where_it_was_asked(
    reminded: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    await maria.says("/desa")
    assert "laporan Triwulan IV 2026 untuk Negeri Contoh Banda" in maria.all_heard()
    await maria.presses("Tetap minta perpanjangan")
    assert "Tulis alasannya" in maria.heard()
    await maria.says("Kapal terlambat")
    await maria.presses("Kirim permintaan")
    assert "Kapal terlambat" in rahma.heard()


async def test_a_reason_longer_than_is_passed_on_is_said_to_be_cut(
    reminded: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    await maria.says("kata " * 300)
    assert "yang dikirim hanya 1.000 huruf pertama" in maria.heard()
    await maria.presses("Kirim permintaan")
    assert "kata…" in rahma.heard()


async def test_a_declined_request_leaves_the_date_as_it_is(
    reminded: Town, maria: Phone, petrus: Phone, rahma: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    await maria.says("Belum sempat")
    await maria.presses("Kirim permintaan")
    await petrus.presses("Minta perpanjangan")
    assert "masih menunggu keputusan" in petrus.heard()
    await petrus.says("/batal")
    assert "Tidak ada yang sedang diisi" in petrus.heard()

    await rahma.presses("Tolak")
    assert "batasnya tetap <b>Senin, 11 Januari 2027</b>" in maria.heard()
    await petrus.presses("Minta perpanjangan")
    await petrus.says("Belum sempat juga")
    await petrus.presses("Kirim permintaan")
    assert "diteruskan" in petrus.all_heard()


async def test_of_several_things_owed_one_is_chosen(reminded: Town, maria: Phone) -> None:
    async with reminded.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.OFFICIAL, village_id=2))
    await maria.presses("Minta perpanjangan")
    assert "untuk yang mana" in maria.heard()
    await maria.presses("Laporan Triwulan IV 2026 – Desa Contoh Waru")
    assert "Desa Contoh Waru" in maria.heard()


async def test_more_time_for_an_evaluation_is_the_provinces_to_give(
    town: Town, rahma: Phone, province: Phone, maria: Phone
) -> None:
    town.now = datetime.combine(Q4.evaluation_due, time(8), WIT)
    await ring(town)
    assert "evaluasi belum diisi" in rahma.heard()
    await rahma.presses("Minta perpanjangan")
    await rahma.says("Menunggu laporan desa")
    await rahma.presses("Kirim permintaan")
    assert "Menunggu laporan desa" in province.heard()
    await maria.presses_data(province.data_of("Setujui"))
    assert "bukan bagian Anda" in maria.heard()
    await rahma.presses_data(province.data_of("Setujui"))
    assert "bukan bagian Anda" in rahma.heard()
    await province.presses("Setujui")
    assert "batas baru <b>Senin, 25 Januari 2027</b>" in rahma.heard()

    await rahma.presses("Isi evaluasi")
    assert "belum, batas 25 Januari 2027" in rahma.heard()


async def test_where_nobody_can_decide_the_request_is_not_taken(
    reminded: Town, titus: Phone
) -> None:
    await titus.presses("Minta perpanjangan")
    await titus.says("Kapal terlambat")
    await titus.presses("Kirim permintaan")
    assert "belum ada koordinator" in titus.heard()
    await titus.says("/batal")
    assert "Tidak ada yang sedang diisi" in titus.heard()


async def test_a_reason_has_words_and_a_report_that_arrived_needs_no_more_time(
    reminded: Town, maria: Phone, petrus: Phone, stranger: Phone
) -> None:
    await petrus.presses("Minta perpanjangan")
    await petrus.sends_voice()
    assert "hanya tulisan" in petrus.heard()
    await stranger.presses_data("xa")
    assert "terdaftar" in stranger.heard()
    await petrus.presses_data("xt:report:2:2026-Q4")
    assert "sudah tidak berlaku" in petrus.heard()


async def test_a_reason_for_a_report_that_came_in_meanwhile_is_not_asked_again(
    reminded: Town, maria: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    async with reminded.database.work() as session:
        report = await reports.begin(session, 1, str(Q4), now=reminded.now)
        await reports.advance(
            session, report, of=tuple(ReportStatus), status=ReportStatus.SENT, sent_at=reminded.now
        )
    await maria.says("Kapal terlambat")
    assert "tidak perlu diminta lagi" in maria.heard()
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in maria.heard()


async def test_the_request_at_a_former_coordinator_loses_its_buttons(
    reminded: Town, maria: Phone, rahma: Phone, province: Phone
) -> None:
    await maria.presses("Minta perpanjangan")
    await maria.says("Kapal terlambat")
    await maria.presses("Kirim permintaan")
    old = rahma.data_of("Setujui")
    await revoke(reminded.database, person_id=6)
    await province.presses_data(old)
    assert "batas baru" in maria.heard()
    assert "Disetujui oleh Sara" in rahma.heard()
    assert rahma.labels() == []
    assert province.screen() == []


async def test_of_a_hundred_villages_as_many_are_offered_as_buttons_fit(
    reminded: Town, maria: Phone
) -> None:
    await add_villages(reminded.database, 100, official=1)
    await maria.presses("Minta perpanjangan")
    assert "71 lainnya" in maria.heard()
    assert len(maria.labels()) == 30
