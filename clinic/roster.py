"""Takes a roster over: all of it or nothing, and only what differs from what is known."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import inviting, roster_rules, roster_sheet, routing
from clinic.inviting import Mint
from clinic.roster_columns import SHEETS
from clinic.roster_sheet import Fault, Line, Roster, RosterFaults
from storage import journal, people
from storage import roster as tables
from storage.people import Role
from storage.roster import Difference


@dataclass(frozen=True)
class Changes:
    """What an import changed, table by table; all false when the file brought nothing new."""

    villages: Difference
    agencies: Difference
    mentorships: Difference
    people: Difference
    duties: Difference
    invited: int
    of_several: list[tuple[str, str, int]]
    """Who speaks for several villages (name, position, how many): perhaps two namesakes."""

    def by_sheet(self) -> dict[str, Difference]:
        """The differences by the words of the workbook; a person's roles count as `peran`."""
        return {
            "desa": self.villages,
            "opd": self.agencies,
            "binaan": self.mentorships,
            "orang": self.people,
            "peran": self.duties,
        }

    def __bool__(self) -> bool:
        return any(self.by_sheet().values())


def read(file: Path | BinaryIO, *, topics: Collection[str]) -> Roster:
    """The rows of a faultless workbook; raises `RosterFaults` with everything that is wrong."""
    rows, faults = roster_sheet.read(file)
    faults += roster_rules.check(rows, topics)
    if faults:
        raise RosterFaults(sorted(faults, key=_place))
    return rows


def _place(fault: Fault) -> tuple[int, int, str]:
    """In the order of the workbook; what is wrong with the file itself comes first."""
    sheets = [*SHEETS]
    return sheets.index(fault.sheet) if fault.sheet in sheets else -1, fault.row, fault.column


async def take_over(session: AsyncSession, rows: Roster, mint: Mint, *, now: datetime) -> Changes:
    """Make the tables what the roster says; who is not in it any more loses access at once."""
    await _refuse_to_empty(session, rows)
    villages = await tables.settle(session, tables.villages, _villages(rows), now=now)
    agencies = await tables.settle(session, tables.agencies, _agencies(rows), now=now)
    mentored = _mentorships(rows, villages, agencies)
    mentorships = await tables.settle(session, tables.mentorships, mentored, now=now)
    persons = await tables.settle(session, tables.people, _people(rows), now=now)
    held = _duties(rows, persons, villages, agencies)
    duties = await tables.settle(session, tables.assignments, held, now=now)
    invited = await inviting.bring_up_to_date(session, mint, now=now)
    await routing.release(session, now=now)
    of_several = _of_several_villages(rows)
    changes = Changes(villages, agencies, mentorships, persons, duties, invited, of_several)
    if changes:
        journal.record(session, "roster_taken_over", by=None, at=now, changes=_counts(changes))
    return changes


def _counts(changes: Changes) -> dict[str, list[int]]:
    by_sheet = changes.by_sheet().items()
    return {name: [len(d.added), len(d.changed), len(d.left)] for name, d in by_sheet}


async def _refuse_to_empty(session: AsyncSession, rows: Roster) -> None:
    """An empty sheet is a slip, not the wish to lock everybody out."""
    enrolled = 0 if rows["orang"] else len(await people.members(session))
    if enrolled:
        sentence = f"kosong, padahal {enrolled} orang terdaftar; isi dahulu lembar ini"
        raise RosterFaults([Fault("orang", 0, "", sentence)])


def _villages(rows: Roster) -> list[dict[str, Any]]:
    return [
        {
            "code": line["kode"],
            "name": line["nama"],
            "district": line["kecamatan"],
            "regency": line["kabupaten"],
            "status": line["status"],
            "latitude": line["lintang"],
            "longitude": line["bujur"],
        }
        for line in rows["desa"]
    ]


def _agencies(rows: Roster) -> list[dict[str, Any]]:
    return [{"code": line["kode"], "name": line["nama"]} for line in rows["opd"]]


def _mentorships(rows: Roster, villages: Difference, agencies: Difference) -> list[dict[str, Any]]:
    return [
        {
            "agency_id": agencies.id_of(line["opd"]),
            "village_id": villages.id_of(line["desa"]),
            "decree": line["sk"],
            "starts_on": line["mulai"],
            "ends_on": line["selesai"],
        }
        for line in rows["binaan"]
    ]


def _who(line: Line) -> tuple[str, str]:
    return line["nama"], line["jabatan"] or ""


def _of_several_villages(rows: Roster) -> list[tuple[str, str, int]]:
    held: dict[tuple[str, str], set[str]] = {}
    for line in rows["orang"]:
        if line["peran"] == Role.OFFICIAL and line["desa"]:
            held.setdefault(_who(line), set()).add(line["desa"])
    return [(*who, len(villages)) for who, villages in held.items() if len(villages) > 1]


def _people(rows: Roster) -> list[dict[str, Any]]:
    """Several rows may be one person: name and position say who it is."""
    return [{"name": name, "position": position} for name, position in map(_who, rows["orang"])]


def _duties(
    rows: Roster, persons: Difference, villages: Difference, agencies: Difference
) -> list[dict[str, Any]]:
    return [
        {
            "person_id": persons.id_of(*_who(line)),
            "role": line["peran"],
            "agency_id": agencies.id_of(line["opd"]) if line["opd"] else None,
            "village_id": villages.id_of(line["desa"]) if line["desa"] else None,
            "topics": sorted(line["topik"] or ()),
            "regency": line["kabupaten"],
        }
        for line in rows["orang"]
    ]
