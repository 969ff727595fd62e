"""Taking a roster over: only what differs, nobody forgotten, nobody with too much access."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.commands import rostering
from clinic import roster
from clinic.inviting import Mint
from clinic.roster import Changes
from clinic.roster_sheet import RosterFaults
from storage import agencies, invitations, outbox, people, villages
from storage.cases import Case, CaseStatus
from storage.database import Database
from storage.journal import JournalEntry
from storage.outbox import Urgency
from storage.people import Assignment, Person, Role, Speaker
from storage.villages import Village
from tests.workbooks import BANDA, TOPICS, WARU, Rows, counting_mint, file, rows

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


async def imported(database: Database, content: Rows, mint: Mint, now: datetime = NOW) -> Changes:
    read = roster.read(file(content), topics=TOPICS)
    async with database.work() as session:
        return await roster.take_over(session, read, mint, now=now)


async def speaker(session: AsyncSession, telegram_id: int) -> Speaker | None:
    return (await people.speakers(session, [telegram_id])).get(telegram_id)


async def enrolled(database: Database, name: str, telegram_id: int) -> None:
    async with database.work() as session:
        person = (await session.exec(select(Person).where(Person.name == name))).one()
        assert person.id is not None
        assert await people.bind(session, person.id, telegram_id)


async def test_an_import_brings_everything_of_the_workbook(database: Database) -> None:
    changes = await imported(database, rows(), counting_mint())
    counts = {name: len(found.added) for name, found in changes.by_sheet().items()}
    assert counts == {"desa": 2, "opd": 2, "binaan": 2, "orang": 4, "peran": 5}
    assert changes.invited == 4
    async with database.reading() as session:
        village = await villages.named(session, 1)
        in_force = await agencies.mentorships(session, on=NOW.date())
    assert (village.code, village.district, village.latitude) == (BANDA, "Banda", -4.52)
    assert [(one.agency_id, one.village_id) for one in in_force] == [(1, 1), (2, 2)]


async def test_name_and_position_are_one_person_with_several_duties(database: Database) -> None:
    await imported(database, rows(), counting_mint())
    await enrolled(database, "Yakob", 201)
    async with database.reading() as session:
        yakob = await speaker(session, 201)
    assert yakob is not None
    assert {duty.role for duty in yakob.duties} == {Role.EXPERT, Role.COORDINATOR}
    assert yakob.topics() == {"desa", "sosial"}


async def test_the_second_import_of_a_file_changes_nothing(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    again = await imported(database, rows(), mint, LATER)
    assert not again
    assert again.invited == 0
    async with database.reading() as session:
        assert len((await session.exec(select(JournalEntry))).all()) == 1


async def test_a_changed_file_changes_only_what_differs(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    changed = rows()
    changed["desa"][1]["status"] = "tertinggal"
    changed["orang"][2]["topik"] = "desa, perikanan"
    changed["orang"].append({"nama": "Ester", "jabatan": "", "peran": "provinsi"})
    changes = await imported(database, changed, mint, LATER)
    assert changes.villages.changed == [(WARU,)]
    assert changes.people.added == [("Ester", "")]
    assert [len(changes.duties.added), len(changes.duties.changed)] == [1, 1]
    assert [bool(changes.agencies), bool(changes.mentorships)] == [False, False]
    assert changes.invited == 1


async def test_one_person_written_in_two_ways_is_one_person_shown_as_first_written(
    database: Database,
) -> None:
    content, mint = rows(), counting_mint()
    content["orang"].append(
        {"nama": "MARIA", "jabatan": " sekretaris ", "peran": "praktisi", "topik": "desa"}
    )
    changes = await imported(database, content, mint)
    assert (len(changes.people.added), changes.invited) == (4, 4)
    assert not await imported(database, content, mint, LATER)
    await enrolled(database, "Maria", 101)
    async with database.reading() as session:
        maria = await speaker(session, 101)
    assert maria is not None
    assert (maria.position, maria.has(Role.EXPERT), maria.villages()) == ("Sekretaris", True, {1})


async def test_codes_are_the_same_whatever_their_capitals(database: Database) -> None:
    content, mint = rows(), counting_mint()
    content["binaan"][0]["opd"], content["orang"][3]["opd"] = "dpmd", "Dpmd"
    assert len((await imported(database, content, mint)).agencies.added) == 2
    assert not await imported(database, rows(), mint, LATER)


async def test_a_corrected_spelling_is_shown_and_nobody_is_another_person(
    database: Database,
) -> None:
    mint = counting_mint()
    content = rows()
    content["orang"][0] |= {"nama": "MARIA", "jabatan": "SEKRETARIS"}
    content["opd"][0]["kode"] = "dpmd"
    await imported(database, content, mint)
    await enrolled(database, "MARIA", 101)
    changes = await imported(database, rows(), mint, LATER)
    assert (changes.people.added, changes.people.left) == ([], [])
    assert changes.people.changed == [("Maria", "Sekretaris")]
    assert changes.agencies.changed == [("DPMD",)]
    assert not changes.duties
    async with database.reading() as session:
        maria = await speaker(session, 101)
    assert maria is not None
    assert (maria.person_id, maria.name, maria.villages()) == (1, "Maria", {1})


async def test_who_left_the_file_loses_access_and_keeps_history(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    await enrolled(database, "Maria", 101)
    without = rows()
    del without["orang"][0]
    changes = await imported(database, without, mint, LATER)
    assert changes.people.left == [("Maria", "Sekretaris")]
    async with database.reading() as session:
        assert await speaker(session, 101) is None
        maria = await people.named(session, 1)
        duties = (await session.exec(select(Assignment).where(Assignment.person_id == 1))).all()
    assert (maria.name, maria.left_at, maria.telegram_id) == ("Maria", LATER, 101)
    assert [duty.revoked_at for duty in duties] == [LATER]


async def test_who_comes_back_is_the_same_person_again(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    await enrolled(database, "Maria", 101)
    without = rows()
    del without["orang"][0]
    await imported(database, without, mint, LATER)
    await imported(database, rows(), mint, LATER)
    async with database.reading() as session:
        maria = await speaker(session, 101)
    assert maria == Speaker(101, 1, "Maria", "Sekretaris", False, maria.duties if maria else ())
    assert maria.villages() == {1}


async def test_the_open_invitation_of_who_left_is_revoked(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    without = rows()
    del without["orang"][0]
    await imported(database, without, mint, LATER)
    async with database.reading() as session:
        assert 1 not in await invitations.newest(session)


async def test_a_dropped_role_ends_while_the_person_stays(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    await enrolled(database, "Yakob", 201)
    without = rows()
    del without["orang"][3]
    changes = await imported(database, without, mint, LATER)
    async with database.reading() as session:
        yakob = await speaker(session, 201)
    assert not changes.people
    assert yakob is not None
    assert not yakob.has(Role.COORDINATOR)
    assert yakob.has(Role.EXPERT)


async def test_cases_of_an_expert_who_left_wait_again_and_call_the_others(
    database: Database,
) -> None:
    mint = counting_mint()
    await imported(database, with_ester(), mint)
    for name, telegram_id in (("Maria", 101), ("Yakob", 201), ("Ester", 202)):
        await enrolled(database, name, telegram_id)
    for status in (CaseStatus.HELD, CaseStatus.ANSWERED):
        await opened(database, status)
    await imported(database, with_ester(), mint, LATER)
    assert await states(database) == [CaseStatus.HELD, CaseStatus.ANSWERED]

    without = with_ester()
    del without["orang"][2]  # Yakob stays as a coordinator
    await imported(database, without, mint, LATER)
    assert await states(database) == [CaseStatus.WAITING, CaseStatus.ANSWERED]
    async with database.reading() as session:
        letters = await outbox.owed(session, Urgency.REPLY, after=0, most=10)
    assert [letter.chat_id for letter in letters] == [202]


async def test_an_expert_between_two_accounts_keeps_the_case_in_hand(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    await enrolled(database, "Yakob", 201)
    await opened(database, CaseStatus.HELD)
    async with database.work() as session:
        yakob = await people.owner(session, 201)
        assert yakob is not None
        await people.unbind(session, yakob.known_id)
    await imported(database, with_ester(), mint, LATER)
    assert await states(database) == [CaseStatus.HELD]


def with_ester() -> Rows:
    content = rows()
    ester = {"nama": "Ester", "jabatan": "Analis", "peran": "praktisi", "topik": "desa"}
    content["orang"].append(ester)
    return content


async def opened(database: Database, status: CaseStatus) -> None:
    async with database.work() as session:
        village = (await session.exec(select(Village).where(Village.code == BANDA))).one()
        maria, yakob = [
            (await session.exec(select(Person).where(Person.name == name))).one().id
            for name in ("Maria", "Yakob")
        ]
        session.add(
            Case(
                number=f"K-2026-{status}",
                village_id=village.id,
                asker_id=maria,
                expert_id=yakob,
                topic="desa",
                question="Contoh",
                status=status,
                opened_at=NOW,
                due_at=LATER,
            )
        )


async def states(database: Database) -> list[CaseStatus]:
    async with database.reading() as session:
        return [one.status for one in await session.exec(select(Case).order_by(col(Case.id)))]


async def test_a_village_that_left_takes_its_mentorship_along(database: Database) -> None:
    mint = counting_mint()
    await imported(database, rows(), mint)
    without = rows()
    del without["desa"][1], without["binaan"][1], without["orang"][1]
    await imported(database, without, mint, LATER)
    async with database.reading() as session:
        assert [m.village_id for m in await agencies.mentorships(session, on=NOW.date())] == [1]
        assert (await villages.named(session, 2)).left_at == LATER


async def test_an_empty_sheet_of_people_locks_nobody_out(database: Database) -> None:
    mint = counting_mint()
    await imported(database, {**rows(), "orang": []}, mint)
    await imported(database, rows(), mint)
    with pytest.raises(RosterFaults, match="4 orang terdaftar"):
        await imported(database, {**rows(), "orang": []}, mint, LATER)
    async with database.reading() as session:
        assert len(await people.members(session)) == 4


async def test_one_name_and_position_in_two_villages_is_pointed_out(database: Database) -> None:
    """Perhaps they are two people, who would share one invitation."""
    content = rows()
    content["orang"].append({**content["orang"][0], "desa": WARU})
    changes = await imported(database, content, counting_mint())
    assert changes.of_several == [("Maria", "Sekretaris", 2)]
    assert "Maria, Sekretaris tercatat untuk 2 desa" in rostering.summary(changes, dry_run=False)
