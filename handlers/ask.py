"""A question: answered from the books, or brought to an expert."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, answering, consulting, enrolling, letters, menu
from clinic.answer_buttons import AskBeyond
from clinic.buttons import AskExpert
from clinic.draft_buttons import AskAnew
from handlers import aside, asked, draft, parts, unfinished
from handlers.conversation import Conversation
from handlers.filters import Pressed, Wish
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.people import Role, Speaker

router = Conversation("ask", messages=True, buttons=(AskExpert, AskBeyond, AskAnew))


@router.message(Wish("tanya"))
async def invite_question(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/tanya: say that anything may be asked; what was open is not what comes next."""
    unsent = await unfinished.put_aside(session, person, talk, now)
    asked.expect(talk, now=now)
    markup = answer_buttons.by_topic()
    letters.send(session, message.chat.id, "ask/invite", now=now, markup=markup, unsent=unsent)


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
    if not await aside.ask(session, person, talk, part, library, now=now):
        await aside.take_as_question(session, person, talk, [part], library, now)


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
    if sent is None:
        return
    if not await aside.take_as_question(session, person, talk, sent["parts"], library, now):
        return
    if sent["going_on"] and talk.data.get("draft") == sent["going_on"]:
        talk.leave()
    aside.settle(session, person, talk, sent, now)
    asked.expect(talk, now=now)


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


@router.callback_query(Pressed(AskBeyond))
async def ask_beyond(
    query: CallbackQuery,
    press: AskBeyond,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The same under an answer, which the expert is told; a browsed one has no question."""
    enrolling.require(person, Role.OFFICIAL)
    number = press.question or parts.pressed_on(query)
    question, topic = await answering.recall(
        session, person, library, number, now=now, beyond=press.entry
    )
    entry = library.get(press.entry)
    if entry is None:
        await _begin(session, person, talk, number, parts.of_case(question), topic, now)
        return
    field, read = topic or entry.expert_topic, entry.question
    await _begin(session, person, talk, number, parts.of_case(question), field, now, beyond=read)


async def _begin(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    number: int,
    sent: Sequence[Kept],
    topic: str | None,
    now: datetime,
    beyond: str | None = None,
) -> bool:
    """Gather for a question, beginning with what is known of it."""
    about = {"topic": topic, "beyond": beyond, **await consulting.placed(session, person)}
    return await draft.begin(session, person, talk, "question", number, now=now, sent=sent, **about)
