"""Writing to the other side: gathered message by message, sent as one thing."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, buttons, casework, consulting, desk, letters
from clinic.buttons import AddToDraft, DropDraft, SendDraft
from clinic.refusals import ButtonOutdated, NothingWritten
from handlers import draft
from handlers.draft import Draft
from handlers.filters import Pressed, Talking
from handlers.talk import Talk
from knowledge.library import Library
from storage.cases import Case
from storage.people import Speaker

router = Router(name="write")
router.message.filter(Talking(Draft))
router.callback_query.filter(Pressed(SendDraft, AddToDraft, DropDraft))


@router.message()
async def gather(message: Message, talk: Talk, session: AsyncSession, now: datetime) -> None:
    """One more message, picture or voice."""
    draft.show(session, message.chat.id, draft.add(talk, message), now=now, again=True)


async def in_draft(message: Message, talk: Talk) -> bool:
    return draft.holds(talk, message.message_id)


@router.edited_message(in_draft)
async def regather(message: Message, talk: Talk, session: AsyncSession, now: datetime) -> None:
    """A message was edited before it was sent."""
    draft.show(session, message.chat.id, draft.add(talk, message), now=now, again=True)


@router.callback_query(Pressed(AddToDraft))
async def add_more(
    query: CallbackQuery, press: AddToDraft, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """More is to come: say what may be sent."""
    kept = _current(talk, press.draft)
    chat = query.from_user.id
    markup = buttons.draft(kept["id"])
    edit = draft.key(chat, kept)
    letters.send(session, chat, "draft/more", now=now, edit=edit, markup=markup)


@router.callback_query(Pressed(DropDraft))
async def drop(
    query: CallbackQuery, press: DropDraft, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    kept = _current(talk, press.draft)
    draft.close(session, query.from_user.id, kept, now=now, dropped=True)
    talk.leave()


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
    """What was gathered is complete."""
    kept = _current(talk, press.draft)
    if not kept["parts"]:
        raise NothingWritten
    case = await _carry_out(session, person, kept, library, now)
    chat = query.from_user.id
    draft.close(session, chat, kept, now=now)
    letters.send(
        session,
        chat,
        f"draft/{kept['purpose']}_sent",
        now=now,
        number=case.number,
        due_at=case.due_at,
        topic=library.expert_topic(case.topic).name,
    )
    talk.leave()


async def _carry_out(
    session: AsyncSession, person: Speaker, kept: dict[str, Any], library: Library, now: datetime
) -> Case:
    parts = draft.parts_of(kept)
    match kept["purpose"]:
        case "question":
            text = casework.words(parts)
            topic = kept["topic"] or answering.topic_of(library, text, now=now)
            village = kept["village"]
            return await consulting.open_case(session, person, village, topic, parts, now=now)
        case "addition":
            return await consulting.add(session, person, kept["case"], parts, now=now)
        case purpose:
            back = purpose == "asked_back"
            return await desk.answer(
                session, person, kept["case"], parts, asking_back=back, now=now
            )


def _current(talk: Talk, number: str) -> dict[str, Any]:
    kept: dict[str, Any] | None = talk.data.get("draft")
    if kept is None or kept["id"] != number:
        raise ButtonOutdated
    return kept
