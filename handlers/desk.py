"""The expert's desk: take a waiting case, write about it, hand it back or on, finish it."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, desk, letters, listing, routing
from clinic.buttons import (
    AskBack,
    FinishCase,
    HandBack,
    PassOn,
    PassTo,
    TakeAgain,
    TakeCase,
    TakeListed,
    WriteAnswer,
)
from clinic.leafing import LeafWaiting
from clinic.refusals import ButtonOutdated
from handlers import draft, parts
from handlers.conversation import Conversation
from handlers.filters import Pressed
from handlers.talk import Talk
from knowledge.library import Library
from storage.people import Speaker

router = Conversation(
    "desk",
    wishes=("antrean",),
    buttons=(
        *(LeafWaiting, TakeCase, TakeListed, TakeAgain, WriteAnswer, AskBack, PassOn, PassTo),
        *(HandBack, FinishCase),
    ),
)


@router.message()
async def waiting(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/antrean: what waits for this expert's topics."""
    await listing.waiting(session, person, now=now)


@router.callback_query(Pressed(LeafWaiting))
async def leaf(
    query: CallbackQuery, press: LeafWaiting, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """Another page of it, in the same message."""
    edit = parts.pressed_on(query)
    await listing.waiting(session, person, now=now, page=press.page, edit=edit)


@router.callback_query(Pressed(TakeCase))
async def take(
    query: CallbackQuery, press: TakeCase, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    await desk.take(session, person, press.case, press.version, now=now)


@router.callback_query(Pressed(TakeListed))
async def take_listed(
    query: CallbackQuery, press: TakeListed, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """The list goes on without it where it stands, and its card comes where it is seen."""
    case = await desk.take(session, person, press.case, press.version, now=now)
    edit = parts.pressed_on(query)
    await listing.waiting(session, person, now=now, page=press.page, edit=edit)
    await routing.bring_in_sight(session, case, person, now=now)


@router.callback_query(Pressed(TakeAgain))
async def take_again(
    query: CallbackQuery, press: TakeAgain, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """The card says so; what was a view of the case is one again."""
    case = await desk.take(session, person, press.case, press.version, now=now)
    pressed = parts.pressed_on(query)
    if not await routing.is_card(session, case, person.telegram_id, pressed):
        await listing.show(session, person, case.known_id, edit=pressed, now=now)


@router.callback_query(Pressed(WriteAnswer, AskBack))
async def write(
    query: CallbackQuery,
    press: WriteAnswer | AskBack,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The holder begins an answer, or a question back."""
    case = await desk.held(session, person, press.case)
    purpose = "answer" if isinstance(press, WriteAnswer) else "asked_back"
    number = parts.pressed_on(query)
    await draft.begin(
        session,
        person,
        talk,
        purpose,
        number,
        now=now,
        case=case.id,
        number=case.number,
    )


@router.callback_query(Pressed(HandBack))
async def hand_back(
    query: CallbackQuery, press: HandBack, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """It goes at once; whoever only touched the button takes it again in the same message."""
    case = await desk.hand_back(session, person, press.case, now=now)
    letters.send(
        session,
        person.telegram_id,
        "desk/moved_on",
        now=now,
        edit=parts.pressed_on(query),
        markup=buttons.take_again(case.known_id, case.version),
        number=case.number,
    )


@router.callback_query(Pressed(PassOn))
async def choose_topic(
    query: CallbackQuery,
    press: PassOn,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Which field should answer instead?"""
    case = await desk.unanswered(session, person, press.case)
    others = [(t.id, t.name) for t in library.expert_topics() if t.id != case.topic]
    markup = buttons.topics(press.case, others)
    letters.send(
        session, person.telegram_id, "desk/which_topic", now=now, markup=markup, number=case.number
    )


@router.callback_query(Pressed(PassTo))
async def pass_on(
    query: CallbackQuery,
    press: PassTo,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    if press.topic not in {topic.id for topic in library.expert_topics()}:
        raise ButtonOutdated
    case = await desk.pass_on(session, person, press.case, press.topic, now=now)
    letters.send(
        session,
        person.telegram_id,
        "desk/passed_on",
        now=now,
        edit=parts.pressed_on(query),
        markup=buttons.NO_BUTTONS,
        number=case.number,
        topic=library.expert_topic(press.topic).name,
    )


@router.callback_query(Pressed(FinishCase))
async def finish(
    query: CallbackQuery, press: FinishCase, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    case = await desk.finish(session, person, press.case, now=now)
    heard = bool(await casework.hearers(session, case))
    chat = person.telegram_id
    letters.send(session, chat, "desk/finished", now=now, number=case.number, heard=heard)
