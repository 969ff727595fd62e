"""Any command ends the wait for a reason, and is then heard by whom it is for."""

from datetime import datetime

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from handlers import waiting
from handlers.conversation import Conversation
from handlers.reason import Explaining
from handlers.talk import Talk

router = Conversation("stop", states=(Explaining,), commands=True)


async def is_command(message: Message, wish: str | None) -> bool:
    """/batal ends the wait itself, and says so."""
    return wish != "batal" and (wish is not None or (message.text or "").startswith("/"))


@router.message(is_command)
async def stop(message: Message, talk: Talk, session: AsyncSession, now: datetime) -> None:
    await waiting.end(session, message.chat.id, talk, now=now)
    raise SkipHandler
