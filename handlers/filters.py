"""The filters that every conversation uses; all async, as aiogram gives plain ones a thread."""

from typing import Any

from aiogram.filters import BaseFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from aiogram.types import CallbackQuery, Message, TelegramObject

from storage.people import Role, Speaker


class Wish(BaseFilter):
    """The message is one of these commands, or the menu label that does the same."""

    def __init__(self, *names: str) -> None:
        self._names = frozenset(names)

    async def __call__(self, message: Message, wish: str | None) -> bool:
        return wish in self._names


class Talking(BaseFilter):
    """The person is in one of these conversations, and the message is no command."""

    def __init__(self, *groups: type[StatesGroup]) -> None:
        self._states = frozenset(name for group in groups for name in group.__all_states_names__)

    async def __call__(self, message: Message, raw_state: str | None, wish: str | None) -> bool:
        return wish is None and raw_state in self._states


class Pressed(BaseFilter):
    """One of these buttons was pressed; the handler is given it as `press`."""

    def __init__(self, *actions: type[CallbackData]) -> None:
        self._actions = {action.__prefix__: action for action in actions}

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        data = query.data or ""
        action = self._actions.get(data.partition(":")[0])
        if action is None:
            return False
        try:
            return {"press": action.unpack(data)}
        except (TypeError, ValueError):  # made up by somebody: no button of ours
            return False


class Holds(BaseFilter):
    """The person has one of these roles. Routes only: the verb decides what is allowed."""

    def __init__(self, *roles: Role) -> None:
        self._roles = roles

    async def __call__(self, event: TelegramObject, person: Speaker) -> bool:
        return person.has(*self._roles)
