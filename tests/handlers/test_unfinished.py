"""What was begun and not finished: nothing written beside it vanishes into it unseen."""

from datetime import datetime, time, timedelta

import pytest

from clinic.zone import WIT
from storage.reports import ReportStatus
from tests.handlers.test_aside import CLEAR, QUESTION
from tests.handlers.test_remind import Q4, ring
from tests.handlers.test_write import cases
from tests.phone import Phone, Town
from tests.reporters import fill_in, stored

PROMISE = "langsung tulis pertanyaan"


async def begin_draft(person: Phone) -> None:
    await person.says(QUESTION)
    await person.presses("Tanya praktisi")


@pytest.mark.parametrize("wish", ["/menu", "/bantuan", "ℹ️ Bantuan"])
async def test_the_menu_shows_an_open_draft_again_instead_of_promising_an_answer(
    maria: Phone, wish: str
) -> None:
    await begin_draft(maria)
    await maria.says(wish)
    *_, said, card = maria.screen()
    assert PROMISE not in said.text
    assert "boleh langsung ditulis" not in said.text
    assert "/tanya" in said.text
    assert QUESTION in card.text
    assert "📨 Kirim" in card.labels()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1


@pytest.mark.parametrize("wish", ["/menu", "/bantuan"])
async def test_the_menu_shows_an_open_form_again(maria: Phone, wish: str) -> None:
    await maria.says("/lapor")
    await maria.says(wish)
    *_, said, card = maria.screen()
    assert PROMISE not in said.text
    assert "1 dari 14" in card.text
    assert "💾 Simpan" in card.labels()
    assert maria.all_heard().count("1 dari 14") == 1


async def test_where_nothing_is_open_the_menu_promises_an_answer_and_one_comes(
    maria: Phone,
) -> None:
    await maria.says("/menu")
    assert PROMISE in maria.heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()


async def test_a_form_that_is_done_elsewhere_is_not_shown_again(
    town: Town, maria: Phone, petrus: Phone
) -> None:
    await maria.says("/lapor")
    await petrus.says("/lapor")
    await fill_in(petrus)
    await petrus.presses("Kirim laporan")
    await maria.says("/menu")
    assert PROMISE in maria.heard()
    assert "dari 14" not in maria.all_heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()
    assert (await stored(town)).status is ReportStatus.SENT


@pytest.mark.parametrize("wish", ["/tanya", "❓ Tanya"])
async def test_who_says_that_they_ask_gets_an_answer_and_the_draft_is_kept(
    town: Town, maria: Phone, wish: str
) -> None:
    await begin_draft(maria)
    await maria.says(wish)
    assert "belum terkirim" in maria.heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()
    await maria.says("/kasus")
    await maria.presses("Lanjutkan: Rumah mama Ola")
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_who_says_that_they_ask_gets_an_answer_and_the_report_is_kept(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.says("/tanya")
    assert "belum terkirim" not in maria.heard()
    assert "2 dari 14" not in maria.all_heard()
    await maria.says(CLEAR)
    assert "Sumber:" in maria.heard()
    assert (await stored(town)).values == {"main_activity": "Pembagian bibit pala"}
    await maria.presses("Lanjutkan laporan")
    assert "2 dari 14" in maria.heard()


async def test_a_form_that_another_beginning_ends_no_longer_asks(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.says("/lapor")
    await maria.says("Pembagian bibit pala")
    await maria.presses("Tanya praktisi")
    assert "dari 14" not in maria.all_heard()
    assert "Pertanyaan untuk praktisi" in maria.heard()
    await maria.presses("✖️ Batal")
    await maria.presses("Lanjutkan laporan")
    assert "2 dari 14" in maria.heard()
    assert (await stored(town)).values == {"main_activity": "Pembagian bibit pala"}


async def test_a_wait_for_a_reason_that_another_beginning_ends_no_longer_asks(
    town: Town, maria: Phone, rahma: Phone
) -> None:
    await maria.says("/lapor")
    await fill_in(maria)
    await maria.presses("Kirim laporan")
    await rahma.says("/evaluasi")
    await rahma.presses("🔧 Perbaiki")
    await rahma.presses("📊 Negeri Contoh Banda")
    assert "Apa yang perlu diperbaiki" not in rahma.all_heard()
    assert "Belum ada yang disampaikan ke desa" in rahma.all_heard()
    await rahma.presses("🔧 Perbaiki")
    assert "dari 4" not in rahma.all_heard()
    assert "Apa yang perlu diperbaiki" in rahma.heard()


async def test_a_form_that_asking_for_more_time_ends_no_longer_asks(
    town: Town, maria: Phone
) -> None:
    town.now = datetime.combine(Q4.report_due - timedelta(days=14), time(8), WIT)
    await ring(town)
    await maria.says("/lapor")
    await maria.presses("Minta perpanjangan")
    assert "dari 14" not in maria.all_heard()
    await maria.says("/lapor")
    assert "Tulis alasannya" not in maria.all_heard()
    assert "1 dari 14" in maria.heard()
