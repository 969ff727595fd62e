"""An answer past its date asks its owner for a review, once."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select, update

from clinic import shelf_life
from knowledge.library import Library
from storage.database import Database
from storage.outbox import Letter
from storage.people import Assignment, Role
from storage.suggestions import Suggestion
from tests import cast
from tests.phone import MORNING
from tests.shelf import write


@pytest.fixture
async def shelf(database: Database, tmp_path: Path) -> Path:
    """Nobody has the field of the entry, which ended yesterday."""
    async with database.work() as session:
        await cast.enter(session)
    write(tmp_path, valid_until=str((MORNING - timedelta(days=1)).date()))
    return tmp_path


async def told(database: Database, shelf: Path) -> list[int]:
    """Who hears of what ended, this time."""
    async with database.work() as session:
        before = len((await session.exec(select(Letter))).all())
        library = Library.load(shelf)
        made = await shelf_life.ask_for_review(session, library, now=MORNING)
    async with database.reading() as session:
        letters = (await session.exec(select(Letter).order_by("id"))).all()[before:]
    assert made == len(letters)
    assert all("surat perahu nelayan" in letter.params["text"] for letter in letters)
    return [letter.chat_id for letter in letters]


async def test_the_expert_of_the_field_is_told_once(database: Database, shelf: Path) -> None:
    async with database.work() as session:
        session.add(Assignment(person_id=4, role=Role.EXPERT, topics=["perikanan"]))
    assert await told(database, shelf) == [cast.ESTER]
    assert await told(database, shelf) == []


async def test_the_task_is_a_suggestion_that_reads_as_the_answer_did(
    database: Database, shelf: Path
) -> None:
    await told(database, shelf)
    async with database.reading() as session:
        (task,) = (await session.exec(select(Suggestion))).all()
    assert (task.entry, task.topic) == ("contoh_satu", "perikanan")
    assert task.draft["answer"] == "Jawaban lama contoh."


async def test_of_several_experts_those_of_the_owning_agency_are_told(
    database: Database, shelf: Path
) -> None:
    async with database.work() as session:
        for person, agency in ((3, 2), (4, 1)):  # the entry is DPMD's, the first agency
            session.add(
                Assignment(
                    person_id=person, role=Role.EXPERT, agency_id=agency, topics=["perikanan"]
                )
            )
    assert await told(database, shelf) == [cast.ESTER]


async def test_where_nobody_has_the_field_the_keeper_is_told(
    database: Database, shelf: Path
) -> None:
    assert await told(database, shelf) == [cast.LINA]


async def test_where_nobody_is_there_yet_the_first_is_told(database: Database, shelf: Path) -> None:
    async with database.work() as session:
        nobody = update(Assignment).where(Assignment.role == Role.KEEPER)
        await session.exec(nobody.values(role=Role.PROVINCE))
    assert await told(database, shelf) == []
    async with database.work() as session:
        session.add(Assignment(person_id=4, role=Role.EXPERT, topics=["perikanan"]))
    assert await told(database, shelf) == [cast.ESTER]


async def test_a_new_date_makes_a_new_task_once_it_has_passed(
    database: Database, shelf: Path
) -> None:
    await told(database, shelf)
    write(shelf, valid_until=str((MORNING + timedelta(days=30)).date()))
    assert await told(database, shelf) == []
    write(shelf, valid_until="2026-10-31")
    assert await told(database, shelf) == [cast.LINA]


async def test_what_was_withdrawn_in_the_files_is_a_task_as_well(
    database: Database, shelf: Path
) -> None:
    write(shelf, withdrawn_on=str(MORNING.date()))
    assert await told(database, shelf) == [cast.LINA]
    assert await told(database, shelf) == []


async def test_an_answer_is_good_through_its_last_day(database: Database, shelf: Path) -> None:
    write(shelf, valid_until=str(MORNING.date()))
    assert await told(database, shelf) == []
    write(shelf)
    assert await told(database, shelf) == []
