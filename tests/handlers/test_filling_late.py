"""Taps and edits that come when the form has moved on, or was left."""

from tests.phone import Phone, Town
from tests.reporters import fill_in, stored


async def saves_budget(maria: Phone) -> int:
    """Maria answers the first four questions, and leaves the form."""
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Terlaksana sebagian")
    await maria.presses("Dana Desa")
    said = await maria.says("3 juta")
    await maria.presses("Simpan")
    return said


async def test_an_answer_edited_after_the_form_was_left_is_taken_over(
    town: Town, maria: Phone
) -> None:
    said = await saves_budget(maria)
    for words, budget in (("4 juta", 4_000_000), ("5 juta", 5_000_000)):
        await maria.edits(said, words)
        assert (await stored(town)).values["budget"] == budget
    assert "Pagu: <b>Rp5.000.000</b>" in maria.heard()
    await maria.presses("Lanjutkan laporan")
    assert "5 dari 14" in maria.heard()


async def test_an_answer_edited_in_a_later_sitting_is_taken_over(town: Town, maria: Phone) -> None:
    said = await saves_budget(maria)
    await maria.presses("Lanjutkan laporan")
    await maria.edits(said, "4 juta")
    assert "Jawaban yang Anda ubah sudah disimpan" in maria.heard()
    assert (await stored(town)).values["budget"] == 4_000_000


async def test_an_edit_does_not_undo_what_a_colleague_has_answered_since(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    said = await saves_budget(maria)
    await petrus.says("/lapor")
    await petrus.presses("Ringkasan")
    await petrus.presses("✏️ Pagu")
    await petrus.says("7 juta")
    await maria.edits(said, "4 juta")
    assert "tidak masuk ke laporan" in maria.heard()
    assert (await stored(town)).values["budget"] == 7_000_000


async def test_an_edit_that_cannot_be_read_leaves_the_answer_and_says_why(
    town: Town, maria: Phone
) -> None:
    said = await saves_budget(maria)
    await maria.edits(said, "banyak sekali")
    assert "belum menemukan angkanya" in maria.heard()
    assert "jawaban semula tetap" in maria.heard()
    assert "buka /lapor" in maria.heard()
    assert "/batal" not in maria.heard()
    assert (await stored(town)).values["budget"] == 3_000_000


async def test_an_edit_after_sending_is_said_to_come_too_late(maria: Phone) -> None:
    await maria.says("/lapor")
    said = await maria.says("Pembagian bibit pala")
    await maria.presses("Kembali")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await maria.edits(said, "Pembagian bibit cengkih")
    assert "tidak masuk ke laporan" in maria.heard()


async def test_a_draft_goes_on_while_an_old_answer_is_edited(town: Town, maria: Phone) -> None:
    said = await saves_budget(maria)
    await maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?")
    await maria.presses("Tanya praktisi")
    await maria.edits(said, "4 juta")
    assert (await stored(town)).values["budget"] == 4_000_000
    await maria.says("Sudah miring sejak gempa.")
    assert "Sudah miring" in maria.heard()


async def test_a_second_tap_says_nothing(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    for label in ("Terlaksana sebagian", "Dana Desa", "Simpan"):
        pressed = maria.data_of(label)
        await maria.presses(label)
        before = maria.all_heard()
        await maria.presses_data(pressed)
        assert maria.all_heard() == before


async def test_the_summary_leads_on_to_what_has_no_answer_yet(maria: Phone) -> None:
    await saves_budget(maria)
    await maria.presses("Lanjutkan laporan")
    await maria.presses("Ringkasan")
    await maria.presses("Lanjut mengisi")
    assert "5 dari 14" in maria.heard()
    await maria.says("2 juta")
    assert "6 dari 14" in maria.heard()


async def test_an_answer_that_could_not_be_read_is_mended_where_it_stands(
    town: Town, maria: Phone
) -> None:
    await saves_budget(maria)
    await maria.presses("Lanjutkan laporan")
    said = await maria.says("banyak sekali")
    assert "belum menemukan angkanya" in maria.heard()
    await maria.edits(said, "2 juta")
    assert (await stored(town)).values["spent"] == 2_000_000
    assert "6 dari 14" in maria.heard()
