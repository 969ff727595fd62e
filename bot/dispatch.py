"""aiogram's part: which handler an update belongs to."""

from functools import cache

from aiogram import Dispatcher
from aiogram.types import Message

from handlers import ROUTERS


async def in_private(message: Message) -> bool:
    """What is said in a group is not for the clinic: its answers are for one person."""
    return message.chat.type == "private"


@cache  # a router can be attached only once
def make_dispatcher() -> Dispatcher:
    """All conversations in their order; their state is ours, not aiogram's."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.message.filter(in_private)
    dispatcher.edited_message.filter(in_private)
    dispatcher.include_routers(*ROUTERS)
    return dispatcher
