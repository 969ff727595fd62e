"""People of the roster, what they may do, and the Telegram account that is theirs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, BigInteger, UniqueConstraint, bindparam, exists, true
from sqlalchemy import select as pick
from sqlmodel import Field, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.cases import IN_TALKS, Case
from storage.columns import Numbered, UtcDateTime, choice, table_of
from storage.statements import run


class Role(StrEnum):
    """Roles, by the words of the roster."""

    OFFICIAL = "perangkat"
    EXPERT = "praktisi"
    COORDINATOR = "koordinator"
    PROVINCE = "provinsi"
    KEEPER = "pengelola"


class Person(Numbered, table=True):
    """Somebody of the roster: name and position (jabatan) together are one person."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("name", "position"),)

    name: str
    position: str = ""
    telegram_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    phone: str | None = None
    unreachable_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    left_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Assignment(Numbered, table=True):
    """One role of one person and its scope; revoked at once when the roster drops it."""

    __tablename__ = "assignments"

    person_id: int = Field(foreign_key="people.id", index=True)
    role: Role = Field(sa_type=choice(Role))
    agency_id: int | None = Field(default=None, foreign_key="agencies.id")
    village_id: int | None = Field(default=None, foreign_key="villages.id", index=True)
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    regency: str | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


@dataclass(frozen=True)
class Duty:
    """An assignment in force, as plain values."""

    role: Role
    agency_id: int | None
    village_id: int | None
    topics: tuple[str, ...]


class Holder(NamedTuple):
    """Somebody with a duty in force, whether or not a Telegram account is bound."""

    person_id: int
    name: str
    telegram_id: int | None
    role: Role
    village_id: int | None
    agency_id: int | None


@dataclass(frozen=True)
class Speaker:
    """Who is speaking: a Telegram account, and the person of the roster if it is bound to one."""

    telegram_id: int
    person_id: int | None = None
    name: str = ""
    position: str = ""
    unreachable: bool = False
    duties: tuple[Duty, ...] = ()
    in_talks: bool = False  # an expert is at work on a case of a village of theirs

    @property
    def known_id(self) -> int:
        """The person's id where a role has been required before."""
        assert self.person_id is not None
        return self.person_id

    def has(self, *roles: Role) -> bool:
        return any(duty.role in roles for duty in self.duties)

    def villages(self) -> set[int]:
        """Villages this person speaks for as an official."""
        return {d.village_id for d in self.duties if d.role is Role.OFFICIAL and d.village_id}

    def agencies(self) -> set[int]:
        """Agencies this person coordinates."""
        return {d.agency_id for d in self.duties if d.role is Role.COORDINATOR and d.agency_id}

    def topics(self) -> set[str]:
        """Topics this person answers as an expert."""
        return {topic for d in self.duties if d.role is Role.EXPERT for topic in d.topics}


_people = table_of(Person)
_assignments = table_of(Assignment)
_cases = table_of(Case)
_in_talks = exists().where(
    _cases.c.village_id == _assignments.c.village_id, _cases.c.status.in_(IN_TALKS)
)


_SPEAKERS = (
    pick(
        *(_people.c[n] for n in ("telegram_id", "id", "name", "position", "unreachable_since")),
        *(_assignments.c[n] for n in ("role", "agency_id", "village_id", "topics")),
        _in_talks,
    )
    .select_from(
        _people.outerjoin(
            _assignments,
            (_assignments.c.person_id == _people.c.id) & _assignments.c.revoked_at.is_(None),
        )
    )
    .where(_people.c.left_at.is_(None), _people.c.telegram_id.is_not(None))
    .order_by(_people.c.id, _assignments.c.id)
)
_SPEAKERS_OF = _SPEAKERS.where(_people.c.telegram_id.in_(bindparam("numbers", expanding=True)))


async def speakers(session: AsyncSession, telegram_ids: Collection[int]) -> dict[int, Speaker]:
    """Everybody of the roster among these Telegram accounts, with the duties in force."""
    return _read(await run(session, _SPEAKERS_OF, {"numbers": list(telegram_ids)}))


def _read(rows: Iterable[Any]) -> dict[int, Speaker]:
    found: dict[int, Speaker] = {}
    duties: dict[int, list[Duty]] = {}
    in_talks = set()
    for (
        telegram_id,
        person_id,
        name,
        position,
        silent,
        role,
        agency,
        village,
        topics,
        talks,
    ) in rows:
        if telegram_id not in found:
            found[telegram_id] = Speaker(telegram_id, person_id, name, position, bool(silent))
        if role is not None:
            duty_held = Duty(role, agency, village, tuple(topics))
            duties.setdefault(telegram_id, []).append(duty_held)
        if talks and role is Role.OFFICIAL:
            in_talks.add(telegram_id)
    return {
        number: replace(speaker, duties=tuple(duties.get(number, ())), in_talks=number in in_talks)
        for number, speaker in found.items()
    }


