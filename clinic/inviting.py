"""Invitations: one-time codes that can be shown again, but not be read from the database."""

import base64
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import duties
from clinic.duties import Task
from storage import invitations, people
from storage.invitations import Invitation

CODE_BYTES = 16
LASTING = timedelta(days=30)


@dataclass(frozen=True)
class Mint:
    """Makes codes: `key` lies outside the database, `draw` gives that many random bytes."""

    key: bytes
    draw: Callable[[int], bytes]

    def code(self, seed: str) -> str:
        """22 characters of A-Z a-z 0-9 _ -, fit for a deep link."""
        digest = hmac.digest(self.key, bytes.fromhex(seed), "sha256")[:CODE_BYTES]
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(code: str) -> str:
    """What the database keeps of a code; 128 random bits need no salt and no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


@dataclass(frozen=True)
class Invited:
    """One person of the roster and their way in; no code once their account is bound."""

    person_id: int
    name: str
    position: str
    tasks: tuple[Task, ...]
    code: str | None


async def bring_up_to_date(session: AsyncSession, mint: Mint, *, now: datetime) -> int:
    """Exactly one open invitation for each member without an account; how many are new."""
    newest = await invitations.newest(session)
    members = await people.members(session)
    waiting = {number for number, person in members.items() if person.telegram_id is None}
    for number, invitation in newest.items():
        if invitation.used_at is None and not (
            number in waiting and _is_open(invitation, mint, now)
        ):
            invitation.revoked_at = now
    without = [n for n in waiting if n not in newest or not _is_open(newest[n], mint, now)]
    session.add_all([_invitation(number, mint, now) for number in without])
    await session.flush()
    return len(without)


def _is_open(invitation: Invitation, mint: Mint, now: datetime) -> bool:
    """Still to be used, and of this key: after the key was lost the old codes are unknown."""
    ours = invitation.code_hash == hashed(mint.code(invitation.seed))
    unused = invitation.used_at is None and invitation.revoked_at is None
    return ours and unused and invitation.expires_at > now


def _invitation(person_id: int, mint: Mint, now: datetime) -> Invitation:
    seed = mint.draw(CODE_BYTES).hex()
    return Invitation(
        person_id=person_id,
        seed=seed,
        code_hash=hashed(mint.code(seed)),
        expires_at=now + LASTING,
    )


async def listed(session: AsyncSession, mint: Mint, *, now: datetime) -> list[Invited]:
    """Every member, by name; expired invitations are renewed, the others stay as they are."""
    await bring_up_to_date(session, mint, now=now)
    newest = await invitations.newest(session)
    held = await people.duties(session)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for duty, task in zip(held, await duties.in_words(session, held), strict=True):
        tasks[duty.person_id].append(task)
    return [
        Invited(
            number,
            person.name,
            person.position,
            tuple(tasks[number]),
            mint.code(newest[number].seed) if person.telegram_id is None else None,
        )
        for number, person in (await people.members(session)).items()
    ]
