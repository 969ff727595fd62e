"""Something of the clinic stands below a card: words that go into it are seen to go in."""

import pytest

from tests.handlers.test_aside import QUESTION, open_case
from tests.handlers.test_forgotten import GO_ON
from tests.handlers.test_write import STICKER, cases
from tests.phone import Phone, Town
from tests.reporters import stored

MORE = "Sudah miring sejak gempa."
BESIDE = ["/profil", "/desa", "/kasus", "/start", "/menu", "/bantuan"]


async def begin_draft(person: Phone) -> None:
    await person.says(QUESTION)
    await person.presses("Tanya praktisi")


@pytest.mark.parametrize("wish", BESIDE)
async def test_words_said_after_another_answer_are_seen_in_the_draft_below_it(
    town: Town, maria: Phone, wish: str
) -> None:
    await begin_draft(maria)
    await maria.says(wish)
    await maria.says(MORE)
    assert f"{QUESTION}\n{MORE}" in maria.heard()
    assert "📨 Kirim" in maria.labels()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [f"{QUESTION}\n{MORE}"]


@pytest.mark.parametrize("wish", BESIDE)
async def test_words_said_after_another_answer_are_seen_in_the_form_below_it(
    town: Town, maria: Phone, wish: str
) -> None:
    await maria.says("/lapor")
    await maria.says(wish)
    await maria.says("Pembagian bibit pala")
    assert "2 dari 14" in maria.heard()
    assert maria.all_heard().count("dari 14") == 1
    assert (await stored(town)).values == {"main_activity": "Pembagian bibit pala"}


@pytest.mark.parametrize("wish", ["/profil", "/desa", "/kasus", "/start"])
async def test_the_form_names_the_answer_that_it_has_taken_from_further_up(
    maria: Phone, wish: str
) -> None:
    await maria.says("/lapor")
    await maria.says(wish)
    await maria.says("Pembagian bibit pala")
    assert "Kegiatan utama: <b>Pembagian bibit pala</b>" in maria.heard()


async def test_a_card_that_stands_lowest_is_changed_where_it_is(maria: Phone) -> None:
    await begin_draft(maria)
    card = maria.screen()[-1].message_id
    await maria.says(MORE)
    assert maria.screen()[-1].message_id == card
    await maria.presses("Batal")
    await maria.says("/lapor")
    card = maria.screen()[-1].message_id
    await maria.says("Pembagian bibit pala")
    assert maria.screen()[-1].message_id == card
    assert "<b>Pembagian bibit pala</b>" not in maria.heard()


async def test_what_others_send_counts_as_well(town: Town, maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await maria.says("/lapor")
    await yakob.presses("Ambil")
    await maria.says("Pembagian bibit pala")
    assert "2 dari 14" in maria.heard()
    assert maria.all_heard().count("dari 14") == 1


async def test_a_refusal_does_not_hide_the_draft_from_what_follows(maria: Phone) -> None:
    await begin_draft(maria)
    await maria.sends(sticker=STICKER)
    assert "tidak bisa saya teruskan" in maria.heard()
    await maria.says(MORE)
    assert MORE in maria.heard()
    assert "📨 Kirim" in maria.labels()


async def test_the_newest_words_of_a_long_draft_are_seen(maria: Phone) -> None:
    await begin_draft(maria)
    await maria.says("Keterangan panjang. " * 100)
    await maria.says(MORE)
    assert QUESTION in maria.heard()
    assert MORE in maria.heard()


async def test_an_edit_in_a_draft_further_up_is_seen_below(maria: Phone) -> None:
    await begin_draft(maria)
    said = await maria.says("Sudah mirng.")
    await maria.says("/profil")
    await maria.edits(said, MORE)
    assert MORE in maria.heard()


async def test_a_wrong_answer_is_told_on_the_card_and_the_card_stays_one(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Pagu")
    card = maria.screen()[-1].message_id
    await maria.says("banyak")
    assert "belum menemukan angkanya" in maria.heard()
    assert "💾 Simpan" in maria.labels()
    assert [shown.message_id for shown in maria.screen()] == [card]
    await maria.says("Rp30 juta")
    assert "belum menemukan" not in maria.heard()


async def test_after_a_wrong_answer_the_form_comes_below_what_hid_it(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Pagu")
    await maria.says("/profil")
    await maria.says("banyak")
    assert "belum menemukan angkanya" in maria.heard()
    assert "<b>Pagu</b>" in maria.heard()
    assert "💾 Simpan" in maria.labels()
    assert maria.all_heard().count("angkanya") == 1


async def test_many_wrong_answers_do_not_push_the_form_away(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Pagu")
    first = maria.screen()[-1].message_id
    for _ in range(3):
        await maria.says("banyak")
    assert maria.screen()[-1].message_id > first
    assert len(maria.screen()) == 1


async def test_a_report_that_cannot_be_sent_yet_is_gone_on_with_below(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("Kirim laporan")
    assert "belum bisa dikirim" in maria.heard()
    await maria.presses("✏️ Pagu")
    assert "<b>Pagu</b>" in maria.heard()


async def test_who_is_asked_about_a_forgotten_draft_sees_all_that_is_meant(
    town: Town, maria: Phone
) -> None:
    await begin_draft(maria)
    town.pass_time(hours=13)
    await maria.says("Halo lagi")
    await maria.says("/profil")
    await maria.says(MORE)
    assert f"Halo lagi\n{MORE}" in maria.heard()
    assert GO_ON in maria.labels()
    assert maria.all_heard().count("Masih lanjut") == 1


async def test_the_button_that_began_a_draft_brings_it_in_sight_again(maria: Phone) -> None:
    await maria.says(QUESTION)
    ask = maria.data_of("Tanya praktisi")
    await maria.presses_data(ask)
    await maria.says("/profil")
    await maria.presses_data(ask)
    assert QUESTION in maria.heard()
    assert "📨 Kirim" in maria.labels()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1