async def with_role(session: AsyncSession, *roles: Role) -> list[Speaker]:
    """Everybody who has bound an account and holds one of these roles now."""
    holders = pick(_assignments.c.person_id).where(
        _assignments.c.role.in_(roles), _assignments.c.revoked_at.is_(None)
    )
    return list(_read(await run(session, _SPEAKERS.where(_people.c.id.in_(holders)))).values())


async def speaker_of(session: AsyncSession, person_id: int) -> Speaker | None:
    """The person as a speaker; None without a bound account or after leaving."""
    found = _read(await run(session, _SPEAKERS.where(_people.c.id == person_id)))
    return next(iter(found.values()), None)


async def bind(session: AsyncSession, person_id: int, telegram_id: int) -> bool:
    """Give a person their Telegram account; False when there is one already."""
    bound = await session.exec(
        update(Person)
        .where(col(Person.id) == person_id, col(Person.telegram_id).is_(None))
        .values(telegram_id=telegram_id, unreachable_since=None)
    )
    return bool(bound.rowcount)


async def unbind(session: AsyncSession, person_id: int) -> int | None:
    """Take the account from a person; its number, or None when there was none."""
    wanted = select(Person.telegram_id).where(Person.id == person_id).with_for_update()
    account = (await session.exec(wanted)).one()
    await session.exec(
        update(Person)
        .where(col(Person.id) == person_id)
        .values(telegram_id=None, unreachable_since=None)
    )
    return account


async def mark_unreachable(session: AsyncSession, telegram_id: int, *, now: datetime) -> None:
    await session.exec(
        update(Person)
        .where(col(Person.telegram_id) == telegram_id, col(Person.unreachable_since).is_(None))
        .values(unreachable_since=now)
    )


async def mark_reachable(session: AsyncSession, telegram_id: int) -> None:
    await session.exec(
        update(Person).where(col(Person.telegram_id) == telegram_id).values(unreachable_since=None)
    )


async def set_phone(session: AsyncSession, person_id: int, phone: str) -> None:
    await session.exec(update(Person).where(col(Person.id) == person_id).values(phone=phone))


async def named(session: AsyncSession, person_id: int) -> Person:
    return await session.get_one(Person, person_id)


async def names(session: AsyncSession) -> list[str]:
    """Everybody who is or was on the roster."""
    return list(await session.exec(select(Person.name)))


async def nobody(session: AsyncSession) -> bool:
    """Whether nobody was ever on the roster here."""
    return (await run(session, pick(_people.c.id).limit(1))).first() is None


async def members(session: AsyncSession) -> dict[int, Person]:
    """Everybody who is on the roster now, by id."""
    wanted = (
        select(Person)
        .where(col(Person.left_at).is_(None))
        .order_by(col(Person.name), col(Person.id))
    )
    return {one.known_id: one for one in await session.exec(wanted)}


async def owner(session: AsyncSession, telegram_id: int) -> Person | None:
    """Whose account this is, be they still on the roster or not."""
    wanted = select(Person).where(Person.telegram_id == telegram_id)
    return (await session.exec(wanted)).one_or_none()


async def bound_from(session: AsyncSession, telegram_id: int) -> bool:
    """Whether anybody is bound to an account with this number or a higher one."""
    wanted = pick(_people.c.id).where(_people.c.telegram_id >= telegram_id).limit(1)
    return (await run(session, wanted)).first() is not None


async def duties(session: AsyncSession) -> list[Assignment]:
    """All assignments in force, in the order in which they were given."""
    in_force = select(Assignment).where(col(Assignment.revoked_at).is_(None))
    return list(await session.exec(in_force.order_by(col(Assignment.id))))


async def holders(
    session: AsyncSession, *roles: Role, among: Collection[int] | None = None
) -> list[Holder]:
    """Everybody (or those of some people) who holds one of these roles, once for each scope."""
    chosen = true() if among is None else _people.c.id.in_(among)
    found = await run(
        session,
        pick(_people.c.id, _people.c.name, _people.c.telegram_id)
        .add_columns(*(_assignments.c[n] for n in ("role", "village_id", "agency_id")))
        .join(_assignments, _assignments.c.person_id == _people.c.id)
        .where(
            chosen,
            _assignments.c.role.in_(roles),
            _assignments.c.revoked_at.is_(None),
            _people.c.left_at.is_(None),
        )
        .order_by(_people.c.id, _assignments.c.id),
    )
    return [Holder(*row) for row in found]
