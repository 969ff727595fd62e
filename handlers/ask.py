"""A question: answered from the books, or brought to an expert."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, consulting, enrolling, letters, menu
from clinic.buttons import AskExpert, Helped, ShowEntry
from clinic.draft_buttons import AskAnew
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from handlers import aside, asked, draft, parts, unfinished
from handlers.conversation import Conversation
from handlers.filters import Pressed, Wish
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.people import Role, Speaker

router = Conversation("ask", messages=True, buttons=(Helped, ShowEntry, AskExpert, AskAnew))


@router.message(Wish("tanya"))
async def invite_question(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/tanya: say that anything may be asked; what was open is not what comes next."""
    unsent = await unfinished.put_aside(session, person, talk, now)
    asked.expect(talk, now=now)
    letters.send(session, message.chat.id, "ask/invite", now=now, unsent=unsent)


@router.message()
async def question(
    message: Message,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Anything outside a conversation is a question, if it does not answer an expert's."""
    if (message.text or "").startswith("/"):
        markup = menu.keyboard(person)
        letters.send(session, message.chat.id, "always/unknown_command", now=now, markup=markup)
        return
    part = parts.part_of(message)
    if not await aside.ask(session, person, talk, part, now=now):
        await _ask(session, person, talk, [part], library, now)


@router.callback_query(Pressed(AskAnew))
async def ask_anew(
    query: CallbackQuery,
    press: AskAnew,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What was kept aside is a question; a draft that had been forgotten stays stored."""
    sent = draft.pressed(talk, press.draft, undecided=True)
    if sent is None or not await _ask(session, person, talk, sent["parts"], library, now):
        return
    if sent["going_on"] and talk.data.get("draft") == sent["going_on"]:
        talk.leave()
    aside.settle(session, person, talk, sent, now)
    asked.expect(talk, now=now)


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
    if entry is None:
        raise ButtonOutdated
    edit = parts.pressed_on(query)
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
    if entry is None:
        raise ButtonOutdated
    answering.helped(session, person, entry.id, now=now)
    edit = parts.pressed_on(query)
    answering.show(session, person, entry, now=now, question=None, edit=edit)


@router.callback_query(Pressed(AskExpert))
async def ask_expert(
    query: CallbackQuery,
    press: AskExpert,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The books were not enough: let an expert answer."""
    enrolling.require(person, Role.OFFICIAL)
    number = press.question
    question, topic = await answering.recall(session, person, library, number, now=now)
    await _begin(session, person, talk, number, parts.of_case(question), topic, now)


async def _ask(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    sent: Sequence[Kept],
    library: Library,
    now: datetime,
) -> bool:
    """Words are looked up in the books, anything else begins a question to an expert.

    False where it cannot be taken now: the person hears why.
    """
    if not parts.attached(sent):
        answering.ask(session, person, library, parts.for_case(sent), now=now)
        return True
    if person.has(Role.EXPERT) and not person.has(Role.OFFICIAL):
        letters.send(session, person.telegram_id, "desk/which_case", now=now)
        return False
    enrolling.require(person, Role.OFFICIAL)
    return await _begin(session, person, talk, sent[0]["message_id"], sent, None, now)


async def _begin(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    number: int,
    sent: Sequence[Kept],
    topic: str | None,
    now: datetime,
) -> bool:
    """Gather for a question, beginning with what is known of it."""
    mine = person.villages()
    village, villages = next(iter(mine), None), []
    if len(mine) > 1:
        village, villages = None, await consulting.villages_of(session, person)
    about = {"topic": topic, "village": village, "villages": villages}
    return await draft.begin(session, person, talk, "question", number, now=now, sent=sent, **about)
