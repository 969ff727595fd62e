"""What becomes of an answer: not readable, edited, late, or given by two people at once."""

from datetime import UTC, datetime

import pytest

from storage.people import Assignment, Role
from storage.reports import ReportStatus
from tests.office import revoke
from tests.phone import Phone, Town
from tests.reporters import fill_in, stored


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


async def test_an_answer_edited_in_the_chat_is_changed_in_the_report(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    first = await maria.says("Pembagian bibit pala")
    await maria.edits(first, "Pembagian bibit cengkih")
    assert "sudah disimpan" in maria.heard()
    assert "Apakah kegiatan itu terlaksana" in maria.heard()
    assert (await stored(town)).values == {"main_activity": "Pembagian bibit cengkih"}


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
    await maria.sends(document={"file_id": "d", "file_unique_id": "du", "mime_type": "image/jpeg"})
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


async def test_an_edit_does_not_overwrite_what_a_colleague_said_since(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    first = await maria.says("Pembagian bibit pala")
    await petrus.says("/lapor")
    await petrus.presses("Kembali")
    await petrus.says("Pelatihan menjahit")
    await maria.edits(first, "Pembagian bibit cengkih")
    assert "tidak disimpan" in maria.heard()
    assert (await stored(town)).values["main_activity"] == "Pelatihan menjahit"


async def test_what_is_edited_beside_an_open_form_goes_where_it_was_said(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    asked = await maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang?")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    await maria.says("/lapor")
    await maria.edits(asked, "Rumah mama Ola di ujung kampung sudah roboh.")
    assert "sudah roboh" in yakob.heard()
    await maria.says("Pembagian bibit pala")
    assert (await stored(town)).values == {"main_activity": "Pembagian bibit pala"}


async def test_an_old_button_of_a_sent_report_ends_no_other_form(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    async with town.database.work() as session:
        session.add(Assignment(person_id=2, role=Role.COORDINATOR, agency_id=1))
    await petrus.says("/lapor")
    await petrus.presses("Simpan")
    old = petrus.data_of("Lanjutkan laporan")
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await petrus.says("/evaluasi")
    await petrus.presses("📊 Negeri Contoh Banda")
    await petrus.presses_data(old)
    assert "sudah dikirim Maria" in petrus.heard()
    await petrus.says("naik")
    assert "2 dari 4" in petrus.all_heard()


async def test_an_old_button_of_the_report_one_sits_at_ends_the_sitting_once_it_was_sent(
    maria: Phone, petrus: Phone
) -> None:
    await petrus.says("/lapor")
    await petrus.presses("Simpan")
    old = petrus.data_of("Lanjutkan laporan")
    await petrus.presses("Lanjutkan laporan")
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await petrus.presses_data(old)
    assert "sudah dikirim Maria" in petrus.heard()
    await petrus.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in petrus.heard()


async def test_a_report_left_open_takes_no_answer_when_its_quarter_is_long_past(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    town.now = datetime(2027, 4, 1, 0, 0, tzinfo=UTC)
    await maria.says("Pembagian bibit pala")
    assert "triwulannya sudah lama lewat" in maria.heard()
    assert (await stored(town)).values == {}
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in maria.heard()


async def test_who_left_the_office_while_reporting_is_not_held_in_the_report(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await revoke(town.database, person_id=1)
    await maria.says("Pembagian bibit pala")
    assert "sudah tidak Anda isi" in maria.heard()
    assert (await stored(town)).values == {}
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in maria.heard()
