"""Where a conversation stands; kept as a row, committed or undone with the update's work."""

from typing import Any

from aiogram.fsm.state import State

from clinic.refusals import DraftUnfinished


class Talk:
    """The state (None: no conversation) and what was gathered in it."""

    def __init__(self, state: str | None = None, data: dict[str, Any] | None = None) -> None:
        self.state = state
        self.data: dict[str, Any] = data or {}
        self.changed = False

    def enter(self, state: State, **data: Any) -> None:
        """Go on to a state; what was gathered stays, `data` is added."""
        self._set(state.state, {**self.data, **data})

    def keep(self, **data: Any) -> None:
        """Remember something without moving on."""
        self._set(self.state, {**self.data, **data})

    def begin(self, state: State, **data: Any) -> None:
        """Start another conversation, unless a message that was not sent yet would be lost."""
        if self.data.get("draft", {}).get("parts"):
            raise DraftUnfinished
        self.leave()
        self.enter(state, **data)

    def leave(self) -> None:
        """End the conversation and forget what was gathered."""
        self._set(None, {"remembered": self.remembered} if self.remembered else {})

    @property
    def remembered(self) -> dict[str, Any]:
        """What outlives the conversation it was said in."""
        kept: dict[str, Any] = self.data.get("remembered", {})
        return kept

    def remember(self, **data: Any) -> None:
        self.keep(remembered={**self.remembered, **data})

    def _set(self, state: str | None, data: dict[str, Any]) -> None:
        self.state, self.data, self.changed = state, data, True
