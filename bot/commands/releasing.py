"""`klinik release`: a person has another Telegram account now; the old one is a stranger."""

from collections.abc import Iterable
from datetime import datetime

from bot.commands import rostering
from bot.commands.opening import NotReady, opened
from bot.settings import Settings
from clinic import enrolling, inviting
from storage import people
from storage.people import Person
from storage.roster import folded


async def release(settings: Settings, name: str, position: str | None, *, now: datetime) -> str:
    """Take the account from this person, and tell their new invitation."""
    mint = rostering.mint(settings)
    async with opened(settings) as database, database.work() as session:
        members = await people.members(session)
        person = _chosen(members.values(), name, position)
        if not await enrolling.release(session, person, now=now):
            raise NotReady(f"{person.name} belum punya akun Telegram; lihat: klinik invitations")
        listed = await inviting.listed(session, mint, now=now)
    code = next(str(one.code) for one in listed if one.person_id == person.id)
    return (
        f"Akun Telegram {_in_words(person)} dilepas.\n"
        f"Undangan baru, berlaku {inviting.LASTING.days} hari: {await _link(settings, code)}\n"
        f"Atau kirim ke bot dari akun yang baru: /start {code}"
    )


async def _link(settings: Settings, code: str) -> str:
    """Where the invitation is opened; what was released stays so while Telegram is away."""
    try:
        return (await rostering.page_of(settings)).format(code=code)
    except NotReady as fault:
        return f"belum ada tautan. {fault}"


def _chosen(members: Iterable[Person], name: str, position: str | None) -> Person:
    """The one who is meant; a name is enough while only one person has it."""
    found = [one for one in members if folded(one.name) == folded(name)]
    if position is not None:
        found = [one for one in found if folded(one.position) == folded(position)]
    if not found:
        raise NotReady("Tidak ada orang itu di daftar; lihat: klinik invitations")
    if len(found) > 1:
        listed = "; ".join(map(_in_words, found))
        raise NotReady(f"Ada {len(found)} orang bernama itu ({listed}); tulis juga jabatannya")
    return found[0]


def _in_words(person: Person) -> str:
    return f"{person.name}, {person.position}" if person.position else person.name
