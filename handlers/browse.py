"""Reading in the books by hand: by topic, at length, with files; and whether it was enough."""

from datetime import datetime

from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, browsing, enclosing, showing
from clinic.answer_buttons import (
    Helped,
    HelpedByLetter,
    HelpedByMore,
    LeafTopic,
    LeafTopics,
    NotEnough,
    SendFile,
    ShowEntry,
    ShowMore,
    ShowRelated,
)
from handlers import parts
from handlers.conversation import Conversation
from handlers.filters import Pressed
from knowledge.library import Library
from storage.people import Speaker

READING = (LeafTopics, LeafTopic, ShowEntry, ShowMore, ShowRelated, SendFile)
JUDGING = (Helped, HelpedByMore, HelpedByLetter, NotEnough)

router = Conversation("browse", buttons=(*READING, *JUDGING))


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


@router.callback_query(Pressed(ShowEntry, ShowMore))
async def show_entry(
    query: CallbackQuery,
    press: ShowEntry | ShowMore,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """One of the listed questions was meant; or the whole of its answer."""
    await showing.show_chosen(
        session,
        person,
        library,
        press.entry,
        now=now,
        question=press.question,
        edit=parts.pressed_on(query),
        long=isinstance(press, ShowMore),
    )


@router.callback_query(Pressed(SendFile))
async def send_file(
    query: CallbackQuery,
    press: SendFile,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """A sample letter is wanted as a file."""
    await enclosing.enclose(session, person, library, press.entry, press.file, now=now)


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


@router.callback_query(Pressed(*JUDGING))
async def judge(
    query: CallbackQuery,
    press: Helped | HelpedByMore | HelpedByLetter | NotEnough,
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
        helped=not isinstance(press, NotEnough),
        question=asked,
        edit=edit,
        now=now,
        long=isinstance(press, HelpedByMore),
        brought=isinstance(press, HelpedByLetter),
    )
