"""Forms that came back, were left, or stand further up."""

import pytest

from storage import reports
from storage.reports import ReportStatus
from tests.phone import Phone, Town
from tests.reporters import fill_in, stored


@pytest.fixture
async def returned(town: Town, maria: Phone) -> Phone:
    """Maria's report came back; a field that may be left out has no answer."""
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("✏️ Lokasi")
    await maria.presses("Hapus isian")
    await maria.presses("Ringkasan")
    await maria.presses("Kirim laporan")
    back, reason = ReportStatus.RETURNED, "Pagu tidak sama dengan APB Desa"
    async with town.database.work() as session:
        report, sent = await stored(town), (ReportStatus.SENT,)
        assert await reports.advance(session, report, of=sent, status=back, reason=reason)
    return maria


async def test_a_report_that_came_back_opens_with_the_reason_and_all_fields_to_change(
    returned: Phone,
) -> None:
    await returned.says("/lapor")
    assert "Diminta memperbaiki: Pagu tidak sama dengan APB Desa" in returned.heard()
    assert "📨 Kirim laporan" in returned.labels()
    assert "✏️ Pagu" in returned.labels()


async def test_after_a_change_from_the_summary_the_summary_comes_again(
    town: Town, returned: Phone
) -> None:
    await returned.says("/lapor")
    for field, answer in (("Pagu", "Rp30 juta"), ("Kegiatan utama", "Pembagian bibit cengkih")):
        await returned.presses(f"✏️ {field}")
        assert f"<b>{field}</b>" in returned.heard()
        await returned.says(answer)
        assert "📨 Kirim laporan" in returned.labels()
    await returned.presses("✏️ Kendala")
    await returned.presses("Hapus isian")
    await returned.presses("Lewati")
    assert "📨 Kirim laporan" in returned.labels()
    await returned.presses("Kirim laporan")
    assert (await stored(town)).values["budget"] == 30_000_000


async def test_of_a_form_opened_twice_one_card_asks(maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.says("/lapor")
    assert maria.all_heard().count("2 dari 14") == 1
    assert "tersimpan" in maria.screen()[0].text
    assert maria.screen()[0].labels() == ["📝 Lanjutkan laporan"]


async def test_an_old_button_of_a_form_that_was_left_names_the_way_back(
    maria: Phone, stranger: Phone
) -> None:
    await maria.says("/lapor")
    old = maria.data_of("Lewati")
    await maria.says("/batal")
    await maria.presses_data(old)
    assert "sudah tidak berlaku" in maria.heard()
    assert "buka lagi lewat /lapor" in maria.heard()
    await stranger.presses_data(old)
    assert "sudah tidak berlaku" in stranger.heard()
    assert "/lapor" not in stranger.heard()


async def test_words_at_the_summary_are_said_not_to_be_taken(town: Town, maria: Phone) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.says("Pembagian bibit pala")
    assert "tidak masuk ke laporan" in maria.heard()
    assert "📨 Kirim laporan" in maria.labels()
    assert len(maria.screen()) == 1
    assert (await stored(town)).values == {}


async def test_a_picture_for_which_there_is_no_room_says_where_the_pictures_are(
    maria: Phone,
) -> None:
    await maria.says("/lapor")
    for _ in range(3):
        await maria.sends_photo()
    await maria.sends_photo()
    assert "buka bagian <b>Foto</b> lewat Ringkasan" in maria.heard()
    assert "1 dari 14" in maria.heard()


async def test_an_edit_that_cannot_be_read_leaves_the_answer_and_says_so(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await maria.presses("Ringkasan")
    await maria.presses("✏️ Pagu")
    said = await maria.says("20 juta")
    await maria.edits(said, "banyak sekali")
    assert "perubahan Anda belum masuk; jawaban semula tetap" in maria.heard()
    assert "buka bagian <b>Pagu</b> lewat Ringkasan" in maria.heard()
    assert (await stored(town)).values["budget"] == 20_000_000
    await maria.edits(said, "25 juta")
    assert (await stored(town)).values["budget"] == 25_000_000
