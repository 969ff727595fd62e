"""A question: answered from the books, or brought to an expert."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, buttons, consulting, enrolling, letters, menu
from clinic.buttons import AskExpert, ChooseVillage, Helped, ShowEntry
from clinic.refusals import ButtonOutdated, NeedsEnrolment, NotAllowed
from clinic.zone import local
from handlers import draft
from handlers.filters import Pressed, Wish
from handlers.talk import Talk
from knowledge.library import Library
from storage.people import Role, Speaker

router = Router(name="ask")
router.callback_query.filter(Pressed(Helped, ShowEntry, AskExpert, ChooseVillage))


@router.message(Wish("tanya"))
async def invite_question(
    message: Message, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """/tanya: say that anything may be asked, in everyday words."""
    letters.send(session, message.chat.id, "ask/invite", now=now)


@router.message(F.text)
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
    decision = answering.ask(session, person, library, message.text or "", now=now)
    talk.keep(question=draft.part_of(message), topic=decision.topic)


@router.message()
async def picture_first(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """A photo, voice or file outside a conversation begins a question to an expert."""
    enrolling.require(person, Role.OFFICIAL)
    talk.keep(question=draft.part_of(message), topic=None)
    await _choose_or_begin(session, person, talk, message.message_id, now)


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
    answering.show(session, person, entry, now=now, edit=query.message.message_id)


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
    answering.show(session, person, entry, now=now, edit=edit, settled=True)


@router.callback_query(Pressed(AskExpert))
async def ask_expert(
    query: CallbackQuery, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """The books were not enough: let an expert answer."""
    if not person.has(Role.OFFICIAL):
        raise NeedsEnrolment
    await _choose_or_begin(session, person, talk, _message_id(query), now)


@router.callback_query(Pressed(ChooseVillage))
async def choose_village(
    query: CallbackQuery,
    press: ChooseVillage,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    if press.village not in person.villages():
        raise NotAllowed
    _begin(session, person, talk, press.village, _message_id(query), now)


async def _choose_or_begin(
    session: AsyncSession, person: Speaker, talk: Talk, number: int, now: datetime
) -> None:
    mine = person.villages()
    if len(mine) == 1:
        _begin(session, person, talk, next(iter(mine)), number, now)
        return
    markup = buttons.villages(await consulting.villages_of(session, person))
    letters.send(session, person.telegram_id, "ask/which_village", now=now, markup=markup)


def _begin(
    session: AsyncSession, person: Speaker, talk: Talk, village: int, number: int, now: datetime
) -> None:
    asked = talk.data.get("question")
    parts = [asked] if asked else []
    topic = talk.data.get("topic")
    chat = person.telegram_id
    draft.begin(
        session, chat, talk, "question", number, now=now, parts=parts, village=village, topic=topic
    )


def _message_id(query: CallbackQuery) -> int:
    return query.message.message_id if query.message else 0
