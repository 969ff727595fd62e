"""The draft of an evaluation: nobody loses it, two coordinators share it."""

from storage.evaluations import EvaluationStatus
from storage.people import Assignment, Role
from tests.handlers.test_evaluate import draft, fill_in
from tests.office import revoke
from tests.phone import Phone, Town
from tests.reporters import fill_in as report_filled_in
from tests.reporters import stored as report


async def test_each_answer_is_kept_at_once_and_the_draft_is_gone_on_with(
    town: Town, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    chosen = rahma.data_of("📊 Negeri Contoh Banda")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    await rahma.says("Dua kelompok tani sudah menanam")
    assert (await draft(town)).values == {
        "progress": "up",
        "worked": "Dua kelompok tani sudah menanam",
    }
    await rahma.says("/batal")
    assert "Isian tersimpan; lanjutkan lewat /evaluasi" in rahma.heard()
    await rahma.says("/evaluasi")
    assert "Negeri Contoh Banda: sedang diisi, batas" in rahma.heard()
    await rahma.presses_data(chosen)
    assert "3 dari 4 · <b>Hambatan</b>" in rahma.heard()
    await rahma.presses("Lewati")
    await rahma.says("Kunjungan penyuluh 20 Januari 2027")
    await rahma.presses("Kirim evaluasi")
    assert "tersimpan" in rahma.heard()
    assert (await draft(town)).status is EvaluationStatus.SENT


async def test_another_conversation_in_the_middle_loses_no_answer(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await report_filled_in(maria)
    await maria.presses("Kirim laporan")
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    await rahma.presses("Perbaiki")
    await rahma.says("Pagu tidak sama dengan APB Desa")
    await rahma.presses("Kirim ke desa")
    assert "Pagu tidak sama" in maria.heard()
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    assert "2 dari 4" in rahma.heard()
    assert (await draft(town)).values == {"progress": "up"}


async def test_save_says_what_is_missing_and_who_may_go_on(
    town: Town, rahma: Phone, omar: Phone
) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    await rahma.presses("Simpan")
    assert "tersimpan" in rahma.heard()
    assert "Yang belum diisi: Yang berhasil dan Langkah berikutnya" in rahma.heard()
    assert "/evaluasi" in rahma.heard()
    assert "Omar juga boleh meneruskannya" in rahma.heard()
    await omar.says("/evaluasi")
    await omar.presses("📊 Negeri Contoh Banda")
    assert "Terakhir diisi Rahma" in omar.heard()
    assert "2 dari 4" in omar.heard()
    await omar.says("Dua kelompok tani sudah menanam")
    await rahma.presses("Lanjutkan evaluasi")
    assert "3 dari 4" in rahma.heard()
    assert (await draft(town)).changed_by != 6


async def test_what_a_colleague_answered_meanwhile_is_not_written_over(
    town: Town, rahma: Phone, omar: Phone
) -> None:
    for person in (rahma, omar):
        await person.says("/evaluasi")
        await person.presses("📊 Negeri Contoh Banda")
    await omar.presses("Turun")
    await rahma.presses("Naik")
    assert "sementara itu sudah diisi" in rahma.heard()
    assert (await draft(town)).values == {"progress": "down"}
    await rahma.presses("Naik")
    assert (await draft(town)).values == {"progress": "up"}


async def test_a_summary_that_changed_meanwhile_is_shown_again_instead_of_sent(
    town: Town, rahma: Phone, omar: Phone
) -> None:
    await rahma.says("/evaluasi")
    await fill_in(rahma)
    await omar.says("/evaluasi")
    await omar.presses("📊 Negeri Contoh Banda")
    await omar.presses("✏️ Perkembangan")
    await omar.presses("Turun")
    await rahma.presses("Kirim evaluasi")
    assert "Isi evaluasi baru saja berubah" in rahma.heard()
    assert "Perkembangan: <b>Turun</b>" in rahma.heard()
    assert (await draft(town)).status is EvaluationStatus.DRAFT


async def test_of_two_coordinators_the_second_hears_that_it_is_done(
    town: Town, rahma: Phone, omar: Phone
) -> None:
    for person in (rahma, omar):
        await person.says("/evaluasi")
    listed = omar.data_of("📊 Negeri Contoh Banda")
    await omar.presses_data(listed)
    await fill_in(rahma)
    await rahma.presses("Kirim evaluasi")
    await omar.says("Naik")
    assert "sudah dikirim oleh Rahma" in omar.heard()
    assert "Jawaban Anda tadi tidak ikut tersimpan" in omar.heard()
    await omar.says("/batal")
    assert "Tidak ada yang sedang diisi" in omar.heard()
    await omar.presses_data(listed)
    assert "sudah dikirim oleh Rahma" in omar.heard()
    assert "Jawaban Anda" not in omar.heard()
    assert (await draft(town)).sent_by == 6


async def test_a_button_of_a_colleague_who_is_still_filling_in_says_that_it_is_done(
    rahma: Phone, omar: Phone
) -> None:
    for person in (rahma, omar):
        await person.says("/evaluasi")
    await fill_in(rahma)
    await omar.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Kirim evaluasi")
    await omar.presses("Kirim evaluasi")
    assert "sudah dikirim oleh Rahma" in omar.heard()
    await omar.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in omar.heard()


async def test_with_a_gap_nothing_is_sent_and_the_gap_is_named(town: Town, rahma: Phone) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    await rahma.presses("Ringkasan")
    assert "Yang belum diisi:</b> Yang berhasil dan Langkah berikutnya" in rahma.heard()
    await rahma.presses("Kirim evaluasi")
    assert "Evaluasi Triwulan IV 2026 belum bisa dikirim" in rahma.heard()
    assert "tidak ada kegiatan" not in rahma.heard()
    assert (await draft(town)).status is EvaluationStatus.DRAFT


async def test_an_answer_edited_in_the_chat_is_changed_in_the_draft(
    town: Town, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.presses("Naik")
    said = await rahma.says("Dua kelompok tani sudah menanam")
    await rahma.edits(said, "Tiga kelompok tani sudah menanam")
    assert "sudah disimpan" in rahma.heard()
    assert (await draft(town)).values["worked"] == "Tiga kelompok tani sudah menanam"


async def test_old_buttons_of_the_form_are_checked_again(
    town: Town, rahma: Phone, titus: Phone
) -> None:
    await rahma.says("/evaluasi")
    chosen = rahma.data_of("📊 Negeri Contoh Banda")
    await rahma.presses("📊 Negeri Contoh Banda")
    up = rahma.data_of("Naik")
    await titus.presses_data(up)
    assert "sudah tidak berlaku" in titus.heard()
    await revoke(town.database, person_id=6)
    await rahma.presses_data(up)
    assert "sudah tidak Anda evaluasi" in rahma.heard()
    await rahma.presses_data(up)
    assert "sudah tidak berlaku" in rahma.heard()
    await rahma.presses_data(chosen)
    assert "bukan bagian Anda" in rahma.heard()
    assert (await draft(town)).values == {}


async def test_an_old_button_of_a_sent_evaluation_ends_no_other_form(
    town: Town, rahma: Phone, omar: Phone
) -> None:
    async with town.database.work() as session:
        session.add(Assignment(person_id=6, role=Role.OFFICIAL, village_id=1))
    await rahma.says("/evaluasi")
    old = rahma.data_of("📊 Negeri Contoh Banda")
    await omar.says("/evaluasi")
    await fill_in(omar)
    await omar.presses("Kirim evaluasi")
    await rahma.says("/lapor")
    await rahma.presses_data(old)
    assert "sudah dikirim oleh Omar" in rahma.heard()
    assert "Jawaban Anda tadi" not in rahma.heard()
    await rahma.says("Pembagian bibit pala")
    assert (await report(town)).values == {"main_activity": "Pembagian bibit pala"}
