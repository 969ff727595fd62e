"""More time: asked, granted, and silence until the new date."""

from datetime import date, time, timedelta

import pytest

from clinic import extending
from clinic.refusals import ButtonOutdated, ExtensionPending, NotAllowed
from clinic.reminding import Item
from storage import people
from storage.database import Database
from storage.evaluations import Extension
from storage.people import Assignment, Person, Role, Speaker
from storage.reports import ReportStatus
from tests import cast
from tests.office import NOVEMBER, REPORT_DUE, Office, at, furnish

TWO_WEEKS_BEFORE = at(REPORT_DUE - timedelta(days=14))


@pytest.fixture
async def office(database: Database) -> Office:
    return await furnish(database)


async def test_more_time_is_asked_granted_and_silences_until_the_new_date(
    office: Office,
) -> None:
    await office.plan()
    asked_at = at(REPORT_DUE - timedelta(days=14), time(9))
    await office.ring(asked_at)
    async with office.database.work() as session:
        maria, rahma = await office.speaker(session, 1), await office.speaker(session, 6)
        (item,) = await extending.extendable(session, maria, now=asked_at)
        extension = await extending.ask(session, maria, item, "Kapal terlambat", now=asked_at)
        assert extension.id is not None
        await extending.decide(session, rahma, extension.id, True, now=asked_at)
    await office.fresh()

    new_date = REPORT_DUE + timedelta(days=7)
    heard: dict[int, list[date]] = {cast.MARIA: [], cast.TITUS: []}
    for n in range(60):
        day = REPORT_DUE - timedelta(days=13) + timedelta(days=n)
        await office.plan(at(day, time(7)))
        for letter in await office.ring(at(day)):
            heard.setdefault(letter.chat_id, []).append(day)
            if letter.chat_id == cast.MARIA and day == new_date:
                assert "Senin, 18 Januari 2027 (hari ini)" in letter.params["text"]
    assert heard[cast.MARIA] == [new_date + timedelta(days=n) for n in (0, 3, 7)]
    assert heard[cast.TITUS] == [REPORT_DUE + timedelta(days=n) for n in (-7, -1, 0, 3, 7)]


async def ask(office: Office, maria: Speaker) -> tuple[Item, Extension]:
    async with office.database.work() as session:
        (item,) = await extending.extendable(session, maria, now=TWO_WEEKS_BEFORE)
        return item, await extending.ask(session, maria, item, "Kapal", now=TWO_WEEKS_BEFORE)


async def test_a_second_request_waits_for_the_first(office: Office) -> None:
    async with office.database.reading() as session:
        maria, petrus = await office.speaker(session, 1), await office.speaker(session, 2)
    item, _ = await ask(office, maria)
    async with office.database.work() as session:
        with pytest.raises(ExtensionPending):
            await extending.ask(session, petrus, item, "Kapal juga", now=TWO_WEEKS_BEFORE)


async def test_only_those_in_charge_decide_and_only_once(office: Office) -> None:
    async with office.database.reading() as session:
        maria, rahma = await office.speaker(session, 1), await office.speaker(session, 6)
    _, extension = await ask(office, maria)
    assert extension.id is not None
    async with office.database.work() as session:
        with pytest.raises(NotAllowed):
            await extending.decide(session, maria, extension.id, True, now=TWO_WEEKS_BEFORE)
        await extending.decide(session, rahma, extension.id, False, now=TWO_WEEKS_BEFORE)
        with pytest.raises(ButtonOutdated):
            await extending.decide(session, rahma, extension.id, True, now=TWO_WEEKS_BEFORE)
    day = REPORT_DUE - timedelta(days=7)
    await office.plan()
    assert cast.MARIA in {letter.chat_id for letter in await office.ring(at(day))}


async def test_the_province_decides_when_no_coordinator_could_be_reached(office: Office) -> None:
    async with office.database.work() as session:
        session.add(Person(id=8, name="Sara", position="TGPP", telegram_id=601))
        await session.flush()
        session.add(Assignment(person_id=8, role=Role.PROVINCE))
        await people.mark_unreachable(session, cast.RAHMA, now=NOVEMBER)
    async with office.database.reading() as session:
        maria, sara = await office.speaker(session, 1), await office.speaker(session, 8)
    _, extension = await ask(office, maria)
    assert extension.id is not None
    async with office.database.work() as session:
        await people.mark_reachable(session, cast.RAHMA)
        await extending.decide(session, sara, extension.id, True, now=TWO_WEEKS_BEFORE)


async def test_a_late_one_gets_seven_days_from_the_day_of_asking(office: Office) -> None:
    late = at(REPORT_DUE + timedelta(days=5))
    async with office.database.work() as session:
        maria = await office.speaker(session, 1)
        (item,) = await extending.extendable(session, maria, now=late)
        extension = await extending.ask(session, maria, item, "Kapal", now=late)
    assert extension.until_on == REPORT_DUE + timedelta(days=12)


async def test_nothing_is_extendable_before_it_is_asked_for_or_after_it_arrived(
    office: Office,
) -> None:
    async with office.database.reading() as session:
        maria = await office.speaker(session, 1)
        assert await extending.extendable(session, maria, now=NOVEMBER) == []
    await office.set_report(ReportStatus.SENT)
    async with office.database.reading() as session:
        assert await extending.extendable(session, maria, now=TWO_WEEKS_BEFORE) == []
