"""What can be said at any time: /batal, /bantuan, /menu. Asked first."""

from datetime import datetime

from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, menu
from handlers import draft
from handlers.conversation import Conversation
from handlers.filling import Filling
from handlers.filters import Happened, Wish
from handlers.talk import Talk
from storage.people import Speaker

router = Conversation("always", messages=True)


@router.message(Happened())
async def overhear(message: Message) -> None:
    """A message was pinned, a picture of the chat changed: nobody said anything."""


@router.message(Wish("batal"))
async def cancel(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/batal: leave whatever was being filled in."""
    unsent = draft.in_hand(talk)
    moment = "always/cancelled" if talk.state or unsent else "always/nothing_to_cancel"
    command = talk.data["form"] if talk.state == Filling.answering.state else None
    for kept in unsent:
        draft.close(session, message.chat.id, kept, now=now, dropped=True)
        talk.drop(kept)
    talk.leave()
    markup = menu.keyboard(person)
    letters.send(session, message.chat.id, moment, now=now, markup=markup, command=command)


@router.message(Wish("bantuan"))
async def help_(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/bantuan: what this person can do here."""
    items = menu.offered(person)
    markup = menu.keyboard(person)
    letters.send(session, message.chat.id, "always/help", now=now, markup=markup, items=items)


@router.message(Wish("menu"))
async def show_menu(
    message: Message, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """/menu: the main menu once more, for phones that hid it."""
    letters.send(session, message.chat.id, "always/menu", now=now, markup=menu.keyboard(person))
