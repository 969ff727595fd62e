"""Reasons: written by one person, shown on a card, and sent once they are confirmed."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Self

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters
from clinic.buttons import NO_BUTTONS
from clinic.wording import short
from storage.people import Speaker

LONGEST = 1_000


@dataclass(frozen=True, kw_only=True)
class Reason(ABC):
    """What one person writes about one thing as it was shown: messages with their words.

    `afresh`: the next words take the place of these.
    """

    said: list[tuple[int, str]] = field(default_factory=list)
    afresh: bool = False
    asks: ClassVar[str]  # the text of its card
    closes: ClassVar[str]  # and the one that says that nothing was sent

    @property
    @abstractmethod
    def place(self) -> tuple[int | str, ...]:
        """What it is about, as its buttons name it."""

    @property
    def thing(self) -> tuple[int | str, ...]:
        """The same without how it was shown: there is one reason for a thing."""
        return self.place

    @property
    def words(self) -> str:
        """What the others are told, as far as it fits."""
        return short(self._all, LONGEST)

    @property
    def is_cut(self) -> bool:
        """Whether more was written than the others can be told."""
        return self.words != self._all

    @property
    def _all(self) -> str:
        return "\n".join(text for _, text in self.said).strip()

    def adding(self, message: int, text: str) -> Self:
        """With one more message; one without words changes nothing."""
        if not text.strip():
            return self
        before = [] if self.afresh else self.said
        return replace(self, said=[*before, (message, text)], afresh=False)

    def rewording(self, message: int, text: str) -> Self:
        """One of the messages was edited."""
        said = [(one, text if one == message else words) for one, words in self.said]
        return replace(self, said=said)

    def has(self, message: int) -> bool:
        return any(one == message for one, _ in self.said)

    @abstractmethod
    async def is_wanted(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        """Whether there is still something to give a reason for."""

    @abstractmethod
    async def confirm(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        """The words are as they should be: they go out; False where that is too late."""

    async def ask(
        self,
        session: AsyncSession,
        chat_id: int,
        *,
        now: datetime,
        anew: bool = False,
        note: str | None = None,
    ) -> None:
        """Show what is written so far, to be confirmed; where there is nothing yet, ask for it."""
        written = bool(self.words) and not self.afresh
        markup = self._buttons(written=written, note=note)
        most = LONGEST if self.is_cut else None
        facts = {"afresh": self.afresh, "most": most, "note": note}
        await self._say(session, chat_id, self.asks, markup, now=now, anew=anew, **facts)

    async def close(
        self, session: AsyncSession, chat_id: int, note: str, *, now: datetime, anew: bool = False
    ) -> None:
        """Nothing was sent: the note says why."""
        markup = self._ways_back(note)
        await self._say(session, chat_id, self.closes, markup, now=now, anew=anew, note=note)

    def remove(self, session: AsyncSession, chat_id: int, *, now: datetime) -> None:
        """Take the card away: it is shown once more, further down."""
        letters.remove(session, chat_id, self._card(chat_id), now=now)

    async def _say(
        self,
        session: AsyncSession,
        chat_id: int,
        moment: str,
        markup: dict[str, Any],
        *,
        now: datetime,
        anew: bool = False,
        **facts: Any,
    ) -> None:
        card, about = self._card(chat_id), await self._about(session)
        letters.send(
            session,
            chat_id,
            moment,
            now=now,
            markup=markup,
            key=card if anew else None,
            edit=None if anew else card,
            reason=self.words,
            **about,
            **facts,
        )

    @abstractmethod
    def _card(self, chat_id: int) -> str:
        """The name under which the card can be edited."""

    @abstractmethod
    async def _about(self, session: AsyncSession) -> dict[str, Any]:
        """What the texts say of the thing."""

    @abstractmethod
    def _buttons(self, *, written: bool, note: str | None) -> dict[str, Any]:
        """What can be done with the words."""

    def _ways_back(self, note: str) -> dict[str, Any]:
        """What can be done where nothing was sent."""
        return NO_BUTTONS
