"""Filling in the village's report: which field is asked, and what becomes of an answer."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, report_pages, reporting, reviewing
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated
from clinic.report_form import BY_KEY, FIELDS, Answer, Field, Kind, Photo, Value
from clinic.report_pages import Page
from handlers.talk import Talk
from storage.people import Speaker
from storage.reports import Report

NEAR = 3  # answers below the form that still leave it in sight
PHOTOS = next(field for field in FIELDS if field.kind is Kind.PHOTO)


class Filling(StatesGroup):
    """One field is asked, or the summary is shown (no field)."""

    answering = State()


@dataclass(frozen=True)
class Sitting:
    """One person at one form, in one update.

    The conversation keeps the report, the form's number, the field asked (empty: the summary),
    the answer the person saw in it, and which message was the answer to which field.
    """

    session: AsyncSession
    person: Speaker
    talk: Talk
    now: datetime

    async def open(self, form: int, village_id: int, quarter: Quarter) -> None:
        """Begin at the first field that nobody has answered."""
        report = await reporting.open_report(
            self.session, self.person, village_id, quarter, now=self.now
        )
        if await self.still_open(report):
            self.talk.begin(Filling.answering, report=report.id, form=form, told={})
            await self.ask(report, reporting.following(report.values), anew=True)

    async def still_open(self, report: Report, *, answered: bool = False) -> bool:
        """Whether the report may still be filled in; else the conversation ends here."""
        if reporting.is_open(report):
            return True
        self.talk.leave()
        facts = await reviewing.facts_of(self.session, report)
        chat = self.person.telegram_id
        letters.send(self.session, chat, "report/settled", now=self.now, answered=answered, **facts)
        return False

    async def report(self) -> Report:
        """The report of this conversation, for a message in it."""
        return await reporting.awaited(self.session, self.person, self.talk.data["report"])

    async def pressed(self, form: int, field: str) -> Report:
        """The same for a button, which is out of date on another form or field."""
        here = self.talk.state == Filling.answering.state and self.talk.data["form"] == form
        if not here or self.talk.data["field"] != field:
            raise ButtonOutdated
        return await reporting.opened(self.session, self.person, self.talk.data["report"])

    async def ask(
        self, report: Report, field: Field | None, *, anew: bool = False, note: str | None = None
    ) -> None:
        """Show the field, or the summary where there is none, and remember what was shown."""
        moved = not anew and self.talk.data.get("below", 0) >= NEAR
        if anew or moved:
            self.talk.keep(below=0)
        self.talk.keep(field=field.key if field else "", seen=_held(report, field))
        page = Page(self.person, self.talk.data["form"], anew=anew, moved=moved, note=note)
        await report_pages.ask(self.session, page, report, field, now=self.now)

    async def take(self, report: Report, field: Field, given: Answer | None) -> bool:
        """Keep an answer and ask on, unless somebody else answered the same field meanwhile."""
        if field is not PHOTOS and _held(report, field) != self.talk.data["seen"]:
            await self.ask(report, field, note="answered_by_other")
            return False
        await self.go_on(await self.fill(report, field, given), field)
        return True

    async def fill(self, report: Report, field: Field, given: Answer | None) -> Report:
        return await reporting.fill(self.session, self.person, report, field, given, now=self.now)

    async def go_on(self, report: Report, field: Field) -> None:
        await self.ask(report, reporting.following(report.values, field.key))

    async def hear(self, message: Message) -> None:
        """Something was written or sent for the field that is asked."""
        report, given = await self.report(), given_in(message)
        if not await self.still_open(report, answered=True):
            return
        self.talk.keep(below=self.talk.data.get("below", 0) + 1)
        asked = BY_KEY.get(self.talk.data["field"])
        if isinstance(given, dict) and asked is not PHOTOS:
            # A picture belongs to the photos whenever it comes: the rest of an album comes late.
            await self.ask(await self.fill(report, PHOTOS, given), asked, note="photo_kept")
        elif asked is None:
            await self.ask(report, None, anew=True)
        elif await self.take(report, asked, given):
            await self._remember(message, asked)

    async def hear_again(self, message: Message) -> None:
        """An answer was edited in the chat: its field gets the new wording, if it is still that."""
        key, value = self.talk.data["told"].get(str(message.message_id), ("", None))
        report = await self.report()
        if not key or not await self.still_open(report, answered=True):
            return
        field, asked = BY_KEY[key], BY_KEY.get(self.talk.data["field"])
        if _held(report, field) != [value]:
            await self.ask(report, asked, note="answer_kept")
            return
        report = await self.fill(report, field, given_in(message))
        await self._remember(message, field)
        await self.ask(report, asked, note="answer_changed")

    async def _remember(self, message: Message, field: Field) -> None:
        """Which message was the answer, and what was understood: it may be edited later."""
        if field is not PHOTOS:
            said = [field.key, (await self.report()).values.get(field.key)]
            self.talk.keep(told={**self.talk.data["told"], str(message.message_id): said})


def _held(report: Report, field: Field | None) -> list[Value]:
    """The answer in the draft, if there is one."""
    return [report.values[field.key]] if field and field.key in report.values else []


def given_in(message: Message) -> Answer | None:
    """Words, a place, or a picture (also one sent as a file); None for anything else."""
    if message.location is not None:
        return message.location.latitude, message.location.longitude
    picture = message.photo[-1] if message.photo else message.document
    kind = message.document.mime_type or "" if message.document else "image/"
    if picture is None or not kind.startswith("image/"):
        return message.text
    return Photo(
        file_id=picture.file_id,
        unique_id=picture.file_unique_id,
        message_id=message.message_id,
        chat_id=message.chat.id,
    )
