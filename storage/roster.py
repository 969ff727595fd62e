"""Bringing tables to what the roster says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table, insert, update
from sqlalchemy import select as pick
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.agencies import Agency, Mentorship
from storage.columns import table_of
from storage.people import Assignment, Person
from storage.statements import Row, run
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
    """What a table had to change, by key as written; `ids` has every row that is in force now."""

    added: list[Key]
    changed: list[Key]
    left: list[Key]
    ids: Mapping[Key, int]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.left)

    def id_of(self, *key: Any) -> int:
        """The row with this key, however it is written."""
        return self.ids[_folded(key)]


def folded(value: Any) -> Any:
    """What is compared of a word: neither its capitals nor its spaces tell two things apart."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _folded(key: Iterable[Any]) -> Key:
    return tuple(map(folded, key))


async def settle(
    session: AsyncSession, table: Table, rows: Sequence[Row], *, now: datetime
) -> Difference:
    """Make these rows the ones in force: others are marked as gone, none is deleted."""
    gone = GONE.get(table, "left_at")
    present = await _by_key(session, table)
    wanted: dict[Key, Row] = {}
    for row in rows:  # written in two ways, the first counts
        wanted.setdefault(_folded(_key(table, row)), {**row, gone: None})
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
    return Difference(
        [_key(table, wanted[key]) for key in added],
        [_key(table, wanted[key]) for key in changed],
        [_key(table, present[key]) for key in left],
        {key: int(after[key]["id"]) for key in wanted},
    )


async def _by_key(session: AsyncSession, table: Table) -> dict[Key, Mapping[str, Any]]:
    rows = (await run(session, pick(table).order_by(table.c.id))).mappings()
    return {_folded(_key(table, row)): row for row in map(dict, rows)}


def _key(table: Table, row: Mapping[str, Any]) -> Key:
    return tuple(row[name] for name in KEYS[table])


def _differs(present: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return any(present[name] != value for name, value in wanted.items())


async def _change(session: AsyncSession, table: Table, row_id: int, values: Row) -> None:
    await run(session, update(table).where(table.c.id == row_id).values(values))
