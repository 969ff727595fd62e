"""Corrections of what the books have: by experts, by the files, and by both at once."""

from storage import suggestions
from tests.handlers.books_growing import (
    QUESTION,
    approve,
    complete,
    correct,
    publish,
    refiled,
    take_over,
    write,
)
from tests.phone import Phone, Town
from tests.town import library

BSPS = "Bagaimana cara usul bedah rumah BSPS?"


async def test_an_answer_is_not_published_with_a_last_day_that_is_over(
    town: Town, suggested: Phone
) -> None:
    await complete(suggested)
    await write(suggested, "Berlaku", "sampai 30 November 2026")
    town.pass_time(days=10)
    await suggested.presses("Terbitkan")
    assert "sudah lewat" in suggested.all_heard()
    assert "Begini jawabannya" not in suggested.all_heard()


async def test_a_correction_of_what_the_files_have_changed_meanwhile_begins_anew(
    town: Town, yakob: Phone, maria: Phone
) -> None:
    await maria.says(BSPS)
    await correct(yakob)
    books = town.workflow["library"]
    entry = books.entry("rumah_bsps_usul")
    newer = entry.model_copy(update={"answer": "Isi sekretariat yang baru."})
    town.workflow["library"] = books.with_entries([newer])
    await yakob.presses("Terbitkan")
    assert "sudah berubah di buku" in yakob.all_heard()
    await write(yakob, "Berlaku", "31 Desember 2027")
    await yakob.presses("Ambil isi terbaru")
    assert "Isi sekretariat yang baru." in yakob.heard()


async def test_what_the_files_have_overruled_can_be_brought_back(
    town: Town, yakob: Phone, maria: Phone, lina: Phone
) -> None:
    await maria.says(BSPS)
    await correct(yakob)
    await write(yakob, "Jawaban", "Usulkan lewat musyawarah desa. Gratis.")
    await approve(yakob)
    await take_over(town)
    entry = library().entry("rumah_bsps_usul")
    filed = refiled(entry.model_copy(update={"answer": "Isi sekretariat yang baru."}))
    await take_over(town, filed)
    assert "tidak dipakai lagi" in yakob.heard()
    assert "tidak dipakai lagi" not in lina.all_heard()
    await yakob.presses("Ajukan lagi")
    assert "Usulkan lewat musyawarah desa. Gratis." in yakob.heard()
    await yakob.presses("Terbitkan")
    assert "Isi sekretariat yang baru." in yakob.heard()
    await yakob.presses("Ya, terbitkan")
    await take_over(town, filed)
    await maria.says(BSPS)
    assert "Usulkan lewat musyawarah desa. Gratis." in maria.heard()


async def test_who_asked_is_told_what_was_corrected_before_it_was_told(
    town: Town, suggested: Phone, maria: Phone
) -> None:
    await publish(suggested)
    await take_over(town, told=False)
    await maria.says(QUESTION)  # counted: so it stands in the list of answers
    await correct(suggested)
    await write(suggested, "Jawaban", "Tidak boleh. Masukkan dulu ke APBDes.")
    await approve(suggested)
    await take_over(town)
    assert "Masukkan dulu ke APBDes." in maria.heard()


async def test_who_is_content_with_a_correction_can_still_read_what_has_changed(
    town: Town, yakob: Phone, maria: Phone
) -> None:
    await take_over(town)
    await maria.says(BSPS)
    await correct(yakob)
    await write(yakob, "Jawaban", "Usulkan lewat musyawarah desa. Gratis.")
    await approve(yakob)
    await take_over(town)
    await maria.presses("Terjawab")
    assert "<b>Dulu:</b>" in maria.heard()
    assert maria.labels()[0] == "👎 Ternyata belum"
    await maria.presses("Ternyata belum")
    assert "<b>Dulu:</b>" not in maria.heard()


async def test_a_correction_goes_to_the_field_that_the_entry_was_given_to(
    town: Town, yakob: Phone, lina: Phone, maria: Phone
) -> None:
    await maria.says(BSPS)
    await correct(yakob)
    await write(yakob, "Jawaban", "Usulkan lewat musyawarah desa. Gratis.")
    entry = library().entry("rumah_bsps_usul")
    town.workflow["library"] = refiled(entry.model_copy(update={"expert_topic": "perikanan"}))
    await correct(lina)
    await lina.presses("Ambil isi terbaru")
    assert "Bidang:</b> Perikanan" in lina.heard()


async def test_of_two_corrections_of_one_entry_the_later_one_stands(
    town: Town, yakob: Phone, maria: Phone
) -> None:
    await maria.says(BSPS)
    await correct(yakob)
    await yakob.presses("Abaikan")
    await correct(yakob)
    await yakob.presses("Buka lagi")
    async with town.database.reading() as session:
        assert len(await suggestions.counted(session)) == 1


async def test_a_wrong_answer_is_withdrawn_at_once(town: Town, yakob: Phone, maria: Phone) -> None:
    await take_over(town)
    await maria.says(BSPS)
    answer = maria.heard()
    await correct(yakob)
    await write(yakob, "Jawaban", "Usulkan lewat musyawarah desa. Gratis.")
    await yakob.presses("Tarik dari buku")
    await yakob.presses("Ya, tarik")
    assert "Ditarik" in yakob.heard()
    await take_over(town)
    assert "ditarik dari buku" in maria.heard()
    assert "Jangan dipakai dulu" in maria.heard()
    assert "sudah tidak berlaku" not in yakob.all_heard()
    await maria.presses("Tanya praktisi")
    assert "Tentang jawaban buku: <i>Bagaimana desa mengusulkan rumah" in maria.heard()
    await maria.says("/batal")
    await maria.says(BSPS)
    assert maria.heard() != answer
    assert "sudah tidak berlaku dan sedang diperiksa" in maria.heard()
    await yakob.presses("Perbaiki isinya")
    await approve(yakob)
    await take_over(town)
    await maria.says(BSPS)
    assert "Usulkan lewat musyawarah desa. Gratis." in maria.heard()
