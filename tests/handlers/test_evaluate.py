"""The evaluation as coordinators make it and the province reads it."""

from datetime import UTC, datetime

from storage import evaluations
from storage.evaluations import Evaluation, EvaluationStatus
from tests.office import add_villages, revoke
from tests.phone import Phone, Town
from tests.reporters import fill_in as report_filled_in


async def stored(town: Town, quarter: str = "2026-Q4") -> list[Evaluation]:
    async with town.database.reading() as session:
        return await evaluations.of_quarter(session, quarter)


async def fill_in(person: Phone) -> None:
    await person.presses("📊 Negeri Contoh Banda")
    await person.presses("Naik")
    await person.says("Dua kelompok tani sudah menanam")
    await person.presses("Lewati")
    await person.says("Kunjungan penyuluh 20 Januari 2027")


async def draft(town: Town) -> Evaluation:
    """The evaluation of the first village, as it is stored."""
    return next(e for e in await stored(town) if e.village_id == 1)


async def test_a_coordinator_evaluates_a_mentored_village_once(town: Town, rahma: Phone) -> None:
    await rahma.says("/evaluasi")
    assert "Triwulan IV 2026" in rahma.heard()
    assert "Negeri Contoh Banda: belum, batas 18 Januari 2027" in rahma.heard()
    assert "Waru" not in rahma.heard()
    before = len(rahma.screen())

    await fill_in(rahma)
    assert len(rahma.screen()) == before + 1
    assert "Perkembangan: <b>Naik</b>" in rahma.heard()
    assert "Hambatan: <b>dilewati</b>" in rahma.heard()
    old = rahma.data_of("Kirim evaluasi")
    await rahma.presses("Kirim evaluasi")
    assert "tersimpan" in rahma.heard()

    done = await draft(town)
    assert done.status is EvaluationStatus.SENT
    assert done.values["worked"] == "Dua kelompok tani sudah menanam"
    assert done.sent_at == town.now
    before = rahma.all_heard()
    await rahma.presses_data(old)
    assert rahma.all_heard() == before
    assert (await draft(town)).version == done.version
    await rahma.says("/evaluasi")
    assert "sudah dievaluasi" in rahma.heard()
    assert rahma.labels() == []


async def test_an_answer_that_does_not_fit_says_what_to_change(rahma: Phone) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.says("entah")
    assert "Naik, Tetap, Turun" in rahma.heard()
    await rahma.says("tetap")
    await rahma.sends_voice()
    assert "perlu ditulis" in rahma.heard()
    await rahma.says("ok")
    assert "terlalu pendek" in rahma.heard()


async def test_back_shows_the_answer_given_and_lets_it_be_changed(town: Town, rahma: Phone) -> None:
    await rahma.says("/evaluasi")
    await fill_in(rahma)
    for _ in range(4):
        await rahma.presses("Kembali")
    assert "Sudah terisi: <b>Naik</b>" in rahma.heard()
    await rahma.presses("Turun")
    assert "Perkembangan: <b>Turun</b>" in rahma.heard()
    await rahma.presses("Kirim evaluasi")
    assert (await draft(town)).values["progress"] == "down"


async def test_the_last_quarter_is_listed_while_it_is_asked_for(town: Town, rahma: Phone) -> None:
    town.now = datetime(2027, 1, 10, 0, 0, tzinfo=UTC)
    await rahma.says("/evaluasi")
    assert rahma.labels() == [
        "📊 Negeri Contoh Banda – Triwulan IV 2026",
        "📊 Negeri Contoh Banda – Triwulan I 2027",
    ]
    town.now = datetime(2027, 1, 30, 0, 0, tzinfo=UTC)
    await rahma.says("/evaluasi")
    assert rahma.labels() == ["📊 Negeri Contoh Banda – Triwulan I 2027"]


async def test_the_province_reads_who_has_evaluated_and_changes_nothing(
    town: Town, rahma: Phone, province: Phone
) -> None:
    await rahma.says("/evaluasi")
    await fill_in(rahma)
    await rahma.presses("Kirim evaluasi")
    await province.says("/evaluasi")
    assert "1 dari 2 sudah dievaluasi" in province.heard()
    assert "✅ Negeri Contoh Banda" in province.heard()
    assert "▫️ Desa Contoh Waru" in province.heard()
    assert province.labels() == []
    await province.presses_data("ev:1")
    assert "bukan bagian Anda" in province.heard()


