"""What a form is: its questions in order, whose paper it makes, and what is said about it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.buttons import CallbackData
from clinic.form_field import Field, Kind, Value
from clinic.quarters import Quarter
from storage.evaluations import Evaluation
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report

P = TypeVar("P", Report, Evaluation)


class Form(ABC, Generic[P]):
    """One kind of paper; everything that is done with its fields is the same for all kinds."""

    task: ClassVar[Task]
    role: ClassVar[Role]  # who fills it in
    icon: ClassVar[str]
    noun: ClassVar[str]
    command: ClassVar[str]
    receipt: ClassVar[str]  # the text for who has sent it
    fields: ClassVar[tuple[Field, ...]]
    drafts: ClassVar[tuple[StrEnum, ...]]  # in which states it may be filled in
    sent: ClassVar[StrEnum]

    @abstractmethod
    async def found(self, session: AsyncSession, number: int) -> P | None:
        """The paper with this number."""

    @abstractmethod
    def belongs_to(self, paper: P, person: Speaker) -> bool:
        """Whether the paper is of this person's own village or agency."""

    @abstractmethod
    async def facts(self, session: AsyncSession, paper: P) -> dict[str, Any]:
        """What its pages say beyond what pages of all forms say."""

    @abstractmethod
    def way_in(self, paper: P) -> CallbackData:
        """The button that goes on with the draft."""

    @abstractmethod
    async def say_settled(
        self, session: AsyncSession, person: Speaker, paper: P, *, answered: bool, now: datetime
    ) -> None:
        """Tell who would fill it in that it was sent."""

    async def is_asked(self, session: AsyncSession, paper: P, *, now: datetime) -> bool:
        """Whether the paper is still to be made at all."""
        return Quarter.parse(paper.quarter).is_recent(now)

    async def last_value(self, session: AsyncSession, paper: P, field: Field) -> Value:
        """What an earlier paper says in this field, to be taken over."""
        return None

    async def hand_in(self, session: AsyncSession, paper: P, *, now: datetime) -> None:
        """Bring a paper that was just sent to those who decide on it."""

    async def deciders(self, session: AsyncSession, paper: P, *, now: datetime) -> list[str]:
        """Who decides on it, by name."""
        return []

    @property
    def photos(self) -> Field | None:
        """Where pictures belong."""
        return next((field for field in self.fields if field.kind is Kind.PHOTO), None)

    def is_open(self, paper: P) -> bool:
        return paper.status in self.drafts

    def field(self, key: str) -> Field | None:
        return next((field for field in self.fields if field.key == key), None)

    def first(self, paper: P) -> Field | None:
        """Where to begin: the first field nobody has answered; the summary of what came back."""
        return None if paper.sent_at else self.following(paper.values)

    def following(self, values: Mapping[str, Value], after: Field | None = None) -> Field | None:
        """The next field nobody has answered, behind `after` or from the start."""
        start = self.fields.index(after) + 1 if after else 0
        return next((field for field in self.fields[start:] if field.key not in values), None)

    def before(self, field: Field | None) -> Field:
        """The field before this one; the last one before the summary."""
        return self.fields[max(self.fields.index(field) - 1, 0) if field else -1]
