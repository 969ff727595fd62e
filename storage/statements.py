"""Statements past the ORM, for the hot tables: at once, or put off until the commit."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Executable, Table, insert
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel.ext.asyncio.session import AsyncSession

LATER = "statements that may wait for the commit"

Row = dict[str, Any]


async def run(
    session: AsyncSession, statement: Executable, rows: Sequence[Row] | Row | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """Carry out a Core statement, once or for many rows, past the ORM: for the hot tables."""
    connection = await session.connection()
    return await connection.execute(statement, rows)


@asynccontextmanager
async def savepoint(session: AsyncSession) -> AsyncIterator[None]:
    """All of the block or nothing of it, inside a larger transaction."""
    await flush_later(session)
    try:
        async with session.begin_nested():
            yield
            await flush_later(session)
    except BaseException:
        session.info.pop(LATER, None)
        raise


def run_later(session: AsyncSession, statement: Executable, row: Row) -> None:
    """Carry out with the commit: once for all the rows that a transaction has for a statement.

    For what nobody needs to know before, and what does not depend on another statement put off:
    their order is that of the first row of each. The statement must be one that is built once.
    """
    session.info.setdefault(LATER, {}).setdefault(statement, []).append(row)


def insert_later(session: AsyncSession, table: Table, row: Row) -> None:
    """Insert with the commit: letters, journal, answers; rows of one table need the same columns.

    Nobody may need their ids before.
    """
    run_later(session, _insert(table), row)


async def flush_later(session: AsyncSession) -> None:
    """Carry out now what was put off."""
    waiting: Mapping[Executable, list[Row]] = session.info.pop(LATER, {})
    for statement, rows in waiting.items():
        await run(session, statement, rows)


async def insert_new(session: AsyncSession, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows that no unique key refuses; the others are already there."""
    if rows:
        statement = _insert_new(session.get_bind().dialect.name, table)
        await run(session, statement, list(rows))


async def upsert(
    session: AsyncSession, table: Table, rows: Sequence[Row], *, key: str, change: tuple[str, ...]
) -> None:
    """Insert rows, or overwrite the columns `change` of those whose `key` is there."""
    if rows:
        statement = _upsert(session.get_bind().dialect.name, table, key, change)
        await run(session, statement, list(rows))


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    make = sqlite_insert if dialect == "sqlite" else postgres_insert
    return make(table).on_conflict_do_nothing()


@cache
def _upsert(dialect: str, table: Table, key: str, change: tuple[str, ...]) -> Executable:
    make = sqlite_insert if dialect == "sqlite" else postgres_insert
    statement = make(table)
    overwritten = {name: statement.excluded[name] for name in change}
    return statement.on_conflict_do_update(index_elements=[key], set_=overwritten)


@cache
def _insert(table: Table) -> Executable:
    return insert(table)
