"""The cast: who they are and what they may do. Two villages, two agencies."""

from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.agencies import Agency, Mentorship
from storage.people import Assignment, Person, Role
from storage.villages import Village

MARIA, PETRUS, YAKOB, ESTER, LINA, RAHMA, TITUS, STRANGER = 101, 102, 201, 202, 301, 401, 501, 901
TOPICS = ["desa", "perumahan", "sosial", "klinik_program"]


async def enter(session: AsyncSession) -> None:
    """Maria and Petrus (officials of one village), Titus (official of another), Yakob and Ester
    (experts), Rahma (coordinator of the first village's agency), Lina (keeper)."""
    session.add_all(
        [
            Village(
                id=1,
                code="81.01.09.2999",
                name="Negeri Contoh Banda",
                district="Banda",
                regency="Maluku Tengah",
            ),
            Village(
                id=2,
                code="81.05.15.2999",
                name="Desa Contoh Waru",
                district="Teluk Waru",
                regency="Seram Bagian Timur",
            ),
            Agency(code="DPMD", name="Dinas Pemberdayaan Masyarakat dan Desa"),
            Agency(code="DISTAN", name="Dinas Pertanian"),
        ]
    )
    await session.flush()
    session.add_all(
        [
            Mentorship(agency_id=1, village_id=1, decree="contoh", starts_on=date(2023, 1, 10)),
            Mentorship(agency_id=2, village_id=2, decree="contoh", starts_on=date(2023, 1, 10)),
            Person(name="Maria", position="Sekretaris", telegram_id=MARIA),
            Person(name="Petrus", position="Kepala Desa", telegram_id=PETRUS),
            Person(name="Yakob", position="Praktisi", telegram_id=YAKOB),
            Person(name="Ester", position="Praktisi", telegram_id=ESTER),
            Person(name="Lina", position="Pengelola", telegram_id=LINA),
            Person(name="Rahma", position="Koordinator", telegram_id=RAHMA),
            Person(name="Titus", position="Sekretaris", telegram_id=TITUS),
        ]
    )
    await session.flush()
    session.add_all(
        [
            Assignment(person_id=1, role=Role.OFFICIAL, village_id=1),
            Assignment(person_id=2, role=Role.OFFICIAL, village_id=1),
            Assignment(person_id=7, role=Role.OFFICIAL, village_id=2),
            Assignment(person_id=3, role=Role.EXPERT, topics=TOPICS),
            Assignment(person_id=4, role=Role.EXPERT, topics=TOPICS),
            Assignment(person_id=5, role=Role.KEEPER),
            Assignment(person_id=6, role=Role.COORDINATOR, agency_id=1),
        ]
    )
    await session.flush()
