"""Sending a report back: the reason is written, shown back, and goes out once it is confirmed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import giving_back, reviewing
from clinic.giving_back import Reason
from clinic.refusals import NothingWritten
from clinic.report_buttons import DropReason, ReturnReport, RewordReason, SendReason
from handlers import reason
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Happened, Pressed
from handlers.reason import Returning
from handlers.talk import Talk
from storage.people import Speaker

router = Conversation(
    "give_back",
    states=(Returning,),
    buttons=(ReturnReport, SendReason, RewordReason, DropReason),
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
    """Something has to be changed: what? What was written about it before is still there."""
    await reviewing.undecided(session, person, press.report, press.version, now=now)
    chat, kept = person.telegram_id, reason.about(talk, press.report, press.version)
    if kept:
        giving_back.remove(session, chat, kept, now=now)
    begun = kept or Reason(press.report, press.version)
    await _write(session, person, talk, begun, now)
    await giving_back.ask(session, chat, begun, now=now, anew=True)


async def _write(
    session: AsyncSession, person: Speaker, talk: Talk, words: Reason, now: datetime
) -> None:
    """What comes is this reason now; the card of one that is not kept beside it is closed."""
    here = reason.awaited(talk)
    if here is None or here.place != words.place:
        await Sitting(session, person, talk, now).make_room()
    for lost in reason.write(talk, words):
        await giving_back.close(session, person.telegram_id, lost, dropped=True, now=now)


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
    if not (message.text or "").strip():
        raise NothingWritten
    chat, more = person.telegram_id, kept.adding(message.message_id, message.text or "")
    giving_back.remove(session, chat, kept, now=now)
    if await reviewing.may_decide(session, person, kept.report, kept.version, now=now):
        reason.keep(talk, more)
        await giving_back.ask(session, chat, more, now=now, anew=True)
    else:
        reason.settle(talk, kept)
        await giving_back.close(session, chat, more, dropped=False, now=now, anew=True)


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
    edited = kept.rewording(message.message_id, message.text or "")
    reason.keep(talk, edited)
    await giving_back.ask(session, person.telegram_id, edited, now=now)


@router.callback_query(Pressed(RewordReason))
async def reword(
    query: CallbackQuery,
    press: RewordReason,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """What is written next takes the place of what there is."""
    if kept := reason.pressed(talk, press.report, press.version):
        emptied = replace(kept, afresh=True)
        await _write(session, person, talk, emptied, now)
        await giving_back.ask(session, person.telegram_id, emptied, now=now)


@router.callback_query(Pressed(DropReason))
async def drop(
    query: CallbackQuery,
    press: DropReason,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    if kept := reason.pressed(talk, press.report, press.version):
        await giving_back.close(session, person.telegram_id, kept, dropped=True, now=now)
        reason.settle(talk, kept)


@router.callback_query(Pressed(SendReason))
async def send(
    query: CallbackQuery,
    press: SendReason,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The reason is as it should be: the report goes back, if it still waits for a decision."""
    if (kept := reason.pressed(talk, press.report, press.version)) is None:
        return
    if kept.afresh:  # a tap on the card as it was before: the new words are not written yet
        raise NothingWritten
    chat, words = person.telegram_id, kept.words
    if await reviewing.may_decide(session, person, kept.report, kept.version, now=now):
        await reviewing.give_back(session, person, kept.report, kept.version, words, now=now)
        await giving_back.confirm(session, chat, kept, now=now)
    else:
        await giving_back.close(session, chat, kept, dropped=False, now=now)
    reason.settle(talk, kept)
