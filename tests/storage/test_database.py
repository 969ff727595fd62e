"""Transactions: all or nothing, and reading cannot write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.counters import Counter, counters
from storage.database import Database
from storage.statements import insert_later, insert_new, run, savepoint, upsert


class Trouble(Exception):
    """Something went wrong in the middle of the work."""


async def names(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.exec(select(Counter.name).order_by(Counter.name)))


def later(session: AsyncSession, *wanted: str) -> None:
    for name in wanted:
        insert_later(session, counters, {"name": name, "value": 0})


async def test_work_that_returns_is_kept_and_work_that_raises_is_not(database: Database) -> None:
    async with database.work() as session:
        session.add(Counter(name="a"))
        later(session, "b")
    with suppress(Trouble):
        async with database.work() as session:
            session.add(Counter(name="c"))
            await session.flush()
            later(session, "d")
            raise Trouble
    assert await names(database) == ["a", "b"]


async def test_a_savepoint_is_undone_alone(database: Database) -> None:
    async with database.work() as session:
        later(session, "before")
        async with savepoint(session):
            later(session, "kept")
        with suppress(Trouble):
            async with savepoint(session):
                later(session, "lost")
                session.add(Counter(name="lost too"))
                raise Trouble
        later(session, "after")
    assert await names(database) == ["after", "before", "kept"]


async def test_a_row_put_off_that_cannot_be_stored_belongs_to_its_savepoint(
    database: Database,
) -> None:
    async with database.work() as session:
        with pytest.raises(IntegrityError):
            async with savepoint(session):
                later(session, "twice", "twice")
        later(session, "fine")
    assert await names(database) == ["fine"]


async def test_rows_put_off_are_there_at_the_commit_and_in_their_order(
    database: Database,
) -> None:
    async with database.work() as session:
        later(session, *(f"{n:03}" for n in range(300)))
        assert (await session.exec(select(Counter))).all() == []
    assert await names(database) == [f"{n:03}" for n in range(300)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO counters (name, value) VALUES ('x', 1)",
        "UPDATE counters SET value = 7",
        "DELETE FROM counters",
        "CREATE TABLE mine (id INTEGER)",
    ],
)
async def test_the_database_itself_refuses_to_write_while_reading(
    database: Database, statement: str
) -> None:
    async with database.work() as session:
        session.add(Counter(name="a"))
    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with database.reading() as session:
            await run(session, text(statement))
    assert await names(database) == ["a"]
    async with database.work() as session:  # and the next one may write
        session.add(Counter(name="b"))


async def test_reading_goes_on_while_somebody_writes_and_sees_only_what_is_committed(
    database: Database,
) -> None:
    async with database.work() as session:
        session.add(Counter(name="a"))
        await session.flush()
        async with asyncio.timeout(5):
            assert await names(database) == []
    assert await names(database) == ["a"]


async def test_many_writers_at_once_all_get_their_turn(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False))

    async def add(where: Database, name: str) -> None:
        async with where.work() as session:
            rows = [{"name": name, "value": 0}]
            await session.exec(select(Counter))  # whoever reads first must not write in vain
            await asyncio.sleep(0)
            await insert_new(session, counters, rows)
            await asyncio.sleep(0)
            await run(session, counters.update().values(value=counters.c.value + 1))

    wanted = [f"{n:02}" for n in range(30)]
    both = [(where, name) for name in wanted for where in (database, other)]
    try:
        await asyncio.gather(*(add(where, name) for where, name in both))
    finally:
        await other.close()
    assert await names(database) == wanted
    async with database.reading() as session:
        highest = await run(session, text("SELECT max(value) FROM counters"))
        assert highest.scalar_one() == 60


async def test_a_row_that_is_there_stays_or_is_overwritten_as_asked(database: Database) -> None:
    async with database.work() as session:
        await insert_new(session, counters, [{"name": "a", "value": 1}])
        await insert_new(session, counters, [{"name": "a", "value": 2}, {"name": "b", "value": 2}])
        rows = [{"name": "b", "value": 3}, {"name": "c", "value": 3}]
        await upsert(session, counters, rows, key="name", change=("value",))
        await upsert(session, counters, [], key="name", change=("value",))
        await insert_new(session, counters, [])
    async with database.reading() as session:
        found = await session.exec(select(Counter.name, Counter.value).order_by(Counter.name))
        assert list(found) == [("a", 1), ("b", 3), ("c", 3)]


@pytest.fixture
async def pragmas(
    sqlite_template: object, tmp_path: object
) -> AsyncIterator[dict[str, dict[str, object]]]:
    database = Database(f"sqlite:///{tmp_path}/k.sqlite")
    wanted = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")
    found: dict[str, dict[str, object]] = {}
    for name, open_session in (("work", database.work), ("reading", database.reading)):
        async with open_session() as session:
            answers = [await run(session, text(f"PRAGMA {pragma}")) for pragma in wanted]
            found[name] = dict(zip(wanted, [a.scalar_one() for a in answers], strict=True))
    yield found
    await database.close()


async def test_sqlite_survives_a_power_cut_and_keeps_its_references(
    pragmas: dict[str, dict[str, object]],
) -> None:
    full = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}
    assert pragmas == {"work": {**full, "query_only": 0}, "reading": {**full, "query_only": 1}}


async def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.work() as session:
            await run(
                session,
                text("INSERT INTO assignments (person_id, role, topics) VALUES (99, 'x', '[]')"),
            )


async def test_what_people_said_is_in_no_message_of_a_fault(database: Database) -> None:
    with pytest.raises(IntegrityError) as fault:
        async with database.work() as session:
            later(session, "rahasia warga", "rahasia warga")
    first_line_and_parameters = str(fault.value.args[0]) if database.is_sqlite else ""
    assert "rahasia" not in first_line_and_parameters
    assert "[parameters" not in str(fault.value) or "hidden" in str(fault.value)


async def note(session: AsyncSession, name: str) -> None:
    later(session, name)


async def test_small_matters_ride_along_with_the_next_shared_transaction(
    database: Database,
) -> None:
    async with database.sharing():
        joining = [asyncio.create_task(database.join(partial(note, name=n))) for n in "ab"]
        await database.joined.wait()
        assert await names(database) == []
        async with database.shared() as session:
            await note(session, "c")
        await asyncio.gather(*joining)
        assert await names(database) == ["a", "b", "c"]


async def test_what_joined_a_transaction_that_failed_waits_for_the_next(
    database: Database,
) -> None:
    async with database.sharing():
        joining = asyncio.create_task(database.join(partial(note, name="a")))
        await database.joined.wait()
        with pytest.raises(RuntimeError):
            async with database.shared():
                raise RuntimeError
        assert (joining.done(), await names(database)) == (False, [])
    await joining  # nobody shares any more: it was carried out at the end
    assert await names(database) == ["a"]


async def never(session: AsyncSession) -> None:
    raise Trouble


async def test_one_matter_that_cannot_be_done_harms_no_other(database: Database) -> None:
    wanted = [partial(note, name="a"), never, partial(note, name="b")]
    ends = await asyncio.gather(*(database.join(w) for w in wanted), return_exceptions=True)
    assert [type(end) for end in ends] == [type(None), Trouble, type(None)]
    assert await names(database) == ["a", "b"]


async def test_who_joined_does_not_wait_for_ever_when_sharing_is_cancelled(
    database: Database,
) -> None:
    async def hang(session: AsyncSession) -> None:
        await asyncio.Event().wait()

    async def share() -> None:
        async with database.sharing():
            await database.joined.wait()

    sharing = asyncio.create_task(share())
    await asyncio.sleep(0)
    joining = [asyncio.create_task(database.join(w)) for w in (hang, partial(note, name="a"))]
    await asyncio.wait([sharing], timeout=0.2)
    sharing.cancel()
    ends = await asyncio.gather(sharing, *joining, return_exceptions=True)
    assert [type(end) for end in ends] == [asyncio.CancelledError] * 3
