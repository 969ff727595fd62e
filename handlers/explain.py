"""Reasons: written, shown back, and sent once confirmed.

Why a report goes back begins here, why more time is needed under a reminder.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import reviewing
from clinic.giving_back import ReturnReason
from clinic.reasons import Reason
from clinic.refusals import NothingWritten
from clinic.reminder_buttons import DropRequest, RewordRequest, SendRequest
from clinic.report_buttons import DropReason, ReturnReport, RewordReason, SendReason
from handlers import reason, waiting
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Happened, Pressed
from handlers.reason import Explaining
from handlers.talk import Talk
from storage.people import Speaker

SENDS, REWORDS = (SendReason, SendRequest), (RewordReason, RewordRequest)
DROPS = (DropReason, DropRequest)

router = Conversation(
    "explain",
    states=(Explaining,),
    buttons=(ReturnReport, *SENDS, *REWORDS, *DROPS),
)


@router.callback_query(Pressed(ReturnReport))
async def begin(
    query: CallbackQuery,
    press: ReturnReport,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Something has to be changed: what?"""
    await reviewing.undecided(session, person, press.report, press.version, now=now)
    begun = ReturnReason(press.report, press.version)
    await _make_room(session, person, talk, begun, now)
    await waiting.begin(session, person.telegram_id, talk, begun, now=now)


async def _make_room(
    session: AsyncSession, person: Speaker, talk: Talk, words: Reason, now: datetime
) -> None:
    """Who was writing or filling in something else no longer is."""
    if not reason.is_awaited(talk, words):
        await Sitting(session, person, talk, now).make_room()


async def is_reason(message: Message, talk: Talk, wish: str | None) -> bool | dict[str, Any]:
    kept = reason.awaited(talk) if wish is None else None
    return kept is not None and {"kept": kept}


@router.message(is_reason, ~Happened())
async def hear(
    message: Message,
    kept: Reason,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Words are added to the reason, and shown below with the rest of it."""
    chat, more = person.telegram_id, kept.adding(message.message_id, _words(message))
    kept.remove(session, chat, now=now)
    if await kept.is_wanted(session, person, now=now):
        reason.keep(talk, more)
        await more.ask(session, chat, now=now, anew=True, note=_left_out(message))
    else:
        reason.settle(talk, kept)
        await more.close(session, chat, "late", now=now, anew=True)


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def _left_out(message: Message) -> str | None:
    """What of the message is not passed on: a reason is words only."""
    if message.text is not None:
        return None
    return "photo_left_out" if message.photo else "left_out"


async def was_said(message: Message, talk: Talk) -> bool | dict[str, Any]:
    """Whether the message is part of a reason that is not yet sent."""
    kept = next((one for one in reason.unsent(talk) if one.has(message.message_id)), None)
    return kept is not None and {"kept": kept}


@router.edited_message(was_said)
async def hear_again(
    message: Message,
    kept: Reason,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """A message was edited before the reason was sent: the card has its new wording."""
    edited = kept.rewording(message.message_id, _words(message))
    reason.keep(talk, edited)
    await edited.ask(session, person.telegram_id, now=now, note=_left_out(message))


@router.callback_query(Pressed(*REWORDS))
async def reword(
    query: CallbackQuery,
    press: RewordReason | RewordRequest,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """What is written next takes the place of what there is."""
    if kept := reason.pressed(talk, press):
        chat, emptied = person.telegram_id, replace(kept, afresh=True)
        await _make_room(session, person, talk, emptied, now)
        await waiting.write(session, chat, talk, emptied, now=now)
        await emptied.ask(session, chat, now=now)


@router.callback_query(Pressed(*DROPS))
async def drop(
    query: CallbackQuery,
    press: DropReason | DropRequest,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    if kept := reason.pressed(talk, press):
        await kept.close(session, person.telegram_id, "dropped", now=now)
        reason.settle(talk, kept)


@router.callback_query(Pressed(*SENDS))
async def send(
    query: CallbackQuery,
    press: SendReason | SendRequest,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The reason is as it should be: it goes out, if it is still wanted."""
    if (kept := reason.pressed(talk, press)) is None:
        return
    if kept.afresh:  # a tap on the card as it was before: the new words are not written yet
        raise NothingWritten
    if not await kept.confirm(session, person, now=now):
        await kept.close(session, person.telegram_id, "late", now=now)
    reason.settle(talk, kept)
