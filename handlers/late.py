"""The rest of an album whose beginning was sent before it arrived."""

from datetime import datetime
from typing import Any

from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, casework, consulting, desk
from handlers import draft, parts
from handlers.conversation import Conversation
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.cases import Said
from storage.people import Speaker

router = Conversation("late", albums=True)


async def comes_late(message: Message, talk: Talk) -> bool | dict[str, Any]:
    albums = talk.remembered.get("late", [])
    found = [late for late in albums if message.media_group_id in late["albums"]]
    return bool(found) and {"late": found[-1]}


@router.message(comes_late)
async def add_late(
    message: Message,
    late: Kept,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """It goes where the others went, whatever is being written or filled in meanwhile."""
    case, purpose = late["case"], late["purpose"]
    sent = parts.for_case([parts.part_of(message)])
    if purpose in draft.OF_VILLAGE:
        draft.warn(session, person, library, None, parts.part_of(message), now)
        urgent = answering.place(library, casework.words(sent), now=now).urgent
        await consulting.add(session, person, case, sent, now=now, urgent=urgent)
    else:
        await desk.add_late(session, person, case, Said(purpose), *sent, now=now)
