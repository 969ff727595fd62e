"""Which revision the tables are at, and which one the program needs."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import MIGRATIONS


async def current(session: AsyncSession) -> str | None:
    """The revision of the tables; None before the first migration."""
    return await (await session.connection()).run_sync(_revision)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that the program is written for."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
