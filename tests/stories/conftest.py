"""Databases without end for stories that are told again and again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.postgres import Postgres

pytest.register_assert_rewrite("tests.stories.audit")  # audits say what they compared, as tests do
NUMBERS = count(1)


@pytest.fixture(params=["sqlite", "postgres"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes one migrated database after the other, all on the same system."""

    def on_sqlite() -> str:
        file = tmp_path / f"klinik_{next(NUMBERS)}.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"

    def on_postgres() -> str:
        server: Postgres = request.getfixturevalue("postgres")
        return lent.enter_context(server.lend())

    with ExitStack() as lent:
        yield on_sqlite if request.param == "sqlite" else on_postgres
