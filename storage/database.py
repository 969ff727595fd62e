"""Sessions: `work()` writes and commits, `reading()` cannot write. Nobody else commits.

A transaction costs more than what is done in it. So small matters may `join()` the next `shared()`
one: under load what arrived, what was answered and what was sent are one commit.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import embedded, json_text
from storage.statements import flush_later

MIGRATIONS = Path(__file__).parent / "migrations"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}

# A process that was put to sleep in the middle of its work must not keep the others from theirs.
AWAKE = {"server_settings": {"idle_in_transaction_session_timeout": "10s"}}

Errand = Callable[[AsyncSession], Awaitable[None]]


class Database:
    """One database, by the URL as people write it: `sqlite:///...` or `postgresql://...`."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # One writer at a time: SQLite knows no more, and on PostgreSQL it makes row ids
        # appear in the order in which they were given.
        self._pen = asyncio.Lock()
        self._joined: list[tuple[Errand, asyncio.Future[None]]] = []
        self._is_shared = False
        self._busy = asyncio.Lock()
        self.joined = asyncio.Event()  # rings for whoever opens shared transactions
        self._writer = self._engine(pool_size=1 if self.is_sqlite else 2)
        self._reader = (
            self._engine(pool_size=3, query_only=True)
            if self.is_sqlite
            else self._writer.execution_options(postgresql_readonly=True)
        )

    def _engine(self, *, pool_size: int, query_only: bool = False) -> AsyncEngine:
        url = self.url.set(drivername=DRIVERS[self.url.get_backend_name()])
        if "sslmode" in url.query:  # as people and their providers write it
            mode = url.query["sslmode"]
            url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
        engine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0 if self.is_sqlite else 4,
            json_deserializer=json_text.read,
            hide_parameters=True,  # people's words must not get into logs by way of an error
            connect_args={"async_creator_fn": embedded.connect} if self.is_sqlite else AWAKE,
        )
        if self.is_sqlite:
            _tune_sqlite(engine, query_only=query_only)
        return engine

    @asynccontextmanager
    async def work(self) -> AsyncIterator[AsyncSession]:
        """One transaction: returning commits everything, raising undoes everything."""
        fresh = AsyncSession(self._writer, expire_on_commit=False)
        async with self._pen, fresh as session, session.begin():
            yield session
            await flush_later(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that the database itself refuses to let write."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session, session.begin():
            yield session

    async def join(self, errand: Errand, *, patient: bool = False) -> None:
        """Carry out with the next shared transaction; returns when that is committed.

        What is `patient` does not bring one about. Where nobody opens any, this opens one.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._joined.append((errand, done))
        if not patient:
            self.joined.set()
        if not self._is_shared:
            async with self._busy:
                if not done.done():
                    await self._share()
        await done

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[AsyncSession]:
        """A transaction that takes along all who joined; when it fails, they wait for the next."""
        taken: list[tuple[Errand, asyncio.Future[None]]] = []
        try:
            async with self.work() as session:
                taken, self._joined = self._joined, []
                self.joined.clear()
                for errand, _done in taken:
                    await errand(session)
                yield session
        except BaseException:
            self._joined = [*taken, *self._joined]
            raise
        for _errand, done in taken:
            if not done.done():
                done.set_result(None)

    @asynccontextmanager
    async def sharing(self) -> AsyncIterator[None]:
        """Whoever enters promises to open a shared transaction whenever `joined` rings."""
        self._is_shared = True
        try:
            yield
        finally:
            self._is_shared = False
            await self.share_singly()

    async def share_singly(self) -> None:
        """Carry out all that joined, each alone: one that cannot be done harms no other."""
        waiting, self._joined = self._joined, []
        for errand, done in waiting:
            if done.done():
                continue
            try:
                async with self.work() as session:
                    await errand(session)
            except Exception as fault:
                away = is_gone(fault) or isinstance(fault, OSError)  # the others would wait as long
                _fail([each for _errand, each in waiting] if away else [done], fault)
            except BaseException:
                for _errand, left in waiting:
                    left.cancel()
                raise
            else:
                if not done.done():
                    done.set_result(None)

    async def _share(self) -> None:
        try:
            async with self.shared():
                pass
        except Exception:
            await self.share_singly()

    async def migrate(self, revision: str = "head") -> None:
        """Bring the tables to a revision (up or down), in one transaction."""
        async with self._pen, self._writer.begin() as connection:
            await connection.run_sync(_migrate, revision)

    async def close(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()


def is_gone(fault: BaseException) -> bool:
    """Whether the connection broke in the middle of the work."""
    return isinstance(fault, DBAPIError) and fault.connection_invalidated


def _fail(waiting: Sequence[asyncio.Future[None]], fault: Exception) -> None:
    for done in waiting:
        if not done.done():
            done.set_exception(fault)


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one open connection; no ini file is needed."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _migrate(connection: Connection, revision: str) -> None:
    config = alembic_config(connection)
    move = command.downgrade if revision == "base" or revision.startswith("-") else command.upgrade
    move(config, revision)


def _tune_sqlite(engine: AsyncEngine, *, query_only: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions by itself
        cursor = connection.cursor()
        # FULL: a commit that was confirmed survives a power cut, not only a crash.
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            f"query_only={'ON' if query_only else 'OFF'}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if query_only else "BEGIN IMMEDIATE")
