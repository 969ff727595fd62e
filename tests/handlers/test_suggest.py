"""The books grow: what villages asked becomes an entry, by the hand of its owner."""

import pytest

from clinic import publishing
from tests.handlers.books_growing import (
    ALIKE,
    CLEAN,
    QUESTION,
    close_a_case,
    complete,
    gather,
    publish,
    take_over,
    write,
)
from tests.phone import Phone, Town


async def test_a_closed_case_becomes_a_suggestion_with_its_expert_answer(suggested: Phone) -> None:
    assert QUESTION in suggested.heard()
    assert "Tidak boleh tanpa musyawarah" in suggested.heard()
    assert "1 desa · 1 kali ditanya · 1 dijawab praktisi" in suggested.heard()


async def test_names_and_numbers_of_people_are_masked(suggested: Phone) -> None:
    for page in (None, "Yang ditanyakan"):
        if page:
            await suggested.presses(page)
        assert "0812" not in suggested.heard()
        assert "Marthinus" not in suggested.heard()
        assert "[nomor HP]" in suggested.heard()


async def test_nothing_is_published_while_it_lacks_a_part_or_tells_who_somebody_is(
    suggested: Phone,
) -> None:
    await suggested.presses("Terbitkan")
    assert "masih ada data orang" in suggested.heard()
    await write(suggested, "Jawaban", CLEAN)
    await suggested.presses("Terbitkan")
    assert "Sumber wajib diisi" in suggested.heard()
    await complete(suggested)
    await write(suggested, "Jawaban", f"{CLEAN} Hubungi Bapak Marthinus.")
    await suggested.presses("Terbitkan")
    assert "Marthinus" in suggested.heard()
    await suggested.presses("bukan data")
    await suggested.presses("Terbitkan")
    assert "Begini jawabannya akan terbaca" in suggested.all_heard()


@pytest.mark.parametrize(
    ("words", "bold", "told"),
    [
        ("Hubungi Bapak Marthinus.", "Marthinus", "Marthinus"),
        ("Telepon 0812 3456 7890.", "3456", "0812 3456 7890"),
    ],
)
async def test_nobody_hides_behind_bold_words(
    suggested: Phone, words: str, bold: str, told: str
) -> None:
    await complete(suggested)
    await suggested.presses("✏️ Jawaban")
    mark = {"type": "bold", "offset": words.index(bold), "length": len(bold)}
    await suggested.sends(text=words, entities=[mark])
    await suggested.presses("Terbitkan")
    assert "masih ada data orang" in suggested.heard()
    assert told in suggested.heard()


async def test_the_name_of_the_office_names_nobody(suggested: Phone) -> None:
    await complete(suggested)
    await write(suggested, "Dinas pemilik", "DPMD, Ibu Yosina Latu 0812-3456-7890")
    await suggested.presses("Terbitkan")
    assert "masih ada data orang" in suggested.heard()
    assert "0812-3456-7890" in suggested.heard()


async def test_what_is_published_answers_the_next_village_and_is_told_to_the_first_once(
    town: Town, suggested: Phone, maria: Phone, titus: Phone
) -> None:
    await publish(suggested)
    assert "Sudah masuk buku" in suggested.heard()
    await take_over(town)
    assert "Pertanyaan Anda kini ada jawabannya" in maria.heard()
    assert CLEAN in maria.heard()
    heard = len(maria.screen())
    await take_over(town)
    assert len(maria.screen()) == heard
    await titus.says("kas desa boleh dipakai beli net voli?")
    assert CLEAN in titus.heard()
    assert "jdih.kemendesa.go.id" in titus.heard()


async def test_alike_questions_of_several_villages_are_one_suggestion_that_calls_its_owner(
    town: Town, maria: Phone, titus: Phone, yakob: Phone, ester: Phone, lina: Phone
) -> None:
    await close_a_case(maria, yakob)
    await close_a_case(titus, yakob, ALIKE)
    await gather(town)
    for _ in range(2):
        async with town.database.work() as session:
            await publishing.call_owners(session, now=town.now)
        await town.deliver()
    assert "2 desa" in ester.heard()
    assert [s.text for s in ester.screen()].count(ester.heard()) == 1
    assert "dari beberapa desa" not in lina.all_heard()
    await ester.presses("Buka usul")
    assert ester.labels()[:2] == ["1", "📊 Angka jawaban"]


