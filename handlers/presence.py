"""People who block the bot; whoever comes back is reachable with their first update."""

from datetime import datetime

from aiogram import Router
from aiogram.types import ChatMemberUpdated
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import people
from storage.people import Speaker

router = Router(name="presence")


@router.my_chat_member()
async def leave(
    event: ChatMemberUpdated, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """The bot was blocked in a private chat: nothing is sent until the person returns."""
    if event.chat.type == "private" and event.new_chat_member.status == "kicked":
        await people.mark_unreachable(session, person.telegram_id, now=now)
