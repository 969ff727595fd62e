"""/start: say who we are, welcome back, or enrol whoever brings an invitation."""

from datetime import datetime

from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling
from handlers.conversation import Conversation
from handlers.talk import Talk
from storage.people import Speaker

router = Conversation("start", wishes=("start",))


@router.message()
async def start(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/start, alone or with the code of an invitation; what was begun stays begun."""
    _command, *code = (message.text or "").split(maxsplit=1)
    if code:
        await enrolling.bind(session, person, code[0].strip(), now=now)
    else:
        await enrolling.greet(session, person, unfinished=talk.state is not None, now=now)
