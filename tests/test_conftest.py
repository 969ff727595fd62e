"""The ground under the other tests."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from playwright.async_api import Browser
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.agencies import Agency
from storage.database import Database
from tests.postgres import Postgres

ROOT = Path(__file__).parents[1]


async def scalar(session: AsyncSession, statement: str) -> Any:
    connection = await session.connection()
    return (await connection.exec_driver_sql(statement)).scalar()


@pytest.mark.parametrize("_again", [1, 2])
async def test_each_test_has_tables_of_its_own(database: Database, _again: int) -> None:
    async with database.work() as session:
        await (await session.connection()).exec_driver_sql("CREATE TABLE mine (id INTEGER)")


@pytest.mark.parametrize("_again", [1, 2])
async def test_each_test_begins_without_rows_and_with_number_one(
    database: Database, _again: int
) -> None:
    async with database.work() as session:
        assert await scalar(session, "SELECT count(*) FROM agencies") == 0
        session.add(agency := Agency(code="OPD-1", name="Dinas Contoh"))
        await session.flush()
        assert agency.id == 1


def test_a_session_left_open_does_not_keep_a_database_from_the_next_test(
    postgres: Postgres,
) -> None:
    with asyncio.Runner() as runner:
        with postgres.lend() as url:
            forgotten = runner.run(asyncpg.connect(url))
            runner.run(forgotten.execute("BEGIN; LOCK TABLE agencies"))
        with postgres.lend() as again:
            assert again == url
        forgotten.terminate()
        runner.run(asyncio.sleep(0))


async def test_a_database_is_migrated(database: Database) -> None:
    async with database.work() as session:
        assert await scalar(session, "SELECT count(*) FROM alembic_version") == 1


async def test_a_database_comes_on_both_systems(
    database: Database, request: pytest.FixtureRequest
) -> None:
    version = "sqlite_version()" if "[sqlite]" in request.node.name else "version()"
    async with database.work() as session:
        assert await scalar(session, f"SELECT {version}")


async def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content("<h1>Selamat datang di Maluku</h1>")
    assert await page.inner_text("h1") == "Selamat datang di Maluku"


def test_a_skipped_test_counts_as_failed(tmp_path: Path) -> None:
    skipped = {
        "test_module.py": "pytest.skip('later', allow_module_level=True)",
        "test_inside.py": "def test_nothing(): pytest.skip('later')",
        "test_mark.py": "@pytest.mark.skip(reason='later')\ndef test_nothing(): pass",
        "test_xfail.py": "@pytest.mark.xfail(reason='later')\ndef test_nothing(): assert False",
    }
    for name, text in skipped.items():
        (tmp_path / name).write_text(f"import pytest\n{text}")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest"]
    command += ["--rootdir", str(tmp_path), "--continue-on-collection-errors"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 1
    assert "2 failed, 2 errors" in run.stdout
    assert "later" in run.stdout
