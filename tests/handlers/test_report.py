"""The report as people fill it in: one message, every kind of field, sent and checked."""

from datetime import UTC, datetime

from clinic.report_form import FIELDS
from storage import reports
from storage.reports import ReportStatus
from tests.office import add_villages
from tests.phone import Phone, Town
from tests.reporters import fill_in, stored


async def test_every_field_is_asked_in_one_message_and_kept(town: Town, maria: Phone) -> None:
    await maria.says("/lapor")
    await fill_in(maria)

    assert len(maria.screen()) == 1
    assert "Triwulan IV 2026" in maria.heard()
    assert "Semua yang wajib sudah diisi" in maria.heard()
    values = (await stored(town)).values
    assert list(values) == [field.key for field in FIELDS]
    assert values["budget"] == 35_000_000
    assert values["spent"] == 12_500_000
    assert values["physical_progress"] == 40
    assert values["houses_repaired"] == {"nothing": "not_applicable"}
    assert values["last_activity_on"] == "2026-11-12"
    assert values["location"] == [-3.69, 128.18]
    assert [photo["chat_id"] for photo in values["photos"]] == [maria.id]


async def test_a_report_is_sent_checked_and_approved(
    town: Town, maria: Phone, petrus: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")

    assert "terkirim" in maria.heard()
    assert "23 November 2026 pukul 09.30 WIT" in maria.heard()
    assert "Rahma" in maria.heard()
    card, photo = rahma.screen()
    assert "Negeri Contoh Banda" in card.text
    assert "Triwulan IV 2026" in card.text
    assert "Rp35.000.000" in card.text
    assert card.labels() == ["✅ Setujui", "🔧 Perbaiki"]
    assert photo.params["from_chat_id"] == maria.id

    await rahma.presses("Setujui")
    assert "Disetujui Rahma" in rahma.screen()[0].text
    assert rahma.screen()[0].labels() == []
    for official in (maria, petrus):
        assert "disetujui" in official.heard()
    assert (await stored(town)).status is ReportStatus.APPROVED


async def test_a_report_sent_back_says_why_and_comes_again(
    town: Town, maria: Phone, petrus: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    old = rahma.data_of("Setujui")
    await rahma.presses("Perbaiki")
    await rahma.says("Pagu tidak sama dengan APB Desa")
    await rahma.presses("Kirim ke desa")

    assert "Pagu tidak sama dengan APB Desa" in maria.heard()
    await petrus.presses("Lanjutkan laporan")
    assert "Pagu tidak sama dengan APB Desa" in petrus.heard()
    await petrus.presses("✏️ Pagu")
    await petrus.says("Rp30 juta")
    await petrus.presses("Kirim laporan")

    assert "Dikirim ulang" in rahma.all_heard()
    assert "Rp30.000.000" in rahma.all_heard()
    await rahma.presses_data(old)
    assert "sudah tidak berlaku" in rahma.heard()
    await rahma.presses("Setujui")
    assert (await stored(town)).status is ReportStatus.APPROVED


async def test_what_is_missing_is_named_before_and_when_sending(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Ringkasan")
    assert "Yang belum diisi:" in maria.heard()
    assert "Pelaksanaan, Sumber dana" in maria.heard()

    await maria.presses("Kirim laporan")
    assert "Realisasi keuangan" in maria.heard()
    assert "belum bisa dikirim" in maria.heard()


async def test_an_optional_field_may_be_skipped_and_a_required_one_stays_missing(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    for _ in FIELDS:
        await maria.presses("Lewati")
    assert "Yang belum diisi: </b>" not in maria.heard()
    assert "Kegiatan utama" in maria.heard()
    assert (await stored(town)).values == {"obstacles": None, "location": None}


async def test_a_colleague_goes_on_at_the_first_open_field(
    maria: Phone, petrus: Phone, town: Town
) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Simpan")
    assert "tersimpan" in maria.heard()
    assert "Petrus" in maria.heard()

    await petrus.says("/lapor")
    assert "Apakah kegiatan itu terlaksana" in petrus.heard()
    assert "Terakhir diisi Maria" in petrus.heard()


async def test_an_old_button_says_so(maria: Phone) -> None:
    await maria.says("/lapor")
    old = maria.data_of("Lewati")
    await maria.says("Pembagian bibit pala")
    await maria.presses_data(old)
    assert "sudah tidak berlaku" in maria.heard()


async def test_back_shows_the_answer_given(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Kembali")
    assert "Sudah terisi: <b>Pembagian bibit pala</b>" in maria.heard()


async def test_the_value_of_the_last_quarter_can_be_taken_over(town: Town, maria: Phone) -> None:
    async with town.database.work() as session:
        last = await reports.begin(session, 1, "2026-Q3", now=town.now)
        values = {"main_activity": "Pelatihan menjahit", "fund_source": "dana_desa"}
        sent = ReportStatus.SENT
        await reports.advance(session, last, of=(ReportStatus.DRAFT,), values=values, status=sent)
    await maria.says("/lapor")
    assert "Triwulan lalu: Pelatihan menjahit" in maria.heard()
    await maria.presses("Sama seperti lalu")
    assert (await stored(town)).values["main_activity"] == "Pelatihan menjahit"
    assert "🔁 Sama seperti lalu" not in maria.labels()


async def test_a_late_report_of_the_last_quarter_is_offered_beside_the_running_one(
    town: Town, maria: Phone
) -> None:
    town.pass_time(days=44)  # 6 January 2027, five days before the report is due
    await maria.says("/lapor")
    assert maria.labels() == [
        "Triwulan IV 2026 – Negeri Contoh Banda",
        "Triwulan I 2027 – Negeri Contoh Banda",
    ]
    await maria.presses("Triwulan IV 2026")
    assert "Laporan Triwulan IV 2026" in maria.heard()


async def test_strangers_experts_and_other_villages_are_refused(
    town: Town, maria: Phone, titus: Phone, yakob: Phone, stranger: Phone, rahma: Phone
) -> None:
    for person in (stranger, yakob, rahma):
        await person.says("/lapor")
        assert "Triwulan" not in person.heard()
    await titus.presses_data("ro:1:2026-Q4")
    assert "bukan bagian Anda" in titus.heard()
    await titus.presses_data("ro:2:2031-Q4")
    assert "sudah tidak berlaku" in titus.heard()
    await titus.presses_data("ro:2:nanti")
    assert "sudah tidak berlaku" in titus.heard()


async def test_only_the_coordinator_of_the_village_decides(
    town: Town, maria: Phone, titus: Phone, rahma: Phone
) -> None:
    await titus.says("/lapor")
    await fill_in(titus)
    await titus.presses("Kirim laporan")
    assert "Belum ada koordinator" in titus.heard()
    report = await stored(town, village=2)
    for data in (f"ra:{report.id}:{report.version}", f"rf:{report.id}:{report.version}"):
        for person in (rahma, maria):
            await person.presses_data(data)
            assert "bukan bagian Anda" in person.heard()


async def test_where_no_coordinator_has_an_account_the_province_checks(
    town: Town, titus: Phone, province: Phone
) -> None:
    await titus.says("/lapor")
    await fill_in(titus)
    await titus.presses("Kirim laporan")
    assert "Desa Contoh Waru" in province.screen()[0].text
    await province.presses("Setujui")
    assert "disetujui" in titus.heard()


async def test_the_form_follows_the_answers_down_the_screen(maria: Phone) -> None:
    await maria.says("/lapor")
    first = maria.screen()[0].message_id
    await fill_in(maria)
    assert len(maria.screen()) == 1
    assert maria.screen()[0].message_id > first


async def test_an_official_of_a_hundred_villages_leafs_through_the_reports(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await add_villages(town.database, 100, official=1)
    await maria.says("/lapor")
    screens = len(maria.screen())
    chosen = [*maria.labels()]
    assert len(chosen) == 11
    while "Berikutnya ➡️" in maria.labels():
        assert "Banda" not in maria.heard()
        await maria.presses("Berikutnya")
        chosen += maria.labels()
    assert "halaman 11" in maria.heard()
    assert maria.labels() == ["Triwulan IV 2026 – Negeri Contoh Banda", "⬅️ Sebelumnya"]
    assert len({label for label in chosen if "Triwulan" in label}) == 101
    assert len(maria.screen()) == screens
    await maria.presses("Sebelumnya")
    await maria.presses("Contoh 095")
    assert "Negeri Administratif Contoh 095" in maria.heard()


async def test_lists_of_a_hundred_villages_fit_into_a_message(town: Town, maria: Phone) -> None:
    await add_villages(town.database, 100, official=1)
    await maria.says("/desa")
    assert len(maria.labels()) == 11
    await maria.says("/profil")
    assert "… dan 86 tugas lagi" in maria.heard()
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    await maria.presses("Tanya praktisi")
    assert "Pertanyaan untuk praktisi" in maria.heard()


async def test_a_report_sent_back_is_mended_and_approved_however_late(
    town: Town, maria: Phone, petrus: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    town.now = datetime(2027, 8, 2, 1, 0, tzinfo=UTC)
    await rahma.says("/desa")
    assert "Triwulan IV 2026: ⏳ terkirim" in rahma.heard()
    await rahma.presses("🔧 Perbaiki")
    await rahma.says("Pagu tidak sama dengan APB Desa")
    await rahma.presses("Kirim ke desa")
    way_in = maria.data_of("Lanjutkan laporan")

    town.pass_time(days=200)
    await rahma.says("/desa")
    assert "Triwulan IV 2026: 🔧 dikembalikan" in rahma.heard()
    await maria.says("/desa")
    assert "📝 Negeri Contoh Banda – Triwulan IV 2026" in maria.labels()
    await maria.says("/lapor")
    await maria.presses("Triwulan IV 2026")
    await maria.presses("✏️ Pagu")
    await maria.says("Rp30 juta")
    await maria.presses("Kirim laporan")
    assert "terkirim" in maria.heard()

    await rahma.presses("Setujui")
    assert "disetujui" in maria.heard()
    assert (await stored(town)).status is ReportStatus.APPROVED
    for official in (maria, petrus):
        await official.presses_data(way_in)
        assert "sudah disetujui Rahma" in official.heard()
    await rahma.says("/desa")
    assert "Triwulan IV 2026" not in rahma.heard()


async def test_a_draft_of_a_quarter_long_past_is_not_sent_any_more(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    send, summary = maria.data_of("Kirim laporan"), maria.screen()[-1]
    town.now = datetime(2027, 8, 2, 1, 0, tzinfo=UTC)
    await maria.presses_data(send, summary)
    assert "triwulannya sudah lama lewat" in maria.heard()
    await maria.presses_data("ro:1:2026-Q4")
    assert "sudah tidak berlaku" in maria.heard()
    assert (await stored(town)).status is ReportStatus.DRAFT
