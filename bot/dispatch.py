"""aiogram's part: which handler an update belongs to."""

from functools import cache

from aiogram import Dispatcher

from handlers import ROUTERS


@cache  # a router can be attached only once
def make_dispatcher() -> Dispatcher:
    """All conversations in their order; their state is ours, not aiogram's."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(*ROUTERS)
    return dispatcher
