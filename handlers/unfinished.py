"""What was begun and not finished: shown again where the person looks now, or put aside."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, menu
from handlers import draft
from handlers.filling import Sitting
from handlers.talk import Talk
from storage.people import Speaker


async def tell(
    session: AsyncSession, person: Speaker, talk: Talk, moment: str, *, now: datetime, **facts: Any
) -> None:
    """Say something with the main menu; what takes the next words comes again below it."""
    chat, sitting = person.telegram_id, Sitting(session, person, talk, now)
    paper, here = await sitting.still_open(), draft.in_writing(talk)
    unfinished, markup = bool(paper or here), menu.keyboard(person)
    letters.send(session, chat, moment, now=now, markup=markup, unfinished=unfinished, **facts)
    if paper:
        await sitting.ask(paper, sitting.asked, below=True)
    elif here:
        await draft.write(session, person, talk, here, now=now)


async def put_aside(session: AsyncSession, person: Speaker, talk: Talk, now: datetime) -> bool:
    """Something else comes now; True where something written is kept and waits to be sent."""
    unsent, sitting = bool(talk.draft and talk.draft["parts"]), Sitting(session, person, talk, now)
    await sitting.make_room()
    talk.leave()
    return unsent
