"""/profil: what the clinic knows about the person, and their phone number if they give it."""

from datetime import datetime

from aiogram.types import Contact, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling
from handlers.conversation import Conversation
from handlers.filters import Wish
from storage.people import Speaker

router = Conversation("profile", messages=True)


async def brings_contact(message: Message) -> bool | dict[str, Contact]:
    """Somebody's contact was shared; the handler is given it."""
    return {"contact": message.contact} if message.contact else False


@router.message(Wish("profil"))
async def show(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/profil: who am I here?"""
    await enrolling.show_profile(session, person, now=now)


@router.message(brings_contact)
async def share_phone(
    message: Message, contact: Contact, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """Only the button in a private chat gives one's own number; anything else may be anybody's."""
    private = message.chat.type == "private"
    own = private and message.forward_origin is None and contact.user_id == person.telegram_id
    await enrolling.keep_phone(session, person, contact.phone_number, own=own, now=now)
