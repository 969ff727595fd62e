"""What every test may ask for: a migrated database of its own, on both systems, and a browser."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import QUIET, environment, executable
from tests.postgres import TEMPLATE, Postgres, running_postgres

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from storage.database import Database

pytest_plugins = ["tests.town"]


def migrate(url: str) -> None:
    """Bring an empty database up to date."""
    from storage.database import Database

    async def work() -> None:
        database = Database(url)
        await database.migrate()
        await database.close()

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(work())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The one PostgreSQL server of this run, started when the first test needs it."""
    with running_postgres() as server:
        migrate(server.create(TEMPLATE))
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "klinik.sqlite"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh migrated database; the test runs once on each system."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        for left in template.parent.glob("lent*"):
            left.unlink()
        yield f"sqlite:///{shutil.copy(template, template.with_name('lent.sqlite'))}"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.lend() as url:
            yield url


@pytest.fixture
async def database(database_url: str) -> "AsyncIterator[Database]":
    from tests.lending import LentDatabase

    database = LentDatabase(database_url)
    yield database
    await database.close()


@pytest.fixture
async def browser(monkeypatch: pytest.MonkeyPatch) -> "AsyncIterator[Browser]":
    """A headless Chromium."""
    from playwright.async_api import async_playwright

    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(args=QUIET, executable_path=executable())
        yield browser
        await browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long stories begin first: what is short fills the time until the last of them ends."""
    items.sort(key=lambda item: "stories" not in item.path.parts)


def _never_skipped(report: Any) -> Any:
    """A test that did not run has shown nothing: it counts as failed."""
    if report.skipped:
        reason = report.__dict__.pop("wasxfail", None) or report.longrepr
        report.outcome, report.longrepr = "failed", f"not run, so not shown: {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    return _never_skipped((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    return _never_skipped((yield))
