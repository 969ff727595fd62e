"""/start: a stranger, somebody known, and everything that happens to an invitation."""

import pytest
from sqlmodel import select

from clinic import enrolling, inviting
from storage import dialogues, people
from storage.invitations import Guess
from storage.journal import JournalEntry
from storage.people import Assignment, Person, Role
from tests.phone import Phone, Town
from tests.workbooks import counting_mint


@pytest.fixture
async def code(town: Town) -> str:
    """An invitation for Saul, who is to be an official of Titus's village."""
    async with town.database.work() as session:
        saul = Person(name="Saul", position="Kaur umum")
        session.add(saul)
        await session.flush()
        assert saul.id is not None
        session.add(Assignment(person_id=saul.id, role=Role.OFFICIAL, village_id=2))
        await session.flush()
        listed = await inviting.listed(session, counting_mint(), now=town.now)
    return next(one.code for one in listed if one.code)


async def guesses(town: Town) -> int:
    async with town.database.reading() as session:
        return len((await session.exec(select(Guess))).all())


async def test_a_stranger_hears_who_we_are_and_how_to_enrol(stranger: Phone) -> None:
    await stranger.says("/start")
    assert "Klinik Desa Binaan" in stranger.heard()
    assert "tautan undangan" in stranger.heard()
    assert any("Tanya" in label for label in stranger.labels())


async def test_somebody_known_is_greeted_by_name_with_their_menu(maria: Phone) -> None:
    await maria.says("/start")
    assert "Maria" in maria.heard()
    assert any("Lapor" in label for label in maria.labels())


async def test_a_code_enrols_and_names_role_and_village(stranger: Phone, code: str) -> None:
    await stranger.says(f"/start {code}")
    assert "Saul" in stranger.heard()
    assert "perangkat desa: <b>Desa Contoh Waru</b>" in stranger.heard()
    assert any("Lapor" in label for label in stranger.labels())


async def test_an_enrolment_stands_in_the_journal(town: Town, stranger: Phone, code: str) -> None:
    await stranger.says(f"/start {code}")
    async with town.database.reading() as session:
        entries = (await session.exec(select(JournalEntry))).all()
    assert [(entry.verb, entry.person_id) for entry in entries] == [("enrolled", 8)]


async def test_a_code_works_once_and_its_owner_is_greeted_again(
    town: Town, stranger: Phone, code: str
) -> None:
    await stranger.says(f"/start {code}")
    await stranger.says(f"/start {code}")
    assert "Selamat datang kembali, <b>Saul</b>" in stranger.heard()
    other = Phone(town, 902, "Orang Lain")
    await other.says(f"/start {code}")
    assert "tidak berlaku" in other.heard()
    assert await guesses(town) == 1


async def test_an_expired_code_and_an_invented_one_get_the_same_words(
    town: Town, stranger: Phone, code: str
) -> None:
    town.pass_time(days=30)
    await stranger.says(f"/start {code}")
    expired = stranger.heard()
    await stranger.says("/start AAAAAAAAAAAAAAAAAAAAAA")
    assert stranger.heard() == expired
    assert "tautan baru" in expired


@pytest.mark.parametrize("payload", ["halo semua", "'; DROP TABLE people", "é" * 2000, "\ud800"])
async def test_a_malformed_payload_is_a_wrong_code(stranger: Phone, payload: str) -> None:
    await stranger.says(f"/start {payload}")
    assert "tidak berlaku" in stranger.heard()


async def test_who_guesses_too_often_is_told_once_and_then_met_with_silence(
    town: Town, stranger: Phone, code: str
) -> None:
    for attempt in range(enrolling.MOST_GUESSES):
        await stranger.says(f"/start wrong{attempt}")
    assert "terlalu banyak" not in stranger.all_heard()
    await stranger.says("/start wrong")
    assert "terlalu banyak" in stranger.heard()
    messages = len(stranger.screen())
    await stranger.says("/start wrong")
    await stranger.says(f"/start {code}")
    assert len(stranger.screen()) == messages
    town.pass_time(hours=1, seconds=1)
    await stranger.says(f"/start {code}")
    assert "Saul" in stranger.heard()


async def test_one_account_cannot_be_two_people(town: Town, maria: Phone, code: str) -> None:
    await maria.says(f"/start {code}")
    assert "atas nama <b>Maria</b>" in maria.heard()
    await Phone(town, 902, "Saul").says(f"/start {code}")  # the refusal left the code open
    async with town.database.reading() as session:
        assert (await people.speakers(session, [902]))[902].name == "Saul"


async def test_an_account_of_somebody_who_left_can_be_bound_anew(
    town: Town, maria: Phone, code: str
) -> None:
    async with town.database.work() as session:
        (await people.named(session, 1)).left_at = town.now
    await maria.says(f"/start {code}")
    assert "Saul" in maria.heard()


async def release(town: Town, person_id: int) -> str:
    """A keeper takes this person's account away; their new code."""
    async with town.database.work() as session:
        person = await people.named(session, person_id)
        assert await enrolling.release(session, person, now=town.now)
        assert not await enrolling.release(session, person, now=town.now)
        listed = await inviting.listed(session, counting_mint(), now=town.now)
    await town.deliver()
    return next(str(one.code) for one in listed if one.person_id == person_id)


async def test_a_released_account_is_a_strangers_with_its_next_tap(
    town: Town, maria: Phone
) -> None:
    await maria.says("/lapor")
    await release(town, 1)
    assert "tidak terhubung lagi dengan <b>Maria</b>" in maria.heard()
    assert not any("Lapor" in label for label in maria.labels())
    await maria.says("12")  # the conversation that was open knows nobody any more
    assert "2 dari 14" not in maria.heard()
    await maria.says("/lapor")
    assert "undangan" in maria.heard()
    await maria.says("/profil")
    assert "Sekretaris" not in maria.heard()


async def test_a_new_account_goes_on_where_the_released_one_stood(
    town: Town, maria: Phone, stranger: Phone
) -> None:
    await stranger.says(f"/start {await release(town, 1)}")
    assert "Selamat bergabung, <b>Maria</b>" in stranger.heard()
    assert "perangkat desa: <b>Negeri Contoh Banda</b>" in stranger.heard()
    async with town.database.reading() as session:
        known = await people.speakers(session, [maria.id, stranger.id])
        entries = (await session.exec(select(JournalEntry))).all()
    assert {number: one.person_id for number, one in known.items()} == {stranger.id: 1}
    assert [(entry.verb, entry.facts) for entry in entries] == [
        ("account_released", {"person": 1}),
        ("enrolled", {}),
    ]


async def test_a_revoked_role_ends_with_the_next_message(town: Town, maria: Phone) -> None:
    async with town.database.work() as session:
        held = (await session.exec(select(Assignment).where(Assignment.person_id == 1))).one()
        held.revoked_at = town.now
    await maria.says("/start")
    assert not any("Lapor" in label for label in maria.labels())


async def test_start_leaves_what_was_begun_and_says_so(town: Town, maria: Phone) -> None:
    await maria.says("/start")
    assert "belum selesai" not in maria.heard()
    async with town.database.work() as session:
        await dialogues.save(session, {maria.id: ("Filling:in", {"a": 1})}, now=town.now)
    await maria.says("/start")
    assert "belum selesai" in maria.heard()
    async with town.database.reading() as session:
        assert await dialogues.found(session, [maria.id]) == {maria.id: ("Filling:in", {"a": 1})}
