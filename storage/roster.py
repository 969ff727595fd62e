"""Bringing tables to what the roster says, and names that an assignment points to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, insert, update
from sqlalchemy import select as pick
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.agencies import Agency, Mentorship
from storage.columns import table_of
from storage.database import Row, run
from storage.people import Assignment, Person
from storage.villages import Village

villages: Table = table_of(Village)
agencies: Table = table_of(Agency)
mentorships: Table = table_of(Mentorship)
people: Table = table_of(Person)
assignments: Table = table_of(Assignment)

# What makes a row of each table the same row as before, also after it was gone for a while.
KEYS = {
    villages: ("code",),
    agencies: ("code",),
    mentorships: ("agency_id", "village_id", "starts_on"),
    people: ("name", "position"),
    assignments: ("person_id", "role", "agency_id", "village_id", "regency"),
}
GONE = {assignments: "revoked_at"}

Key = tuple[Any, ...]


class Difference(NamedTuple):
    """What a table had to change, by key; `ids` has every row that is in force now."""

    added: list[Key]
    changed: list[Key]
    left: list[Key]
    ids: Mapping[Key, int]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.left)


async def settle(
    session: AsyncSession, table: Table, rows: Sequence[Row], *, now: datetime
) -> Difference:
    """Make these rows the ones in force: others are marked as gone, none is deleted."""
    gone = GONE.get(table, "left_at")
    present = await _by_key(session, table)
    wanted = {_key(table, row): {**row, gone: None} for row in rows}
    added = [key for key in wanted if key not in present]
    changed = [k for k, row in wanted.items() if k in present and _differs(present[k], row)]
    left = [k for k, row in present.items() if k not in wanted and row[gone] is None]
    if added:
        await run(session, insert(table), [wanted[key] for key in added])
    for key in changed:
        await _change(session, table, present[key]["id"], wanted[key])
    for key in left:
        await _change(session, table, present[key]["id"], {gone: now})
    after = await _by_key(session, table) if added else present
    return Difference(added, changed, left, {key: int(after[key]["id"]) for key in wanted})


async def _by_key(session: AsyncSession, table: Table) -> dict[Key, Mapping[str, Any]]:
    rows = (await run(session, pick(table).order_by(table.c.id))).mappings()
    return {_key(table, row): row for row in map(dict, rows)}


def _key(table: Table, row: Mapping[str, Any]) -> Key:
    return tuple(row[name] for name in KEYS[table])


def _differs(present: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return any(present[name] != value for name, value in wanted.items())


async def _change(session: AsyncSession, table: Table, row_id: int, values: Row) -> None:
    await run(session, update(table).where(table.c.id == row_id).values(values))


async def is_empty(session: AsyncSession) -> bool:
    """Whether nobody was ever enrolled here."""
    return (await run(session, pick(people.c.id).limit(1))).first() is None


async def bound_from(session: AsyncSession, telegram_id: int) -> bool:
    """Whether anybody is bound to an account with this number or a higher one."""
    wanted = pick(people.c.id).where(people.c.telegram_id >= telegram_id).limit(1)
    return (await run(session, wanted)).first() is not None


async def members(session: AsyncSession) -> dict[int, Person]:
    """Everybody who is on the roster now, by id."""
    wanted = select(Person).where(col(Person.left_at).is_(None)).order_by(col(Person.name))
    return {one.id: one for one in await session.exec(wanted) if one.id is not None}


async def holder(session: AsyncSession, telegram_id: int) -> Person | None:
    """Whose account this is, be they still on the roster or not."""
    wanted = select(Person).where(Person.telegram_id == telegram_id)
    return (await session.exec(wanted)).one_or_none()


async def duties(session: AsyncSession) -> list[Assignment]:
    """All assignments in force, in the order in which they were given."""
    in_force = select(Assignment).where(col(Assignment.revoked_at).is_(None))
    return list(await session.exec(in_force.order_by(col(Assignment.id))))


async def village_names(session: AsyncSession, ids: Collection[int]) -> dict[int, str]:
    found = await run(session, pick(villages.c.id, villages.c.name).where(villages.c.id.in_(ids)))
    return {row.id: row.name for row in found}


async def agency_names(session: AsyncSession, ids: Collection[int]) -> dict[int, str]:
    found = await run(session, pick(agencies.c.id, agencies.c.name).where(agencies.c.id.in_(ids)))
    return {row.id: row.name for row in found}
