"""Reminders through a whole quarter: who hears what on which day, and who no longer does."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import select

from clinic import reminding
from clinic.reminding import STEPS
from clinic.zone import WIT
from storage import evaluations, papers, people, reminders
from storage.database import Database
from storage.evaluations import EvaluationStatus
from storage.outbox import Urgency
from storage.people import Assignment, Person, Role
from storage.reminders import Outcome, Taken
from storage.reports import ReportStatus
from tests import cast
from tests.office import (
    EVALUATION_DUE,
    NOVEMBER,
    Q4,
    REPORT_DUE,
    Office,
    add_villages,
    at,
    furnish,
    to,
)


@pytest.fixture
async def office(database: Database) -> Office:
    return await furnish(database)


async def test_the_ladder_of_a_quarter_is_climbed_day_by_day(office: Office) -> None:
    await office.plan()
    heard: dict[int, set[date]] = {}
    for n in range(90):
        day = date(2026, 12, 1) + timedelta(days=n)
        for letter in await office.ring(at(day)):
            heard.setdefault(letter.chat_id, set()).add(day)
    report = {REPORT_DUE + timedelta(days=step) for step in STEPS}
    evaluation = {EVALUATION_DUE + timedelta(days=step) for step in STEPS}
    assert heard == {
        cast.MARIA: report,
        cast.PETRUS: report,
        cast.TITUS: report,
        cast.RAHMA: evaluation,
    }


async def test_planning_twice_changes_nothing(office: Office) -> None:
    await office.plan()
    once = [(row.id, row.ring_at) for row in await office.rows()]
    await office.plan()
    assert [(row.id, row.ring_at) for row in await office.rows()] == once
    assert len(once) == 4 * len(STEPS)


async def test_a_reminder_names_the_missing_and_the_due_date_and_offers_two_ways(
    office: Office,
) -> None:
    await office.plan()
    letters = await office.ring(at(REPORT_DUE - timedelta(days=14)))
    (text,) = to(letters, cast.MARIA)
    assert "Laporan Triwulan IV 2026" in text
    assert "Senin, 11 Januari 2027 (14 hari lagi)" in text
    assert "Negeri Contoh Banda: belum dimulai" in text
    letter = next(each for each in letters if each.chat_id == cast.MARIA)
    rows = letter.params["reply_markup"]["inline_keyboard"]
    labels = [button["text"] for row in rows for button in row]
    assert labels == ["👍 Sudah baca", "⏳ Minta perpanjangan", "📝 Isi laporan"]
    assert letter.urgency is Urgency.BULK
    assert letter.repeat_in_doubt is False


async def test_a_report_in_progress_changes_what_is_said(office: Office) -> None:
    await office.plan()
    await office.set_report(ReportStatus.DRAFT, values={"main_activity": "Bibit pala"})
    (text,) = to(await office.ring(at(REPORT_DUE - timedelta(days=14))), cast.MARIA)
    assert "Negeri Contoh Banda: belum ada Pelaksanaan, Sumber dana" in text
    assert "Kegiatan utama" not in text

    await office.set_report(ReportStatus.RETURNED, reason="Pagu keliru")
    (text,) = to(await office.ring(at(REPORT_DUE - timedelta(days=7))), cast.MARIA)
    assert "dikembalikan untuk diperbaiki: Pagu keliru" in text


async def test_a_report_that_arrived_silences_all_officials_of_its_village(
    office: Office,
) -> None:
    await office.plan()
    await office.set_report(ReportStatus.SENT)
    letters = await office.ring(at(REPORT_DUE - timedelta(days=14)))
    assert {letter.chat_id for letter in letters} == {cast.TITUS}
    closed = [row for row in await office.rows() if row.person_id in (1, 2) and row.rung_at]
    assert {row.outcome for row in closed} == {Outcome.NOT_NEEDED}


async def test_an_evaluation_that_was_made_silences_the_coordinator(office: Office) -> None:
    await office.plan()
    async with office.database.work() as session:
        planned = await evaluations.of_quarter(session, str(Q4))
        draft = next(row for row in planned if row.village_id == 1)
        await papers.advance(session, draft, of=(draft.status,), status=EvaluationStatus.SENT)
    assert to(await office.ring(at(EVALUATION_DUE)), cast.RAHMA) == []


async def test_after_three_days_of_downtime_each_person_gets_one_message(
    office: Office,
) -> None:
    await office.plan()
    letters = await office.ring(at(REPORT_DUE + timedelta(days=7)))
    for chat in (cast.MARIA, cast.PETRUS, cast.TITUS, cast.RAHMA):
        assert len(to(letters, chat)) == 1
    assert await office.ring(at(REPORT_DUE + timedelta(days=7), time(9))) == []
    assert {row.outcome for row in await office.rows() if row.rung_at} == {
        Outcome.SENT,
        Outcome.JOINED,
    }


async def test_both_tasks_and_several_villages_come_in_one_letter(office: Office) -> None:
    async with office.database.work() as session:
        session.add(Assignment(person_id=6, role=Role.COORDINATOR, agency_id=2))
        session.add(Assignment(person_id=6, role=Role.OFFICIAL, village_id=2))
    await office.plan()
    texts = to(await office.ring(at(EVALUATION_DUE + timedelta(days=1))), cast.RAHMA)
    assert len(texts) == 1
    assert "Laporan Triwulan IV 2026" in texts[0]
    assert "Evaluasi Triwulan IV 2026" in texts[0]
    assert texts[0].count("evaluasi belum diisi") == 2


async def test_nothing_rings_at_night(office: Office) -> None:
    await office.plan()
    for clock in (time(7, 59), time(20), time(23, 30)):
        assert await office.ring(at(REPORT_DUE, clock)) == []
    assert await office.ring(at(REPORT_DUE, time(8))) != []


async def test_somebody_bound_later_hears_only_the_latest_step(office: Office) -> None:
    await office.plan()
    now = at(REPORT_DUE + timedelta(days=1))
    await office.ring(now)
    async with office.database.work() as session:
        saul = Person(name="Saul", position="Kaur umum", telegram_id=777)
        session.add(saul)
        await session.flush()
        session.add(Assignment(person_id=saul.id, role=Role.OFFICIAL, village_id=2))
    await office.plan(now)
    mine = [row for row in await office.rows() if row.person_id == 8]
    assert [row.step for row in mine] == [0, 3, 7]
    assert len(to(await office.ring(now), 777)) == 1


async def test_somebody_bound_long_after_is_not_reminded_of_old_papers(office: Office) -> None:
    await office.plan(at(REPORT_DUE + timedelta(days=30)))
    assert await office.rows() == []


async def test_a_revoked_role_is_not_reminded(office: Office) -> None:
    await office.plan()
    async with office.database.work() as session:
        duty = (await session.exec(select(Assignment).where(Assignment.person_id == 1))).one()
        duty.revoked_at = NOVEMBER
    letters = await office.ring(at(REPORT_DUE))
    assert to(letters, cast.MARIA) == []
    assert len(to(letters, cast.PETRUS)) == 1


async def test_a_preview_tells_who_what_and_why_and_writes_nothing(office: Office) -> None:
    await office.set_report(ReportStatus.DRAFT, values={"main_activity": "Bibit pala"})
    async with office.database.work() as session:
        unbound = Person(name="Saul", position="Kaur umum")
        session.add(unbound)
        await session.flush()
        session.add(Assignment(person_id=unbound.id, role=Role.OFFICIAL, village_id=2))
    async with office.database.reading() as session:
        lines = await reminding.preview(session, REPORT_DUE - timedelta(days=7))
    assert [(line.name, line.village, line.step, line.reachable) for line in lines] == [
        ("Maria", "Negeri Contoh Banda", -7, True),
        ("Petrus", "Negeri Contoh Banda", -7, True),
        ("Rahma", "Negeri Contoh Banda", -14, True),
        ("Titus", "Desa Contoh Waru", -7, True),
        ("Saul", "Desa Contoh Waru", -7, False),
    ]
    assert lines[0].reason.startswith("belum ada Pelaksanaan, Sumber dana")
    assert lines[2].reason == "evaluasi belum diisi"
    assert lines[3].reason == "belum dimulai"
    assert lines[0].role is Role.OFFICIAL
    assert await office.rows() == []


async def test_the_preview_is_what_then_happens(office: Office) -> None:
    await office.plan()
    for n in range(60):
        day = date(2026, 12, 20) + timedelta(days=n)
        async with office.database.reading() as session:
            expected = {line.name for line in await reminding.preview(session, day)}
        chats = {letter.chat_id for letter in await office.ring(at(day))}
        async with office.database.reading() as session:
            known = await people.speakers(session, chats)
        assert {speaker.name for speaker in known.values()} == expected


async def test_two_processes_that_ring_at_once_send_one_letter(office: Office) -> None:
    await office.plan()
    now = at(REPORT_DUE)
    other = Database(office.database.url.render_as_string(hide_password=False))

    async def ring(database: Database) -> None:
        async with database.work() as session:
            await reminding.ring_due(session, now=now)

    await asyncio.gather(*(ring(database) for database in (office.database, other) * 3))
    await other.close()
    letters = await office.fresh()
    assert sorted(letter.chat_id for letter in letters) == sorted(
        [cast.MARIA, cast.PETRUS, cast.TITUS, cast.RAHMA]
    )


async def test_a_step_taken_in_an_open_transaction_is_not_taken_by_another(
    office: Office,
) -> None:
    await office.plan()
    now = at(REPORT_DUE)
    other = Database(office.database.url.render_as_string(hide_password=False))
    async with office.database.work() as session:
        first = await reminders.take(session, now=now, most=100)
        second = asyncio.create_task(_take(other, now))
        done, _ = await asyncio.wait({second}, timeout=0.1)
        assert not done
    assert len(first) > 0
    assert await second == []
    await other.close()


async def _take(database: Database, now: datetime) -> list[Taken]:
    async with database.work() as session:
        return await reminders.take(session, now=now, most=100)


async def test_read_counts_once(office: Office) -> None:
    await office.plan()
    now = at(REPORT_DUE)
    await office.ring(now)
    async with office.database.work() as session:
        maria = await office.speaker(session, 1)
        await reminding.read(session, maria, int(now.timestamp()) + 1, now=now)
    first = {row.id: row.read_at for row in await office.rows() if row.person_id == 1}
    assert set(first.values()) == {None, now}
    async with office.database.work() as session:
        await reminding.read(session, maria, int(now.timestamp()) + 1, now=now + timedelta(hours=1))
    assert {row.id: row.read_at for row in await office.rows() if row.person_id == 1} == first
    first_told, second_told = to(await office.fresh(), cast.MARIA)
    assert "sudah kami catat" in first_told
    assert "Sudah tercatat sebelumnya" in second_told


def test_every_step_rings_at_eight_in_the_morning_of_its_day() -> None:
    steps = reminding.steps_for(REPORT_DUE, extended=False)
    there = [step.ring_at.astimezone(WIT) for step in steps]
    assert [(each.date() - REPORT_DUE).days for each in there] == list(STEPS)
    assert {each.time() for each in there} == {time(8)}


def test_who_was_given_more_time_is_left_alone_until_then() -> None:
    steps = reminding.steps_for(REPORT_DUE, extended=True)
    assert [step.days for step in steps] == [0, 3, 7]
    assert steps[0].due_on == REPORT_DUE


async def test_one_reminder_that_cannot_be_written_stops_no_other(office: Office) -> None:
    await office.plan()
    await office.set_report(ReportStatus.DRAFT, values=None)
    letters = await office.ring(at(REPORT_DUE))
    assert {letter.chat_id for letter in letters} == {cast.TITUS, cast.RAHMA}
    bad = [row for row in await office.rows() if row.person_id in (1, 2) and row.rung_at]
    assert bad
    assert {row.outcome for row in bad} == {None}
    assert await office.ring(at(REPORT_DUE, time(9))) == []


async def test_a_reminder_of_a_hundred_villages_fits_into_one_message(office: Office) -> None:
    await add_villages(office.database, 100, coordinator=6, official=1)
    await office.plan()
    for day in (REPORT_DUE, EVALUATION_DUE):
        letters = await office.ring(at(day))
        for chat in {cast.MARIA, cast.RAHMA} & {letter.chat_id for letter in letters}:
            (text,) = to(letters, chat)
            assert "… dan 89 lagi" in text
