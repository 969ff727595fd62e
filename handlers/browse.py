"""Reading in the books by hand: by topic, what is related, and whether an answer was enough."""

from datetime import datetime

from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, browsing, showing
from clinic.answer_buttons import (
    Helped,
    LeafTopic,
    LeafTopics,
    NotEnough,
    ShowEntry,
    ShowRelated,
)
from handlers import parts
from handlers.conversation import Conversation
from handlers.filters import Pressed
from knowledge.library import Library
from storage.people import Speaker

router = Conversation(
    "browse", buttons=(LeafTopics, LeafTopic, ShowEntry, ShowRelated, Helped, NotEnough)
)


@router.callback_query(Pressed(LeafTopics))
async def topics(
    query: CallbackQuery,
    press: LeafTopics,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Which topics are there?"""
    edit = parts.pressed_on(query)
    browsing.topics(session, person, library, press.page, edit=edit, now=now)


@router.callback_query(Pressed(LeafTopic))
async def topic(
    query: CallbackQuery,
    press: LeafTopic,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What is asked about this topic?"""
    edit = parts.pressed_on(query)
    browsing.topic(session, person, library, press, edit=edit, now=now)


@router.callback_query(Pressed(ShowEntry))
async def show_entry(
    query: CallbackQuery,
    press: ShowEntry,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """One of the listed questions was meant."""
    asked, edit = press.question, parts.pressed_on(query)
    await showing.show_chosen(
        session, person, library, press.entry, now=now, question=asked, edit=edit
    )


@router.callback_query(Pressed(ShowRelated))
async def show_related(
    query: CallbackQuery,
    press: ShowRelated,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What else is asked about this?"""
    asked, edit = press.question, parts.pressed_on(query)
    showing.show_related(session, person, library, press.entry, now=now, question=asked, edit=edit)


@router.callback_query(Pressed(Helped, NotEnough))
async def judge(
    query: CallbackQuery,
    press: Helped | NotEnough,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Was the answer enough?"""
    asked, edit = press.question, parts.pressed_on(query)
    await answering.judge(
        session,
        person,
        library,
        press.entry,
        helped=isinstance(press, Helped),
        question=asked,
        edit=edit,
        now=now,
    )
