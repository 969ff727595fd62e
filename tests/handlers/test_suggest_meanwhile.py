"""Suggestions while other things happen: replies, colleagues, newer files, second taps."""

from storage import suggestions
from tests.handlers.books_growing import (
    CLEAN,
    QUESTION,
    SOURCE,
    approve,
    complete,
    gather,
    open_case,
    publish,
    take_over,
    write,
)
from tests.phone import Phone, Town

BSPS = "Bagaimana cara usul bedah rumah BSPS?"


async def test_words_that_may_be_for_a_case_are_asked_about_first(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    town.pass_time(minutes=1)
    await open_case(titus, "Atap balai desa bocor, siapa yang ganti?")
    await suggested.says("Sebentar, saya tanya dulu.")
    assert "atau hal lain" in suggested.heard()
    await suggested.presses("hal lain")
    await suggested.says("/buku")
    await suggested.presses("1")
    assert "Sebentar, saya tanya dulu." not in suggested.heard()


async def test_words_for_something_else_are_a_question_also_if_the_suggestion_is_gone(
    town: Town, suggested: Phone, ester: Phone
) -> None:
    await ester.says("/buku")
    await ester.presses("1")
    await suggested.presses("✏️ Jawaban")
    town.pass_time(days=4)
    await suggested.says("Bagaimana cara usul bedah rumah BSPS?")
    await ester.presses("Abaikan")
    await suggested.presses("hal lain")
    assert "BSPS" in suggested.heard()
    assert "tidak dipakai" not in suggested.heard()


async def test_words_edited_before_it_is_said_what_they_are_for_count_as_they_read_then(
    town: Town, suggested: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    town.pass_time(days=4)
    written = await suggested.says("Tidak bole.")
    await suggested.edits(written, CLEAN)
    await suggested.presses("Ya, jawaban")
    assert CLEAN in suggested.heard()
    assert "Tidak bole." not in suggested.heard()


async def test_until_it_is_said_what_the_words_are_for_nothing_more_is_taken(
    town: Town, suggested: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    town.pass_time(days=4)
    await suggested.says(CLEAN)
    await suggested.says("Lanjutannya begini.")
    assert "Pesan ini belum dipakai. Tekan dulu" in suggested.heard()


async def test_a_photo_is_no_part_of_a_book_and_the_words_are_still_awaited(
    town: Town, suggested: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    town.pass_time(minutes=1)
    await suggested.sends_photo()
    assert "ditulis dengan kata-kata" in suggested.heard()
    town.pass_time(minutes=1)
    await suggested.says(CLEAN)
    assert "Tersimpan" in suggested.heard()


async def test_a_day_that_cannot_be_read_is_written_again_at_once(
    town: Town, suggested: Phone
) -> None:
    await suggested.presses("✏️ Berlaku sampai")
    for unreadable in ("30 Februari 2027", "29 Februari 2027"):
        town.pass_time(minutes=1)
        await suggested.says(unreadable)
        assert "belum mengenali tanggalnya" in suggested.heard()
    town.pass_time(days=1)
    await suggested.says("31 Feb 2027")
    await suggested.presses("Ya, berlaku")
    assert "belum mengenali tanggalnya" in suggested.heard()
    await suggested.says("31 Desember 2027")
    assert "Berlaku sampai:</b> 31 Desember 2027" in suggested.heard()


async def test_who_publishes_with_two_taps_is_told_that_it_was_their_own(
    suggested: Phone,
) -> None:
    await complete(suggested)
    await suggested.presses("Terbitkan")
    button = suggested.data_of("Ya, terbitkan")
    await suggested.presses("Ya, terbitkan")
    await suggested.presses_data(button)
    assert "sudah Anda terbitkan" in suggested.all_heard()


async def test_words_after_a_long_pause_are_taken_once_they_are_confirmed(
    town: Town, suggested: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    town.pass_time(days=4)
    await suggested.says(CLEAN)
    assert "atau hal lain" in suggested.heard()
    await suggested.presses("Ya, jawaban")
    assert "Tersimpan" in suggested.heard()
    assert CLEAN in suggested.heard()


async def test_a_part_follows_the_edits_of_its_message(suggested: Phone) -> None:
    await suggested.presses("✏️ Jawaban")
    said = await suggested.says("Tidak bole.")
    await suggested.edits(said, "Tidak boleh.")
    assert "Tidak boleh." in suggested.heard()
    await write(suggested, "Jawaban", CLEAN)
    await suggested.edits(said, "Lain sekali.")
    assert "Lain sekali" not in suggested.heard()


async def test_an_unknown_command_ends_the_writing(suggested: Phone) -> None:
    await suggested.presses("✏️ Jawaban")
    await suggested.says("/jawab: begini")
    assert "gangguan" not in suggested.heard()
    await suggested.says("/buku")
    await suggested.presses("1")
    assert "/jawab" not in suggested.heard()


async def test_a_made_up_part_is_out_of_date(suggested: Phone) -> None:
    for part in ("owners", "id", "files"):
        await suggested.presses_data(f"uf:1:{part}")
        assert "sudah tidak berlaku" in suggested.heard()


async def test_a_part_that_a_colleague_wrote_meanwhile_stays(
    suggested: Phone, ester: Phone
) -> None:
    await suggested.presses("✏️ Jawaban")
    await ester.says("/buku")
    await ester.presses("1")
    await write(ester, "Jawaban", CLEAN)
    await suggested.says("Tulisan Yakob.")
    assert "Rekan Anda baru saja mengubah" in suggested.heard()
    assert CLEAN in suggested.heard()


async def test_who_is_doing_something_else_goes_on_with_it_after_an_old_button(
    town: Town, suggested: Phone, ester: Phone, titus: Phone
) -> None:
    await open_case(titus, "Atap balai desa bocor, siapa yang ganti?")
    await ester.says("/buku")
    old = ester.data_of("1")
    await publish(suggested)
    await ester.presses("Ambil")
    await ester.presses("✍️ Jawab")
    await ester.says("Pakai APBDes.")
    await ester.presses_data(old)
    assert "sudah diterbitkan" in ester.heard()
    await ester.says("Lewat musdes dulu.")
    await ester.presses("Kirim jawaban")
    assert "Lewat musdes dulu." in titus.all_heard()


async def test_a_question_taken_out_twice_is_taken_out_once(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await titus.says(QUESTION)
    await gather(town)
    await suggested.presses("Yang ditanyakan")
    twice = suggested.data_of("✂️ 1")
    await suggested.presses_data(twice, suggested.screen()[-1])
    await suggested.presses_data(twice)
    assert "sudah tidak berlaku" in suggested.heard()
    async with town.database.reading() as session:
        assert len(await suggestions.counted(session)) == 2


async def test_of_two_that_are_merged_the_one_with_its_source_is_kept(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await titus.says(QUESTION)
    await gather(town)
    await suggested.presses("Semua usul")
    await suggested.presses("1")
    await suggested.presses("Yang ditanyakan")
    await suggested.presses("✂️ 1")
    await suggested.says("/buku")
    await suggested.presses("2")
    await write(suggested, "Jawaban", CLEAN)
    await write(suggested, "Sumber", SOURCE)
    await suggested.says("/buku")
    await suggested.presses("1")
    await suggested.presses("Gabung dengan #2")
    assert CLEAN in suggested.heard()
    assert "contoh.go.id" in suggested.heard()


async def test_two_published_shortly_after_each_other_are_two(
    town: Town, suggested: Phone, maria: Phone, titus: Phone
) -> None:
    await titus.says("Siapa yang pegang kunci kantor desa kalau kades cuti?")
    await gather(town)
    await publish(suggested)
    await suggested.says("/buku")
    await suggested.presses("1")
    await write(suggested, "Jawaban", "Sekretaris desa memegangnya.")
    await write(suggested, "Cara lain", "kunci kantor desa siapa pegang\nkades cuti kunci kantor")
    await write(suggested, "Sumber", SOURCE)
    await approve(suggested)
    await take_over(town)
    assert CLEAN in maria.all_heard()
    assert "Sekretaris desa memegangnya." in titus.all_heard()


async def test_a_suggestion_of_another_field_is_passed_on(
    town: Town, suggested: Phone, lina: Phone
) -> None:
    await suggested.presses("🗂 Bidang")
    await suggested.presses("Perikanan")
    assert "Usul #1 diteruskan ke bidang Perikanan." in suggested.heard()
    assert "Belum ada usul" in suggested.heard()
    await lina.says("/buku")
    await lina.presses("1")
    assert "Bidang:</b> Perikanan" in lina.heard()
