"""/batal from anywhere: what was being filled in stops, and its buttons with it."""

from tests.phone import Phone
from tests.reporters import fill_in


async def test_cancelling_a_report_says_that_its_answers_are_kept(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.says("/batal")
    assert "Isian tersimpan; lanjutkan lewat /lapor" in maria.heard()


async def test_where_nothing_was_filled_in_nothing_is_said_to_be_kept(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("/batal")
    assert "Belum ada yang terisi; mulai kapan saja lewat /lapor" in maria.heard()
    assert "tersimpan" not in maria.all_heard()
    await maria.says("/lapor")
    await maria.presses("Simpan")
    assert "belum ada yang diisi" in maria.heard()
    assert "tersimpan" not in maria.all_heard()


async def test_the_card_of_a_cancelled_form_asks_nothing_and_leads_back(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.says("/batal")
    card = maria.screen()[0]
    assert "tersimpan" in card.text
    assert card.labels() == ["📝 Lanjutkan laporan"]
    await maria.presses("Lanjutkan laporan")
    assert "2 dari 14" in maria.heard()


async def test_cancelling_a_report_that_a_colleague_sent_promises_no_going_on(
    maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    await petrus.says("/lapor")
    await fill_in(petrus)
    await petrus.presses("Kirim laporan")
    await maria.says("/batal")
    assert "/lapor" not in maria.heard()
    assert "dari 14" not in maria.all_heard()
