"""What a person does here, in words: the role, and for which village, agency or field."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, wording
from storage import agencies, villages
from storage.people import Assignment, Duty, Role

NAMES = {
    Role.OFFICIAL: "perangkat desa",
    Role.EXPERT: "praktisi",
    Role.COORDINATOR: "koordinator OPD",
    Role.PROVINCE: "tim provinsi",
    Role.KEEPER: "pengelola klinik",
}


class Task(NamedTuple):
    """One duty in words; the scope is empty for those who serve the whole province."""

    role: Role
    scope: str

    @property
    def name(self) -> str:
        """What the role is called."""
        return NAMES[self.role]


async def in_words(session: AsyncSession, duties: Iterable[Duty | Assignment]) -> list[Task]:
    """The duties in the order given, with two queries for all of them."""
    held = list(duties)
    places = await villages.names(session, {d.village_id for d in held if d.village_id})
    offices = await agencies.names(session)
    return [Task(duty.role, _scope(duty, places, offices)) for duty in held]


def _scope(duty: Duty | Assignment, places: dict[int, str], offices: dict[int, str]) -> str:
    topics = [letters.topic_name(topic) for topic in duty.topics]
    scopes = [
        places[duty.village_id] if duty.village_id else "",
        wording.listing(topics) if topics else "",
        offices[duty.agency_id] if duty.agency_id else "",
    ]
    return ", ".join(scope for scope in scopes if scope)
