"""Opens the database for one command, or says in one line why it cannot be used."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings
from storage import revisions
from storage.database import Database


class NotReady(Exception):
    """Something outside the program is missing; the message names the fault and the cure."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database, with tables as this program needs them."""
    async with reached(settings) as (database, revision):
        if revision != revisions.newest():
            raise NotReady("Tabel belum siap untuk versi ini; jalankan: klinik migrate")
        yield database


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[tuple[Database, str | None]]:
    """The database as it is, and the revision of its tables."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        cure = "beri izin menulis atau ubah KLINIK_DATA_DIR"
        raise NotReady(f"Folder data tidak bisa dibuat ({fault.strerror}); {cure}") from fault
    try:
        database = Database(settings.database())
    except (SQLAlchemyError, ValueError) as fault:
        cure = "tulis seperti postgresql://NAMA:SANDI@SERVER:5432/DATABASE"
        raise NotReady(f"KLINIK_DATABASE_URL tidak bisa dibaca; {cure}") from fault
    try:
        yield database, await _revision(database)
    finally:
        await database.close()


async def _revision(database: Database) -> str | None:
    try:
        async with database.reading() as session:
            return await revisions.current(session)
    except (SQLAlchemyError, OSError, TypeError) as fault:  # TypeError: an option nobody knows
        reason = str(fault).splitlines()[0]
        cure = "periksa KLINIK_DATABASE_URL dan apakah server database menyala"
        raise NotReady(f"Database tidak terjangkau ({reason}); {cure}") from fault
