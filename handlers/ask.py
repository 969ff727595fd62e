"""A question: answered from the books, or brought to an expert."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, consulting, enrolling, letters, menu
from clinic.buttons import AskExpert, Helped, ShowEntry
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from handlers import asked, draft
from handlers.conversation import Conversation
from handlers.draft import Kept
from handlers.filters import Pressed, Wish, Written
from handlers.talk import Talk
from knowledge.library import Library
from storage.people import Role, Speaker

router = Conversation("ask", messages=True, buttons=(Helped, ShowEntry, AskExpert))


@router.message(Wish("tanya"))
async def invite_question(
    message: Message, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """/tanya: say that anything may be asked, in everyday words."""
    letters.send(session, message.chat.id, "ask/invite", now=now)


@router.message(Written())
async def question(
    message: Message,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Any text outside a conversation is a question."""
    if (message.text or "").startswith("/"):
        markup = menu.keyboard(person)
        letters.send(session, message.chat.id, "always/unknown_command", now=now, markup=markup)
        return
    number, text = message.message_id, message.text or ""
    decision = answering.ask(session, person, library, text, now=now, message_id=number)
    asked.remember(talk, message, decision.topic)


@router.message()
async def picture_first(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """A photo, voice or file outside a conversation begins a question to an expert."""
    first = {"part": draft.part_of(message), "topic": None}
    enrolling.require(person, Role.OFFICIAL)
    await _begin(session, person, talk, message.message_id, first, now)


@router.callback_query(Pressed(ShowEntry))
async def show_entry(
    query: CallbackQuery,
    press: ShowEntry,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """One of the offered questions was meant."""
    entry = answering.entry_shown(library, press.entry, local(now).date())
    if entry is None or query.message is None:
        raise ButtonOutdated
    edit = query.message.message_id
    answering.show(session, person, entry, now=now, question=press.question, edit=edit)


@router.callback_query(Pressed(Helped))
async def helped(
    query: CallbackQuery,
    press: Helped,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The answer was enough."""
    entry = answering.entry_shown(library, press.entry, local(now).date())
    if entry is None or query.message is None:
        raise ButtonOutdated
    answering.helped(session, person, entry.id, now=now)
    edit = query.message.message_id
    answering.show(session, person, entry, now=now, question=None, edit=edit)


@router.callback_query(Pressed(AskExpert))
async def ask_expert(
    query: CallbackQuery,
    press: AskExpert,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The books were not enough: let an expert answer."""
    enrolling.require(person, Role.OFFICIAL)
    question = asked.recalled(talk, press.question)
    await _begin(session, person, talk, press.question, question, now)


async def _begin(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    number: int,
    question: Kept | None,
    now: datetime,
) -> None:
    """Gather for a question, beginning with what is known of it."""
    parts, topic = ([question["part"]], question["topic"]) if question else ([], None)
    mine = person.villages()
    village, villages = next(iter(mine), None), []
    if len(mine) > 1:
        village, villages = None, await consulting.villages_of(session, person)
    about = {"topic": topic, "village": village, "villages": villages}
    chat = person.telegram_id
    draft.begin(session, chat, talk, "question", number, now=now, parts=parts, **about)
