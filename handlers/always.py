"""What can be said at any time: /batal, /bantuan, /menu."""

from datetime import datetime

from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, menu
from handlers import draft, unfinished, waiting
from handlers.conversation import Conversation
from handlers.filling import Sitting
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
    chat, unsent, sitting = (
        message.chat.id,
        draft.in_hand(talk),
        Sitting(session, person, talk, now),
    )
    moment = "always/cancelled" if talk.state or unsent else "always/nothing_to_cancel"
    form = sitting.form if sitting.is_on else None
    paper = await sitting.stop() if form else None
    await waiting.end(session, chat, talk, now=now, drop=True)
    for kept in unsent:
        draft.close(session, chat, kept, now=now, dropped=True)
        talk.drop(kept)
    talk.leave()
    letters.send(
        session,
        chat,
        moment,
        now=now,
        markup=menu.keyboard(person),
        command=form.command if form and paper else None,
        begun=bool(paper and paper.values),
    )


@router.message(Wish("bantuan"))
async def help_(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/bantuan: what this person can do here."""
    items = menu.offered(person)
    await unfinished.tell(session, person, talk, "always/help", now=now, items=items)


@router.message(Wish("menu"))
async def show_menu(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/menu: the main menu once more, for phones that hid it."""
    await unfinished.tell(session, person, talk, "always/menu", now=now)
