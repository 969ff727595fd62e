"""An official's village changes in the roster while a question waits to be sent."""

import pytest

from storage.people import Assignment, Role
from storage.villages import Village
from tests.handlers.test_write import QUESTION, begin, cases
from tests.office import revoke
from tests.phone import Phone, Town

BANDA, WARU, TIGA = "Negeri Contoh Banda", "Desa Contoh Waru", "Desa Contoh Tiga"


async def move(town: Town, *villages: int) -> None:
    """From now on Maria serves these."""
    await revoke(town.database, person_id=1)
    async with town.database.work() as session:
        for village in villages:
            session.add(Assignment(person_id=1, role=Role.OFFICIAL, village_id=village))


@pytest.fixture
async def begun(maria: Phone) -> None:
    await begin(maria)


@pytest.mark.usefixtures("begun")
async def test_the_question_is_shown_with_the_village_of_today_before_it_goes_out(
    town: Town, maria: Phone
) -> None:
    await move(town, 2)
    await maria.presses("📨 Kirim")
    assert "bukan bagian Anda" not in maria.all_heard()
    assert f"Desa: <b>{WARU}</b>" in maria.heard()
    assert "Desa Anda di daftar klinik sudah berubah" in maria.heard()
    assert QUESTION in maria.heard()
    assert await cases(town) == []
    await maria.presses("📨 Kirim")
    assert [(case.village_id, case.question) for case in await cases(town)] == [(2, QUESTION)]


@pytest.mark.usefixtures("begun")
async def test_the_question_is_shown_where_it_is_seen(town: Town, maria: Phone) -> None:
    await maria.says("/profil")
    await move(town, 2)
    await maria.presses("📨 Kirim")
    assert f"Desa: <b>{WARU}</b>" in maria.heard()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1


@pytest.mark.usefixtures("begun")
async def test_one_of_several_villages_of_today_is_chosen(town: Town, maria: Phone) -> None:
    async with town.database.work() as session:
        third = {"code": "81.01.09.2998", "district": "Banda", "regency": "Maluku Tengah"}
        session.add(Village(id=3, name=TIGA, **third))
    await move(town, 2, 3)
    await maria.presses("📨 Kirim")
    assert "desa yang mana" in maria.heard()
    assert maria.labels() == [TIGA, WARU, "➕ Tambah", "✖️ Batal"]
    await maria.presses(TIGA)
    assert "sudah berubah" not in maria.heard()
    await maria.presses("📨 Kirim")
    assert [case.village_id for case in await cases(town)] == [3]


@pytest.mark.usefixtures("begun")
async def test_who_serves_no_village_any_more_hears_it_and_keeps_the_words(
    town: Town, maria: Phone
) -> None:
    await move(town)
    async with town.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.KEEPER))
    await maria.presses("📨 Kirim")
    assert "tidak tercatat bertugas di desa mana pun" in maria.heard()
    assert "/batal" in maria.heard()
    await move(town, 1)
    await maria.presses("📨 Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_a_village_that_was_offered_and_is_theirs_no_more_is_offered_no_more(
    town: Town, maria: Phone
) -> None:
    await move(town, 1, 2)
    await begin(maria)
    await move(town, 2)
    await maria.presses(BANDA)
    assert f"Desa: <b>{WARU}</b>" in maria.heard()
    assert BANDA not in maria.labels()
    await maria.presses("📨 Kirim")
    assert [case.village_id for case in await cases(town)] == [2]