async def test_a_question_without_an_answer_is_gathered_too_and_a_good_one_is_not(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    await maria.says(QUESTION)
    await gather(town)
    await yakob.says("/buku")
    assert "net voli" in yakob.heard()
    assert "BSPS" not in yakob.heard()
    assert "1 desa · 1 kali ditanya</i>" in yakob.heard()


async def test_an_answer_that_was_not_enough_counts_as_none(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    await maria.presses("Belum")
    await gather(town)
    await yakob.says("/buku")
    assert "BSPS" in yakob.heard()
    await yakob.presses("1")
    assert "Buku sudah punya yang mirip" in yakob.heard()


async def test_a_delicate_matter_is_nobodys_example(town: Town, maria: Phone, lina: Phone) -> None:
    await maria.says("Bendahara gelapkan uang dana desa, harus lapor ke siapa?")
    await gather(town)
    await lina.says("/buku")
    assert "Belum ada usul" in lina.heard()


async def test_strangers_questions_count_but_nobody_keeps_whose_they_were(
    town: Town, stranger: Phone, lina: Phone
) -> None:
    await stranger.says(QUESTION)
    await gather(town)
    await lina.says("/buku")
    assert "1 kali ditanya" in lina.heard()
    await lina.presses("1")
    await lina.presses("Yang ditanyakan")
    assert "orang lain" in lina.heard()


async def test_only_the_experts_of_the_field_and_the_keepers_decide(
    town: Town, suggested: Phone, maria: Phone, rahma: Phone, lina: Phone
) -> None:
    stolen = suggested.data_of("Terbitkan")
    for other in (maria, rahma):
        await other.says("/buku")
        assert "bukan bagian Anda" in other.heard()
        await other.presses_data(stolen)
        assert "bukan bagian Anda" in other.heard()
    await lina.presses_data(stolen)
    assert "masih ada data orang" in lina.heard()


async def test_what_was_dismissed_can_be_opened_again_and_does_not_come_back_by_itself(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await suggested.presses("Abaikan")
    await titus.says(QUESTION)
    await gather(town)
    again = suggested.data_of("Buka lagi")
    await suggested.presses("Semua usul")
    assert "Belum ada usul" in suggested.heard()
    await suggested.presses_data(again, suggested.screen()[-1])
    assert "2 desa" in suggested.heard()


async def test_a_question_that_asks_something_else_is_taken_out_and_merged_again(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await titus.says(ALIKE)
    await gather(town)
    await suggested.presses("Semua usul")
    await suggested.presses("1")
    await suggested.presses("Yang ditanyakan")
    await suggested.presses("✂️ 1")
    assert "1 desa · 1 kali" in suggested.heard()
    assert "Mirip usul #2" in suggested.heard()
    await suggested.presses("Gabung dengan #2")
    assert "Digabung" in suggested.heard()
    assert "2 desa" in suggested.heard()


async def test_a_case_is_read_below_what_was_asked(suggested: Phone) -> None:
    await suggested.presses("Yang ditanyakan")
    await suggested.presses("📂")
    assert "K-2026-00001" in suggested.heard()
    assert suggested.screen()[-2].labels()[0].startswith("📂")


async def test_a_command_ends_the_writing_and_nothing_is_changed(suggested: Phone) -> None:
    await suggested.presses("✏️ Jawaban")
    await suggested.says("/menu")
    await suggested.says("Ini bukan jawaban untuk buku.")
    await suggested.says("/buku")
    await suggested.presses("1")
    assert "Ini bukan jawaban" not in suggested.heard()


async def test_a_day_that_is_over_is_refused_and_can_be_written_again(suggested: Phone) -> None:
    await suggested.presses("✏️ Berlaku")
    await suggested.says("1 Januari 2020")
    assert "sudah lewat" in suggested.heard()
    await suggested.says("31 Desember 2027")
    assert "31 Desember 2027" in suggested.heard()


async def test_what_a_colleague_changed_meanwhile_is_read_before_it_is_published(
    suggested: Phone, ester: Phone
) -> None:
    await complete(suggested)
    await suggested.presses("Terbitkan")
    await ester.says("/buku")
    await ester.presses("1")
    await write(ester, "Jawaban", CLEAN + " Tanyakan camat.")
    await suggested.presses("Ya, terbitkan")
    assert "baru saja berubah" in suggested.heard()


async def test_an_entry_of_the_books_is_corrected_by_its_expert(
    town: Town, yakob: Phone, maria: Phone
) -> None:
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    await yakob.says("/buku")
    await yakob.presses("Angka jawaban")
    assert "diberikan 1 kali" in yakob.heard()
    await yakob.presses("✏️ 1")
    assert "perbaikan <code>" in yakob.heard()
    await write(yakob, "Jawaban", "Usulkan lewat musyawarah desa. Gratis.")
    await yakob.presses("Terbitkan")
    assert "Sekarang terbaca" in yakob.heard()
    await yakob.presses("Ya, terbitkan")
    await take_over(town)
    await maria.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Usulkan lewat musyawarah desa. Gratis." in maria.heard()
    assert "per 23 November 2026" in maria.heard()
