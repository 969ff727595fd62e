"""The filters that every conversation uses; all async, as aiogram gives plain ones a thread."""

from typing import Any

from aiogram.filters import BaseFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from aiogram.types import CallbackQuery, Message

LARGEST = 2**31 - 1  # what fits a column of numbers; no button of ours carries more
SAID = frozenset(
    {
        *("unknown", "text", "rich_message", "photo", "live_photo", "paid_media", "video"),
        *("video_note", "animation", "audio", "voice", "document", "sticker", "story", "game"),
        *("checklist", "contact", "dice", "poll", "venue", "location"),
    }
)


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


class Happened(BaseFilter):
    """Telegram tells of something that happened in the chat; nobody wrote anything."""

    async def __call__(self, message: Message) -> bool:
        return message.content_type not in SAID


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
            press = action.unpack(data)
        except (TypeError, ValueError):  # made up by somebody: no button of ours
            return False
        numbers = [value for _, value in press if isinstance(value, int)]
        return all(0 <= number <= LARGEST for number in numbers) and {"press": press}
