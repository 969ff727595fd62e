"""Where a conversation stands; kept as a row, committed or undone with the update's work."""

from typing import Any

from aiogram.fsm.state import State

from clinic.refusals import DraftUnfinished

Kept = dict[str, Any]


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
        """Start another conversation; a message that was not sent yet is to be settled first."""
        if self.draft and self.draft["parts"]:
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

    @property
    def drafts(self) -> list[Kept]:
        """Everything written and not sent: it outlives every conversation."""
        drafts: list[Kept] = self.remembered.get("drafts", [])
        return drafts

    @property
    def draft(self) -> Kept | None:
        """The one of them that is being written now."""
        return self.draft_of(self.data.get("draft", ""))

    def draft_of(self, number: str) -> Kept | None:
        return next((one for one in self.drafts if one["id"] == number), None)

    def put(self, draft: Kept) -> None:
        """Keep a draft, new or changed; an empty one is kept only while it is being written."""
        here = self.data.get("draft")
        others = [one for one in self.drafts if one["parts"] or one["id"] == here]
        self.remember(drafts=[*(one for one in others if one["id"] != draft["id"]), draft])

    def drop(self, draft: Kept) -> None:
        """Forget a draft that was sent or thrown away; who was writing it no longer is."""
        self.remember(drafts=[one for one in self.drafts if one["id"] != draft["id"]])
        if self.data.get("draft") == draft["id"]:
            self.leave()

    def _set(self, state: str | None, data: dict[str, Any]) -> None:
        self.state, self.data, self.changed = state, data, True
