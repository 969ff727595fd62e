"""Migrations: they lead to the tables the code means, and back."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, inspect

from storage.database import Database, alembic_config
from tests.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database in which there is nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'leer.sqlite'}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        yield server.create("klinik_empty")
        server.drop("klinik_empty")


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


async def shape(database: Database) -> dict[str, list[str]]:
    """Every table with its columns, indexes and constraints."""

    def read(connection: Connection) -> dict[str, list[str]]:
        found = inspect(connection)
        return {
            table: sorted(
                [f"{c['name']} {c['type']} {c['nullable']}" for c in found.get_columns(table)]
                + [str(index["name"]) for index in found.get_indexes(table)]
                + [str(u["column_names"]) for u in found.get_unique_constraints(table)]
                + [str(f["constrained_columns"]) for f in found.get_foreign_keys(table)]
            )
            for table in found.get_table_names()
        }

    async with database.work() as session:
        return await (await session.connection()).run_sync(read)


async def test_migrations_lead_up_all_the_way_down_and_up_again(empty: Database) -> None:
    assert await shape(empty) == {}
    await empty.migrate()
    first = await shape(empty)
    assert {"inbox", "letters", "people", "cases"} <= first.keys()
    await empty.migrate("base")
    assert (await shape(empty)).keys() <= {"alembic_version"}
    await empty.migrate()
    assert await shape(empty) == first
    await empty.migrate()  # nothing is left to do
    assert await shape(empty) == first


async def test_the_migrated_tables_are_those_that_the_code_means(empty: Database) -> None:
    """As `alembic check`: a difference would be a migration that somebody forgot."""
    await empty.migrate()
    async with empty.work() as session:
        connection = await session.connection()
        await connection.run_sync(lambda plain: command.check(alembic_config(plain)))
