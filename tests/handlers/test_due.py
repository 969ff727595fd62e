"""Until when a case is to be answered, and what is said of it once it is."""

from tests.handlers.test_desk import ask
from tests.phone import Phone, Town


async def test_an_answered_case_shows_no_due_day(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "paling lambat" in maria.heard()
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    for person in (maria, yakob):
        await person.says("/kasus")
        await person.presses("K-2026-00001")
        assert "sudah dijawab" in person.heard()
        assert "paling lambat" not in person.heard()


async def test_a_case_that_is_overdue_says_so(town: Town, maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await yakob.says("/antrean")
    assert "lewat" not in yakob.heard()
    town.pass_time(days=33)
    await yakob.says("/antrean")
    assert "2026 pukul 16.00 WIT (lewat 31 hari)" in yakob.heard()
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "(lewat 31 hari)" in maria.heard()
    await yakob.presses("Ambil")
    assert "(lewat 31 hari)" in yakob.heard()
