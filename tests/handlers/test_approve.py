"""Approving cannot be undone: words that were to go back are not passed over."""

import pytest

from storage import reports
from storage.reports import ReportStatus
from tests.handlers.test_give_back import SHOWN, WORDS, found
from tests.office import add_villages
from tests.phone import Phone, Town
from tests.reporters import QUARTER, fill_in, stored

ANYWAY = "✅ Tetap setujui"


@pytest.fixture(autouse=True)
async def _sent(maria: Phone, omar: Phone) -> None:
    """Maria has sent the report of her village, which Rahma and Omar check."""
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")


@pytest.fixture
async def approve(rahma: Phone) -> str:
    """Rahma has written what is to be changed and not sent it; the button of the report's card."""
    data = rahma.data_of("✅ Setujui")
    await rahma.presses("Perbaiki")
    await rahma.says(WORDS)
    return data


async def test_the_unsent_words_are_shown_again_before_the_report_is_approved(
    town: Town, maria: Phone, rahma: Phone, approve: str
) -> None:
    await rahma.says("/desa")
    await rahma.presses_data(approve)
    assert WORDS in rahma.heard()
    assert "belum dikirim" in rahma.heard()
    assert rahma.labels() == [ANYWAY, *SHOWN]
    assert rahma.all_heard().count(WORDS) == 1
    assert (await stored(town)).status is ReportStatus.SENT
    assert "disetujui" not in maria.all_heard()

    await rahma.presses(ANYWAY)
    assert (await stored(town)).status is ReportStatus.APPROVED
    assert "disetujui" in maria.heard()
    assert WORDS not in maria.all_heard()
    assert f"tidak dikirim: {WORDS}" in rahma.all_heard()
    assert rahma.labels() == []


async def test_two_quick_taps_on_approve_decide_nothing(
    town: Town, maria: Phone, rahma: Phone, approve: str
) -> None:
    await rahma.presses_data(approve)
    await rahma.presses_data(approve)
    assert (await stored(town)).status is ReportStatus.SENT
    assert rahma.all_heard().count(WORDS) == 1
    await rahma.presses(ANYWAY)
    screen = rahma.all_heard()
    report = await stored(town)
    await rahma.presses_data(f"ry:{report.id}:{report.version - 1}")
    assert rahma.all_heard() == screen
    assert maria.all_heard().count("disetujui</b>") == 1


async def test_who_drops_the_words_approves_at_once(town: Town, rahma: Phone, approve: str) -> None:
    await rahma.presses_data(approve)
    await rahma.presses("✖️ Batal")
    assert (await stored(town)).status is ReportStatus.SENT
    await rahma.presses_data(approve)
    assert (await stored(town)).status is ReportStatus.APPROVED


async def test_the_words_may_still_go_to_the_village_instead(
    town: Town, maria: Phone, rahma: Phone, approve: str
) -> None:
    await rahma.presses("Ubah")
    await rahma.presses_data(approve)
    await rahma.says("Pagu tidak sama")
    assert rahma.labels() == SHOWN
    await rahma.presses("Kirim ke desa")
    returned = await stored(town)
    assert returned.status is ReportStatus.RETURNED
    assert returned.reason == f"{WORDS}\nPagu tidak sama"
    assert "disetujui" not in maria.all_heard()


@pytest.mark.usefixtures("approve")
async def test_another_report_is_approved_at_once(town: Town, rahma: Phone) -> None:
    await add_villages(town.database, 1, coordinator=6)
    async with town.database.work() as session:
        row = await reports.begin(session, 1000, QUARTER, now=town.now)
        sent = {"status": ReportStatus.SENT, "sent_at": town.now}
        await reports.advance(session, row, of=(ReportStatus.DRAFT,), **sent)
    await rahma.presses_data(f"ra:2:{(await found(town, 2)).version}")
    assert (await found(town, 2)).status is ReportStatus.APPROVED
    await rahma.presses("Kirim ke desa")
    assert (await found(town, 1)).status is ReportStatus.RETURNED


async def test_where_no_word_was_written_yet_nothing_is_asked(town: Town, rahma: Phone) -> None:
    approve = rahma.data_of("✅ Setujui")
    await rahma.presses("Perbaiki")
    await rahma.presses_data(approve)
    assert (await stored(town)).status is ReportStatus.APPROVED
    assert "Apa yang perlu diperbaiki?" not in rahma.all_heard()
    await rahma.says("Bagaimana cara usul bedah rumah BSPS?")
    assert "Sumber:" in rahma.heard()


async def test_what_somebody_else_has_decided_meanwhile_is_not_decided_again(
    maria: Phone, rahma: Phone, omar: Phone, approve: str
) -> None:
    await rahma.presses_data(approve)
    await omar.presses("Setujui")
    await rahma.presses(ANYWAY)
    assert "sudah tidak berlaku" in rahma.heard()
    assert maria.all_heard().count("disetujui</b>") == 1


@pytest.mark.usefixtures("approve")
async def test_nobody_approves_by_the_card_of_somebody_else(
    town: Town, rahma: Phone, omar: Phone, maria: Phone
) -> None:
    await rahma.presses("✅ Setujui")
    for person in (omar, maria):
        await person.presses_data(rahma.data_of(ANYWAY))
        assert "sudah tidak berlaku" in person.heard()
    assert (await stored(town)).status is ReportStatus.SENT
