"""What was begun and not finished: nothing written beside it vanishes into it unseen."""

import pytest

from storage.reports import ReportStatus
from tests.handlers.test_aside import CLEAR, QUESTION
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
