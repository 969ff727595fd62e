"""Writing to the other side: gathered message by message, sent as one thing."""

from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import consulting, desk, letters, rewording
from clinic.buttons import AddToDraft, ChooseVillage, DropDraft, SendDraft
from clinic.draft_buttons import GoOn, ReplyTo, Resume, WriteWith
from clinic.refusals import CaseClosed, NotAllowed
from handlers import aside, draft, parts, sending
from handlers.conversation import Conversation
from handlers.draft import Draft
from handlers.filters import Pressed
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.people import Speaker

router = Conversation(
    "write",
    messages=True,
    buttons=(SendDraft, AddToDraft, DropDraft, ChooseVillage, ReplyTo, WriteWith, GoOn, Resume),
)


async def is_writing(message: Message, talk: Talk, wish: str | None) -> bool | dict[str, Any]:
    here = talk.draft if talk.state == Draft.writing.state and wish is None else None
    return here is not None and {"kept": here}


@router.message(is_writing)
async def gather(
    message: Message,
    kept: Kept,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """One more message, picture or voice; after a long pause it may be meant otherwise."""
    part = parts.part_of(message)
    if draft.is_forgotten(kept, now):
        await aside.ask(session, person, talk, part, library, now=now, going_on=kept)
    else:
        draft.warn(session, person, library, kept, part, now)
        await draft.gather(session, message.chat.id, talk, kept, part, now=now)


async def in_draft(message: Message, talk: Talk) -> bool | dict[str, Any]:
    number = message.message_id
    holding = [d for d in talk.drafts if any(p["message_id"] == number for p in d["parts"])]
    return bool(holding) and {"kept": holding[0]}


@router.edited_message(in_draft)
async def regather(
    message: Message,
    kept: Kept,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """A message was edited before it was sent."""
    part = parts.part_of(message)
    await rewording.keep(session, person, message.message_id, part["text"])
    draft.warn(session, person, library, kept, part, now)
    kept = draft.asked_anew(library, kept, part, now)
    await draft.gather(session, message.chat.id, talk, kept, part, now=now)


@router.callback_query(Pressed(AddToDraft))
async def add_more(
    query: CallbackQuery,
    press: AddToDraft,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """More is to come: say what may be sent."""
    kept = draft.pressed(talk, press.draft)
    chat = query.from_user.id
    if kept is None:
        return
    if kept is not talk.draft or draft.is_forgotten(kept, now):
        await draft.write(session, person, talk, kept, now=now)
        return
    markup = draft.keyboard(kept)
    letters.send(session, chat, "draft/more", now=now, edit=draft.key(chat, kept), markup=markup)


@router.callback_query(Pressed(Resume))
async def resume(
    query: CallbackQuery,
    press: Resume,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """From the list: something not sent is gone on with."""
    kept = draft.pressed(talk, press.draft, undecided=None)
    if kept is None:
        return
    if kept["purpose"] != draft.UNDECIDED:
        await draft.write(session, person, talk, kept, now=now)
    elif aside.is_stale(talk, kept):
        await aside.ask_again(session, person, talk, kept, library, now)
    else:
        draft.put_below(session, query.from_user.id, kept, now=now)


@router.callback_query(Pressed(GoOn))
async def go_on(
    query: CallbackQuery,
    press: GoOn,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What was kept aside belongs to the draft that had been forgotten, if it is still there."""
    sent = draft.pressed(talk, press.draft, undecided=True)
    if sent is None:
        return
    kept = talk.draft_of(sent["going_on"] or "")
    if kept is None:
        await aside.ask_again(session, person, talk, sent, library, now)
        return
    kept = draft.with_parts(kept, sent["parts"])
    if await draft.write(session, person, talk, kept, now=now):
        aside.settle(session, person, talk, sent, now)


@router.callback_query(Pressed(ChooseVillage))
async def choose_village(
    query: CallbackQuery,
    press: ChooseVillage,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """For which of several villages; another one may be chosen until it is sent."""
    kept = draft.pressed(talk, press.draft)
    if kept is None:
        return
    if press.village in person.villages():
        kept = {**kept, "village": press.village, "note": None}
        talk.put(kept)
        draft.renew(session, query.from_user.id, kept, now=now)
    elif press.village in dict(kept.get("villages", [])):
        await draft.place_anew(session, person, talk, kept, now)
    else:
        raise NotAllowed(unfinished=True)


@router.callback_query(Pressed(DropDraft))
async def drop(
    query: CallbackQuery, press: DropDraft, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    kept = draft.pressed(talk, press.draft)
    if kept is not None:
        draft.close(session, query.from_user.id, kept, now=now, dropped=True)
        draft.settle(talk, kept)


@router.callback_query(Pressed(SendDraft))
async def send(
    query: CallbackQuery,
    press: SendDraft,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What was gathered is complete; a second tap on what was just sent says nothing new."""
    kept = draft.pressed(talk, press.draft)
    if kept is None:
        return
    if draft.is_astray(person, kept):
        await draft.place_anew(session, person, talk, kept, now)
        return
    try:
        await sending.deliver(session, person, talk, kept, library, now)
    except CaseClosed:
        await _ask_instead(session, person, talk, kept, now)


async def _ask_instead(
    session: AsyncSession, person: Speaker, talk: Talk, kept: Kept, now: datetime
) -> None:
    """Its case was closed meanwhile: the same words are shown as a question of their own."""
    case = await consulting.of_village(session, person, kept["case"])
    about = {"topic": case.topic, "beyond": None, "instead_of": case.number}
    place, sent = await consulting.placed(session, person, case.village_id), kept["parts"]
    first = sent[0]["message_id"]
    fresh = draft.made("question", first, sent, now=now, **about, **place)
    draft.replace(session, person.telegram_id, talk, kept, fresh, now=now)


@router.callback_query(Pressed(ReplyTo))
async def reply(
    query: CallbackQuery,
    press: ReplyTo,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What was kept aside answers the expert of this case: it is sent at once."""
    sent = draft.pressed(talk, press.draft, undecided=True)
    if sent is not None:
        kept = {**sent, "purpose": "addition", "case": press.case}
        await sending.deliver(session, person, talk, kept, library, now)


@router.callback_query(Pressed(WriteWith))
async def write_with(
    query: CallbackQuery,
    press: WriteWith,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """What was kept aside begins an answer, or a question back: the expert still has to send it."""
    sent = draft.pressed(talk, press.draft, undecided=True)
    if sent is None:
        return
    case = await desk.held(session, person, press.case)
    number, about = parts.pressed_on(query), {"case": case.id, "number": case.number}
    kept = sent["parts"]
    if await draft.begin(session, person, talk, press.said, number, now=now, sent=kept, **about):
        aside.settle(session, person, talk, sent, now)
