"""Who may do what, and how a Telegram account becomes that of a person of the roster."""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import duties, letters, menu
from clinic.inviting import hashed
from clinic.refusals import (
    AccountTaken,
    CodeNotValid,
    ContactNotOwn,
    NeedsEnrolment,
    NotAllowed,
    TooManyGuesses,
)
from storage import invitations, journal, people
from storage.invitations import Guess
from storage.people import Person, Role, Speaker

MOST_GUESSES = 10
GUESSES_LAST = timedelta(hours=1)
SHARE_PHONE = "📱 Kirim nomor HP saya"


def require(person: Speaker, *roles: Role) -> None:
    """Refuse who holds none of these roles; a stranger hears how to enrol."""
    if person.person_id is None:
        raise NeedsEnrolment
    if not person.has(*roles):
        raise NotAllowed


def may_ask(person: Speaker) -> bool:
    """Who is offered an expert: officials, and strangers, who hear how to become one of them."""
    return person.person_id is None or person.has(Role.OFFICIAL)


async def greet(session: AsyncSession, person: Speaker, *, unfinished: bool, now: datetime) -> None:
    """Say who we are to a stranger, hello to everybody else."""
    moment = "start/stranger" if person.person_id is None else "start/greeting"
    letters.send(
        session,
        person.telegram_id,
        moment,
        now=now,
        markup=menu.keyboard(person),
        name=person.name,
        unfinished=unfinished,
    )


async def bind(session: AsyncSession, person: Speaker, code: str, *, now: datetime) -> None:
    """Give the account that brings an open code to the invited person.

    A wrong code is answered with a letter, not by raising: the guess must be kept.
    """
    account = person.telegram_id
    guesses = await invitations.guesses_since(session, account, now - GUESSES_LAST)
    if guesses > MOST_GUESSES:
        return  # has been told; further words would only help a guesser
    if guesses == MOST_GUESSES:
        await _wrong(session, account, TooManyGuesses(), now)
    elif await _is_own(session, person, code):
        await greet(session, person, unfinished=False, now=now)
    else:
        await _use(session, account, code, now)


async def _is_own(session: AsyncSession, person: Speaker, code: str) -> bool:
    """The link by which this very person once came in."""
    known = await invitations.by_hash(session, hashed(code))
    if known is None or known.used_at is None:
        return False
    return known.person_id == person.person_id


async def _use(session: AsyncSession, account: int, code: str, now: datetime) -> None:
    person_id = await invitations.use(session, hashed(code), now=now)
    if person_id is None:
        await _wrong(session, account, CodeNotValid(), now)
        return
    await _free(session, account)
    if not await people.bind(session, person_id, account):
        raise CodeNotValid
    journal.record(session, "enrolled", by=person_id, at=now)
    await _welcome(session, person_id, now)


async def _wrong(
    session: AsyncSession, account: int, no: CodeNotValid | TooManyGuesses, now: datetime
) -> None:
    session.add(Guess(telegram_id=account, at=now))
    await session.flush()
    letters.refuse(session, account, no, now=now)


async def _free(session: AsyncSession, account: int) -> None:
    """Take the account from somebody who left the roster: people change their office."""
    holder = await people.owner(session, account)
    if holder is None:
        return
    if holder.left_at is None:
        raise AccountTaken(name=holder.name)
    holder.telegram_id = None
    await session.flush()


async def release(session: AsyncSession, person: Person, *, now: datetime) -> bool:
    """Take a person's account away, and say so there; False when there is none."""
    account = await people.unbind(session, person.known_id)
    if account is None:
        return False
    journal.record(session, "account_released", by=None, at=now, person=person.id)
    markup = menu.keyboard(Speaker(account))
    letters.send(session, account, "start/released", now=now, markup=markup, name=person.name)
    return True


async def _welcome(session: AsyncSession, person_id: int, now: datetime) -> None:
    person = await people.speaker_of(session, person_id)
    assert person is not None
    letters.send(
        session,
        person.telegram_id,
        "start/welcome",
        now=now,
        markup=menu.keyboard(person),
        name=person.name,
        tasks=await duties.in_words(session, person.duties),
    )


async def show_profile(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """Tell people what the clinic knows about them."""
    if person.person_id is None:
        markup = menu.keyboard(person)
        letters.send(session, person.telegram_id, "profile/stranger", now=now, markup=markup)
        return
    phone = (await people.named(session, person.person_id)).phone
    letters.send(
        session,
        person.telegram_id,
        "profile/shown",
        now=now,
        markup=_with_phone_button(menu.keyboard(person)),
        name=person.name,
        position=person.position,
        tasks=await duties.in_words(session, person.duties),
        phone=masked(phone) if phone else None,
    )


def _with_phone_button(keyboard: dict[str, Any]) -> dict[str, Any]:
    """The main menu with one more button: Telegram gives a number only if its owner presses it."""
    share = [{"text": SHARE_PHONE, "request_contact": True}]
    return {**keyboard, "keyboard": [share, *keyboard["keyboard"]]}


async def keep_phone(
    session: AsyncSession, person: Speaker, number: str, *, own: bool, now: datetime
) -> None:
    """Remember a person's own number, nobody else's."""
    if person.person_id is None:
        raise NeedsEnrolment
    if not own:
        raise ContactNotOwn
    phone = international(number)
    await people.set_phone(session, person.person_id, phone)
    journal.record(session, "phone_kept", by=person.person_id, at=now)
    markup = menu.keyboard(person)
    letters.send(
        session,
        person.telegram_id,
        "profile/phone_kept",
        now=now,
        markup=markup,
        phone=masked(phone),
    )


def international(number: str) -> str:
    """0812..., 62812..., 0062812... and +62 812-... are one number: +62812..."""
    digits = re.sub(r"[^0-9]", "", number).removeprefix("00")
    return "+" + re.sub(r"^0", "62", digits)


def masked(phone: str) -> str:
    """Enough to recognise one's own number: +62812••••789."""
    return f"{phone[:6]}••••{phone[-3:]}"
