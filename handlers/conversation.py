"""A router that knows at once whether an update is for it.

aiogram asks every router in turn, filters and all; with a dozen of them the asking costs as much as
the answer. What a conversation wants is said once, at its router, and looked up in a set.
"""

from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from aiogram.types import TelegramObject


class Conversation(Router):
    """Wants these commands, messages in these states, these buttons.

    `commands`: in these states any command too; `albums`: every picture of an album; `messages`:
    every message.
    """

    def __init__(
        self,
        name: str,
        *,
        wishes: tuple[str, ...] = (),
        states: tuple[type[StatesGroup], ...] = (),
        buttons: tuple[type[CallbackData], ...] = (),
        commands: bool = False,
        albums: bool = False,
        messages: bool = False,
    ) -> None:
        super().__init__(name=name)
        self._wishes = frozenset(wishes)
        self._states = frozenset(name for group in states for name in group.__all_states_names__)
        self._buttons = frozenset(button.__prefix__ for button in buttons)
        self._commands = commands
        self._albums = albums
        self._messages = messages

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        if not self._wants(update_type, event, kwargs.get("wish"), kwargs.get("raw_state")):
            return UNHANDLED
        return await super().propagate_event(update_type, event, **kwargs)

    def _wants(self, kind: str, event: Any, wish: str | None, state: str | None) -> bool:
        if kind == "message":
            here = state in self._states and (wish is None or self._commands)
            in_album = self._albums and event.media_group_id is not None
            return self._messages or here or in_album or wish in self._wishes
        if kind == "callback_query":
            return (event.data or "").partition(":")[0] in self._buttons
        return bool(self.observers[kind].handlers)
