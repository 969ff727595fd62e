"""A province of two hundred people, and what each of them is going to type."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.local_telegram import Account
from clinic.report_form import FIELDS, Field, Kind
from storage.agencies import Agency, Mentorship
from storage.people import Assignment, Person, Role
from storage.villages import Village

ASKERS, READERS, REPORTERS, EXPERTS, COORDINATORS = 72, 62, 32, 24, 10
FIRST_ACCOUNT = 5_000
# Questions that only an expert can answer, by the topic of that expert.
QUESTIONS = {
    "perumahan": "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?",
    "pertanian": "Kebun pala kami diserang hama putih, apa yang harus disemprot?",
    "bencana": "Talud di pantai kampung retak kena ombak, siapa bisa periksa?",
    "desa": "Ada dua keluarga berebut batas tanah petuanan, kami harus bagaimana?",
    "kesehatan": "Bidan desa sudah tiga bulan tidak ada di tempat, siapa yang bisa bantu?",
    "energi": "Mesin pembangkit listrik kampung mati sejak minggu lalu, siapa yang bisa perbaiki?",
    "kehutanan": "Penebang liar masuk hutan negeri, kami lapor ke mana?",
    "infrastruktur": "Jembatan gantung ke kampung sebelah putus talinya, siapa bisa periksa?",
}


@dataclass(frozen=True)
class Member:
    """Somebody of the crowd; the number in the roster is the place in the crowd plus one."""

    person_id: int
    role: Role
    village: int | None = None
    agency: int | None = None
    topics: tuple[str, ...] = ()
    journey: str = ""

    @property
    def account(self) -> int:
        return FIRST_ACCOUNT + self.person_id

    @property
    def name(self) -> str:
        return f"{self.journey.capitalize()} {self.person_id:03}"


def village_name(number: int) -> str:
    return f"Desa Contoh {number:03}"


def crowd() -> list[Member]:
    """Askers and reporters of a village each, readers beside the askers, experts, coordinators."""
    topics = list(QUESTIONS)
    rows: list[dict[str, Any]] = []
    rows += [
        {"role": Role.OFFICIAL, "village": n, "journey": "asker"} for n in range(1, ASKERS + 1)
    ]
    rows += [
        {"role": Role.OFFICIAL, "village": n, "journey": "reader"} for n in range(1, READERS + 1)
    ]
    first = ASKERS + 1
    rows += [
        {"role": Role.OFFICIAL, "village": first + n, "journey": "reporter"}
        for n in range(REPORTERS)
    ]
    rows += [
        {"role": Role.EXPERT, "topics": (topics[n % len(topics)],), "journey": "expert"}
        for n in range(EXPERTS)
    ]
    rows += [
        {"role": Role.COORDINATOR, "agency": n, "journey": "coordinator"}
        for n in range(1, COORDINATORS + 1)
    ]
    return [Member(number, **row) for number, row in enumerate(rows, 1)]


def accounts() -> list[Account]:
    return [Account(member.account, member.name) for member in crowd()]


async def enter(session: AsyncSession) -> None:
    """The roster of the crowd, every agency mentoring its share of the villages."""
    numbers = range(1, ASKERS + REPORTERS + 1)
    session.add_all(
        Village(
            id=n, code=f"81.01.01.{n:04}", name=village_name(n), district="Banda", regency="Contoh"
        )
        for n in numbers
    )
    session.add_all(
        Agency(id=n, code=f"D{n}", name=f"Dinas Contoh {n}") for n in range(1, COORDINATORS + 1)
    )
    session.add_all(
        Person(id=m.person_id, name=m.name, position="contoh", telegram_id=m.account)
        for m in crowd()
    )
    await session.flush()
    session.add_all(
        Mentorship(
            agency_id=n % COORDINATORS + 1,
            village_id=n,
            decree="contoh",
            starts_on=date(2023, 1, 10),
        )
        for n in numbers
    )
    session.add_all(
        Assignment(
            person_id=m.person_id,
            role=m.role,
            village_id=m.village,
            agency_id=m.agency,
            topics=list(m.topics),
        )
        for m in crowd()
    )


def question(member: Member) -> str:
    """What an asker wants to know; nobody else asks in the same words."""
    words = list(QUESTIONS.values())
    return f"{words[member.person_id % len(words)]} ({member.name})"


def stars(member: Member) -> int:
    return member.person_id % 5 + 1


def sends_picture(member: Member) -> bool:
    return member.person_id % 4 == 0


@dataclass(frozen=True)
class Reply:
    """The answer to a field as it is given, and as it must stand in the database."""

    typed: str = ""
    stored: Any = None
    place: tuple[float, float] | None = None
    choice: str | None = None
    picture: bool = False


def reply(member: Member, asked: Field) -> Reply:
    """Every reporter gives values of their own."""
    n, place = member.person_id % 80 + 1, FIELDS.index(asked)
    match asked.kind:
        case Kind.PHOTO:
            return Reply(picture=True)
        case Kind.LOCATION:
            return Reply(place=(-3.0 - n / 1000, 128.5), stored=[-3.0 - n / 1000, 128.5])
        case Kind.CHOICE:
            choice = asked.choices[n % len(asked.choices)]
            return Reply(choice=choice.label, stored=choice.key)
        case Kind.TEXT:
            words = f"Bibit pala dibagikan kepada kelompok {member.person_id}, bagian {place}"
            return Reply(words, words)
        case Kind.RUPIAH:
            return Reply(f"Rp{200 + n - place} juta", (200 + n - place) * 1_000_000)
        case Kind.PERCENT:
            return Reply(f"{n}%", n)
        case Kind.NUMBER:
            return Reply(str(n + place), n + place)
        case Kind.DATE:
            return Reply(f"{n % 28 + 1} Desember 2026", f"2026-12-{n % 28 + 1:02}")
