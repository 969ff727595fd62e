"""People: whose account it is, and what they may do at this moment."""

import asyncio

import pytest
from sqlmodel import col, update

from storage import people
from storage.database import Database
from storage.people import Assignment, Duty, Person, Role, Speaker
from tests import cast
from tests.phone import MORNING


@pytest.fixture
async def roster(database: Database) -> Database:
    async with database.work() as session:
        await cast.enter(session)
    return database


async def speaker(database: Database, number: int) -> Speaker | None:
    async with database.reading() as session:
        return (await people.speakers(session, [number])).get(number)


async def test_a_speaker_is_known_with_every_duty_in_force(roster: Database) -> None:
    async with roster.work() as session:
        session.add(Assignment(person_id=1, role=Role.OFFICIAL, village_id=2))
        session.add(Assignment(person_id=1, role=Role.EXPERT, topics=["desa", "sosial"]))
        session.add(Assignment(person_id=1, role=Role.COORDINATOR, agency_id=2))
    maria = await speaker(roster, cast.MARIA)
    assert maria is not None
    assert (maria.person_id, maria.name, maria.position) == (1, "Maria", "Sekretaris")
    assert maria.duties[0] == Duty(Role.OFFICIAL, None, 1, ())
    assert (maria.villages(), maria.agencies()) == ({1, 2}, {2})
    assert maria.topics() == {"desa", "sosial"}
    assert maria.has(Role.KEEPER, Role.EXPERT)
    assert not maria.has(Role.KEEPER, Role.PROVINCE)
    assert await speaker(roster, cast.STRANGER) is None


async def test_a_revoked_role_is_gone_at_once(roster: Database) -> None:
    async with roster.work() as session:
        yakob = update(Assignment).where(col(Assignment.person_id) == 3)
        await session.exec(yakob.values(revoked_at=MORNING))
        assert not (await people.speakers(session, [cast.YAKOB]))[cast.YAKOB].duties
        assert [s.name for s in await people.with_role(session, Role.EXPERT)] == ["Ester"]
    known = await speaker(roster, cast.YAKOB)
    assert known is not None
    assert not known.has(*Role)
    assert (known.topics(), known.villages()) == (set(), set())


async def test_who_left_the_roster_is_a_stranger_at_once(roster: Database) -> None:
    async with roster.work() as session:
        await session.exec(update(Person).where(col(Person.id) == 3).values(left_at=MORNING))
        assert await people.speakers(session, [cast.YAKOB]) == {}
        assert await people.speaker_of(session, 3) is None
        assert [s.name for s in await people.with_role(session, Role.EXPERT)] == ["Ester"]


async def test_who_has_no_account_yet_is_written_to_by_nobody(roster: Database) -> None:
    async with roster.work() as session:
        await session.exec(update(Person).where(col(Person.id) == 4).values(telegram_id=None))
        assert [s.name for s in await people.with_role(session, Role.EXPERT)] == ["Yakob"]
        assert await people.speaker_of(session, 4) is None


async def test_an_account_is_bound_once_however_many_try(roster: Database) -> None:
    async with roster.work() as session:
        session.add(Person(name="Baru (contoh)", position="Kepala Dusun"))
        await session.flush()

    async def bind(number: int) -> bool:
        async with roster.work() as session:
            return await people.bind(session, 8, number)

    bound = await asyncio.gather(*(bind(9000 + n) for n in range(20)))
    assert sum(bound) == 1
    known = await speaker(roster, 9000 + bound.index(True))
    assert known is not None
    assert known.name == "Baru (contoh)"


async def test_unreachable_since_the_first_refusal_until_they_are_back(roster: Database) -> None:
    async with roster.work() as session:
        await people.mark_unreachable(session, cast.MARIA, now=MORNING)
        await people.mark_unreachable(session, cast.MARIA, now=MORNING.replace(hour=9))
    async with roster.reading() as session:
        assert (await people.named(session, 1)).unreachable_since == MORNING
    away = await speaker(roster, cast.MARIA)
    assert away is not None
    assert away.unreachable
    async with roster.work() as session:
        await people.mark_reachable(session, cast.MARIA)
    back = await speaker(roster, cast.MARIA)
    assert back is not None
    assert not back.unreachable
