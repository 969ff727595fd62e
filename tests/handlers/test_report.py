"""The report as people fill it in: one message, every kind of field, two officials."""

from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.report_form import FIELDS
from storage import reports
from storage.reports import Report, ReportStatus
from tests.phone import Phone, Town

QUARTER = "2026-Q4"


async def stored(town: Town, village: int = 1, quarter: str = QUARTER) -> Report:
    async with town.database.reading() as session:
        report = await reports.of_village(session, village, quarter)
    assert report is not None
    return report


async def fill_in(person: Phone) -> None:
    """Answer every question, each in its own way."""
    await person.says("Pembagian bibit pala untuk dua kelompok tani")
    await person.presses("Terlaksana sebagian")
    await person.presses("Dana Desa")
    await person.says("Rp35 juta")
    await person.says("12,5 jt")
    await person.says("40%")
    await person.says("30 orang")
    await person.presses("Tidak berlaku")
    await person.says("6")
    await person.says("12 November 2026")
    await person.says("Kapal barang dua minggu tidak jalan")
    await person.says("Memesan bibit tambahan bulan depan")
    await person.sends_photo()
    await person.sends_location()


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


@pytest.mark.parametrize(
    ("before", "said", "told"),
    [
        ("Pagu", "1.5", "Pagu"),
        ("Penerima manfaat", "banyak orang", "angkanya"),
        ("Realisasi fisik", "140%", "paling banyak 100"),
        ("Tanggal kegiatan terakhir", "31 Februari 2026", "tidak ada di kalender"),
        ("Tanggal kegiatan terakhir", "1 Desember 2026", "belum lewat"),
        ("Foto", "nanti saya kirim", "dibutuhkan foto"),
        ("Sumber dana", "uang", "pilih salah satu tombol"),
        ("Tindak lanjut", "ok", "terlalu pendek"),
        ("Lokasi", "di kampung", "lokasi"),
        ("Pagu", "belum ada", "belum ada data"),
    ],
)
async def test_an_answer_that_does_not_fit_says_what_to_change(
    maria: Phone, before: str, said: str, told: str
) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses(f"✏️ {before}")
    await maria.says(said)
    assert before in maria.heard()
    assert told in maria.heard()
    assert f"<b>{before}</b>" in maria.screen()[0].text


async def test_a_sticker_or_a_voice_is_no_answer(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.sends_voice()
    assert "perlu ditulis" in maria.heard()


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


async def test_of_two_answers_to_one_question_none_is_lost_silently(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    await petrus.says("/lapor")
    await petrus.says("Pembagian bibit pala")
    await maria.says("Pelatihan menjahit")

    assert "sementara itu sudah diisi" in maria.heard()
    assert "Pembagian bibit pala" in maria.heard()
    assert (await stored(town)).values["main_activity"] == "Pembagian bibit pala"
    await maria.says("Pelatihan menjahit")
    assert (await stored(town)).values["main_activity"] == "Pelatihan menjahit"


async def test_answers_to_different_questions_both_stay(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await petrus.says("/lapor")
    await petrus.presses("Ringkasan")
    await petrus.presses("✏️ Pagu")
    await maria.presses("Tidak terlaksana")
    await petrus.says("20 juta")
    values = (await stored(town)).values
    assert values["carried_out"] == "no"
    assert values["budget"] == 20_000_000


async def test_a_summary_that_changed_meanwhile_is_shown_again_instead_of_sent(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await petrus.says("/lapor")
    await petrus.presses("✏️ Pagu")
    await petrus.says("20 juta")
    await maria.presses("Kirim laporan")
    assert "baru saja berubah" in maria.heard()
    assert "Rp20.000.000" in maria.heard()
    assert (await stored(town)).status is ReportStatus.DRAFT


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


async def test_the_value_of_the_last_quarter_can_be_taken_over(
    town: Town, maria: Phone
) -> None:
    async with town.database.work() as session:
        last = await reports.begin(session, 1, "2026-Q3", now=town.now)
        values = {"main_activity": "Pelatihan menjahit", "fund_source": "dana_desa"}
        sent = ReportStatus.SENT
        await reports.advance(
            session, last, of=(ReportStatus.DRAFT,), values=values, status=sent
        )
    await maria.says("/lapor")
    assert "Triwulan lalu: Pelatihan menjahit" in maria.heard()
    await maria.presses("Sama seperti lalu")
    assert (await stored(town)).values["main_activity"] == "Pelatihan menjahit"
    assert "🔁 Sama seperti lalu" not in maria.labels()


async def test_album_pictures_that_come_late_are_photos_too(town: Town, maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Foto")
    for _ in range(3):
        await maria.sends_photo()
    assert len((await stored(town)).values["photos"]) == 3
    await maria.sends_photo()
    assert "paling banyak" in maria.heard()


async def test_a_picture_sent_as_a_file_is_a_photo(town: Town, maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Foto")
    await maria.sends(
        document={"file_id": "d", "file_unique_id": "du", "mime_type": "image/jpeg"}
    )
    assert (await stored(town)).values["photos"][0]["file_id"] == "d"


async def test_a_colleague_who_is_still_filling_in_a_sent_report_hears_it(
    maria: Phone, petrus: Phone
) -> None:
    await petrus.says("/lapor")
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await petrus.says("Pelatihan menjahit")
    assert "sudah dikirim Maria" in petrus.heard()
    assert "Jawaban Anda tadi tidak masuk" in petrus.heard()

    await petrus.says("/lapor")
    assert "menunggu pemeriksaan" in petrus.heard()


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
