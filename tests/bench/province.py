"""A province of the size to come: 1,200 villages and some 2,500 people, all of them made up."""

from datetime import date

from sqlalchemy import insert

from storage.agencies import Agency, Mentorship
from storage.database import Database
from storage.people import Assignment, Person, Role
from storage.statements import run
from storage.villages import Village
from tests import cast

VILLAGES, AGENCIES, EXPERTS = 1_200, 40, 60
FIRST_VILLAGE, FIRST_AGENCY, FIRST_PERSON = 100, 100, 100
FIRST_ACCOUNT = 1_000_000
OFFICIALS = range(FIRST_ACCOUNT, FIRST_ACCOUNT + 2 * VILLAGES)  # their Telegram accounts

Rows = list[dict[str, object]]


async def settle(database: Database) -> None:
    """The cast, and a whole province around it."""
    await database.migrate()
    async with database.work() as session:
        await cast.enter(session)
        for table, rows in (
            (Village, _villages()),
            (Agency, _agencies()),
            (Mentorship, _mentorships()),
            (Person, _people()),
            (Assignment, _assignments()),
        ):
            await run(session, insert(table), rows)


def _villages() -> Rows:
    return [
        {
            "id": FIRST_VILLAGE + n,
            "code": f"81.{n // 100:02}.{n % 100:02}.2998",
            "name": f"Desa Contoh {n}",
            "district": f"Kecamatan Contoh {n // 12}",
            "regency": f"Kabupaten Contoh {n // 110}",
        }
        for n in range(VILLAGES)
    ]


def _agencies() -> Rows:
    return [
        {"id": FIRST_AGENCY + n, "code": f"OPD{n}", "name": f"Dinas Contoh {n}"}
        for n in range(AGENCIES)
    ]


def _mentorships() -> Rows:
    return [
        {
            "agency_id": FIRST_AGENCY + n % AGENCIES,
            "village_id": FIRST_VILLAGE + n,
            "decree": "contoh",
            "starts_on": date(2023, 1, 10),
        }
        for n in range(VILLAGES)
    ]


def _people() -> Rows:
    """Two officials for each village, then experts, then one coordinator for each agency."""
    return [
        {
            "id": FIRST_PERSON + n,
            "name": "Contoh",
            "position": f"Jabatan {n}",
            "telegram_id": FIRST_ACCOUNT + n,
        }
        for n in range(2 * VILLAGES + EXPERTS + AGENCIES)
    ]


def _assignments() -> Rows:
    officials = [
        _duty(n, Role.OFFICIAL, village_id=FIRST_VILLAGE + n // 2) for n in range(2 * VILLAGES)
    ]
    experts = [_duty(2 * VILLAGES + n, Role.EXPERT, topics=cast.TOPICS) for n in range(EXPERTS)]
    coordinators = [
        _duty(2 * VILLAGES + EXPERTS + n, Role.COORDINATOR, agency_id=FIRST_AGENCY + n)
        for n in range(AGENCIES)
    ]
    return [*officials, *experts, *coordinators]


def _duty(nth: int, role: Role, **scope: object) -> dict[str, object]:
    nowhere: dict[str, object] = {"village_id": None, "agency_id": None, "topics": []}
    return {"person_id": FIRST_PERSON + nth, "role": role, **nowhere, **scope}
