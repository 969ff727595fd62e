"""People who block the bot, and who come back."""

from datetime import datetime

from aiogram import Router
from aiogram.types import ChatMemberUpdated
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import presence
from storage.people import Speaker

router = Router(name="presence")


@router.my_chat_member()
async def follow(
    event: ChatMemberUpdated, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """The bot was blocked or unblocked in a private chat; groups are no person's presence."""
    if event.chat.type == "private":
        blocked = event.new_chat_member.status == "kicked"
        follow_up = presence.gone if blocked else presence.back
        await follow_up(session, person.telegram_id, now=now)