async def test_officials_and_strangers_do_not_evaluate(
    maria: Phone, stranger: Phone, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    for person in (maria, stranger):
        await person.says("/evaluasi")
        assert "Triwulan" not in person.heard()
        await person.presses_data("ev:1")
        assert "Naik" not in person.heard()
    await rahma.presses_data("ev:2")
    assert "bukan bagian Anda" in rahma.heard()
    await rahma.presses_data("ev:99")
    assert "sudah tidak berlaku" in rahma.heard()


async def test_who_lost_the_role_during_the_evaluation_is_not_held_in_it(
    town: Town, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await revoke(town.database, person_id=6)
    await rahma.says("naik")
    assert "sudah tidak Anda evaluasi" in rahma.heard()
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()


async def test_the_evaluation_of_a_quarter_long_past_is_not_made_any_more(
    town: Town, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    chosen = rahma.data_of("📊 Negeri Contoh Banda")
    await fill_in(rahma)
    send = rahma.data_of("Kirim evaluasi")
    summary = rahma.screen()[-1]
    town.now = datetime(2027, 11, 22, 0, 0, tzinfo=UTC)
    await rahma.presses_data(chosen)
    assert "sudah tidak berlaku" in rahma.heard()
    await rahma.presses_data(send, summary)
    assert "triwulannya sudah lama lewat" in rahma.heard()
    assert (await draft(town)).status is EvaluationStatus.DRAFT


async def test_a_refused_answer_names_the_way_out(rahma: Phone) -> None:
    await rahma.says("/evaluasi")
    await rahma.presses("📊 Negeri Contoh Banda")
    await rahma.says("entah")
    assert "/batal" in rahma.heard()


async def test_a_hundred_villages_are_leafed_through_the_open_ones_first(
    town: Town, rahma: Phone, province: Phone
) -> None:
    await rahma.says("/evaluasi")
    await fill_in(rahma)
    await rahma.presses("Kirim evaluasi")
    await add_villages(town.database, 100, coordinator=6)
    await rahma.says("/evaluasi")
    screens = len(rahma.screen())
    assert "1 dari 101 sudah dievaluasi" in rahma.heard()
    assert len(rahma.labels()) == 11
    seen = {label for label in rahma.labels() if "📊" in label}
    while "Berikutnya ➡️" in rahma.labels():
        assert "Banda" not in rahma.heard()
        await rahma.presses("Berikutnya")
        seen |= {label for label in rahma.labels() if "📊" in label}
    assert "halaman 11" in rahma.heard()
    assert "✅ Negeri Contoh Banda" in rahma.heard()
    assert len(seen) == 100
    assert len(rahma.screen()) == screens

    await province.says("/evaluasi")
    assert "1 dari 102 sudah dievaluasi" in province.heard()
    assert province.labels() == ["Berikutnya ➡️"]
    await province.presses("Berikutnya")
    assert "halaman 2" in province.heard()
    assert province.labels() == ["⬅️ Sebelumnya", "Berikutnya ➡️"]


async def test_turning_a_page_shows_what_there_is_and_plans_nothing(
    town: Town, rahma: Phone
) -> None:
    await add_villages(town.database, 10, coordinator=6)
    await rahma.says("/evaluasi")
    await add_villages(town.database, 1, coordinator=6, first=10)
    await rahma.presses("Berikutnya")
    assert "0 dari 11 sudah dievaluasi" in rahma.heard()
    await rahma.says("/evaluasi")
    assert "0 dari 12 sudah dievaluasi" in rahma.heard()


async def test_a_page_of_a_list_is_for_those_who_may_have_the_list(
    maria: Phone, rahma: Phone, province: Phone
) -> None:
    for person, data in ((maria, "le:0"), (maria, "la:0"), (rahma, "la:0"), (province, "le:0")):
        await person.presses_data(data)
        assert "bukan bagian Anda" in person.heard()


async def test_what_a_village_has_sent_is_told_beside_its_evaluation(
    maria: Phone, rahma: Phone
) -> None:
    await rahma.says("/evaluasi")
    assert "laporan desa belum masuk" in rahma.heard()
    await maria.says("/lapor")
    await report_filled_in(maria)
    await rahma.says("/evaluasi")
    assert "laporan desa belum masuk" in rahma.heard()
    await maria.presses("Kirim laporan")
    await rahma.says("/evaluasi")
    assert "laporan desa menunggu pemeriksaan" in rahma.heard()
    await rahma.presses("Perbaiki")
    await rahma.says("Foto kurang jelas")
    await rahma.presses("Kirim ke desa")
    await rahma.says("/evaluasi")
    assert (
        "laporan desa dikembalikan 23 November 2026 pukul 09.30 WIT, belum dikirim lagi"
        in rahma.heard()
    )
    await maria.presses("Lanjutkan laporan")
    await maria.presses("Kirim laporan")
    await rahma.presses("Setujui")
    await rahma.says("/evaluasi")
    assert "laporan desa disetujui" in rahma.heard()
