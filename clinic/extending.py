"""More time for a report or an evaluation: asked with a reason, granted or declined."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import (
    deadlines,
    enrolling,
    letters,
    owing,
    reminder_buttons,
    reminding,
    reviewing,
)
from clinic.buttons import NO_BUTTONS
from clinic.quarters import Quarter
from clinic.reasons import Reason
from clinic.refusals import (
    ButtonOutdated,
    ExtensionPending,
    NobodyDecides,
    NotAllowed,
    NothingWritten,
)
from clinic.reminding import STEPS, Item
from clinic.zone import local
from storage import evaluations, journal, outbox, people, villages
from storage.evaluations import Extension
from storage.people import Role, Speaker
from storage.reminders import Task

MORE = timedelta(days=7)


async def extendable(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Item]:
    """What this person owes and is being reminded of in these weeks."""
    enrolling.require(person, Role.OFFICIAL, Role.COORDINATOR)
    return await _reminded_of(session, person, now=now)


async def _reminded_of(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Item]:
    today, running = local(now).date(), Quarter.of(now)
    found: list[Item] = []
    for quarter in (running.previous(), running):
        books = await owing.of_quarter(session, quarter, on=today, among={person.person_id or 0})
        found += [
            reminding.item(books, debt, gap)
            for debt, gap in books.missing()
            if books.due_on(debt) + timedelta(days=STEPS[0]) <= today
            and books.deadlines.asked_for(debt.task, debt.village_id, today)
        ]
    return found


async def owed(
    session: AsyncSession,
    person: Speaker,
    task: Task,
    village_id: int,
    quarter: str,
    *,
    now: datetime,
) -> Item:
    """The one thing among them that is meant; a button for anything else is out of date."""
    items = await extendable(session, person, now=now)
    if (item := _the_one(items, (task, village_id, quarter))) is None:
        raise ButtonOutdated
    return item


async def require_nothing_pending(session: AsyncSession, item: Item) -> None:
    """Nobody writes a reason where one is waiting to be decided on."""
    if await evaluations.pending(session, *item.place) is not None:
        raise ExtensionPending(village=item.village, quarter=item.quarter.name)


def _the_one(items: list[Item], place: tuple[Task, int, str]) -> Item | None:
    return next((item for item in items if item.place == place), None)


@dataclass(frozen=True)
class ExtensionReason(Reason):
    """Why more time is needed for one thing that is owed."""

    task: Task
    village: int
    quarter: str
    asks = "remind/why"
    closes = "remind/not_asked"

    @property
    def place(self) -> tuple[Task, int, str]:
        return self.task, self.village, self.quarter

    async def is_wanted(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        return await self._owed(session, person, now=now) is not None

    async def _owed(self, session: AsyncSession, person: Speaker, *, now: datetime) -> Item | None:
        """Nothing, if it has come in meanwhile."""
        return _the_one(await _reminded_of(session, person, now=now), self.place)

    async def confirm(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        if (item := await self._owed(session, person, now=now)) is None:
            return False
        asked = await ask(session, person, item, self.words, now=now)
        chat, until_on = person.telegram_id, asked.until_on
        await self._say(session, chat, "remind/asked", NO_BUTTONS, now=now, until_on=until_on)
        return True

    def _card(self, chat_id: int) -> str:
        return f"why:{chat_id}:{self.task}:{self.village}:{self.quarter}"

    async def _about(self, session: AsyncSession) -> dict[str, Any]:
        return await _about(session, *self.place)

    def _buttons(self, *, written: bool, note: str | None) -> dict[str, Any]:
        return reminder_buttons.reason(*self.place, written=written)

    def _ways_back(self, note: str) -> dict[str, Any]:
        if note != "dropped":
            return NO_BUTTONS
        return reminder_buttons.extendable([(*self.place, "⏳ Tetap minta perpanjangan")])


async def ask(
    session: AsyncSession, person: Speaker, item: Item, reason: str, *, now: datetime
) -> Extension:
    """Ask those who may decide for seven more days."""
    if not reason:
        raise NothingWritten
    in_charge = await deciders(session, item.task, item.village_id, by=person.known_id, now=now)
    if not in_charge:
        raise NobodyDecides
    extension = await evaluations.ask(
        session,
        village_id=item.village_id,
        quarter=str(item.quarter),
        task=item.task,
        reason=reason,
        until_on=max(item.due_on, local(now).date()) + MORE,
        asked_by=person.person_id,
        asked_at=now,
    )
    if extension is None:
        raise ExtensionPending(village=item.village, quarter=item.quarter.name)
    _record(session, "extension.asked", person, extension, now=now)
    for decider in in_charge:
        await _request(session, decider, extension, person.name, now=now)
    return extension


async def deciders(
    session: AsyncSession, task: Task, village_id: int, *, by: int, now: datetime
) -> list[Speaker]:
    """Who checks the report decides on more time for it; on evaluations the province decides."""
    if task is Task.REPORT:
        return await reviewing.reviewers(session, village_id, by=by, now=now)
    return await reviewing.province(session, by=by)


async def _request(
    session: AsyncSession, decider: Speaker, extension: Extension, asker: str, *, now: datetime
) -> None:
    letters.send(
        session,
        decider.telegram_id,
        "remind/request",
        now=now,
        key=_key(extension),
        markup=reminder_buttons.decide_extension(extension.known_id),
        asker=asker,
        decider=None,
        **await _facts(session, extension),
    )


async def _facts(session: AsyncSession, extension: Extension) -> dict[str, Any]:
    about = await _about(session, Task(extension.task), extension.village_id, extension.quarter)
    decided = {"until_on": extension.until_on, "granted": extension.granted}
    return {**about, **decided, "reason": extension.reason}


async def _about(
    session: AsyncSession, task: Task, village_id: int, quarter: str
) -> dict[str, Any]:
    """What the texts say of a thing that is owed."""
    named = Quarter.parse(quarter)
    due = await deadlines.of_quarter(session, named)
    return {
        "task": task,
        "village": (await villages.named(session, village_id)).name,
        "quarter": named.name,
        "due_on": due.due_on(task, village_id),
    }


def _key(extension: Extension) -> str:
    return f"extension:{extension.id}"


async def decide(
    session: AsyncSession, person: Speaker, extension_id: int, granted: bool, *, now: datetime
) -> None:
    """Grant or decline; with more time the reminders begin again at the new date."""
    enrolling.require(person, Role.COORDINATOR, Role.PROVINCE)
    asked = await evaluations.extension(session, extension_id)
    if asked is None:
        raise ButtonOutdated
    task, village = Task(asked.task), asked.village_id
    in_charge = await deciders(session, task, village, by=asked.asked_by, now=now)
    was_asked = await reviewing.province_was_asked(session, person, _key(asked))
    if person.person_id not in {decider.person_id for decider in in_charge} and not was_asked:
        raise NotAllowed
    by = person.known_id
    if not await evaluations.decide(session, extension_id, granted, by=by, now=now):
        raise ButtonOutdated
    decided = await evaluations.extension(session, extension_id)
    assert decided is not None
    _record(
        session, "extension.granted" if granted else "extension.declined", person, decided, now=now
    )
    await reminding.plan_quarter(session, Quarter.parse(decided.quarter), now=now)
    await _tell(session, person, decided, now=now)


async def _tell(
    session: AsyncSession, person: Speaker, extension: Extension, *, now: datetime
) -> None:
    """The asker hears what was decided; the cards say so too."""
    facts = await _facts(session, extension)
    asker = await people.speaker_of(session, extension.asked_by)
    if asker is not None:
        letters.send(
            session, asker.telegram_id, "remind/decided", now=now, decider=person.name, **facts
        )
    name = (await people.named(session, extension.asked_by)).name
    for chat in await outbox.chats_with(session, _key(extension)):
        letters.send(
            session,
            chat,
            "remind/request",
            now=now,
            edit=_key(extension),
            markup=NO_BUTTONS,
            asker=name,
            decider=person.name,
            **facts,
        )


def _record(
    session: AsyncSession, verb: str, person: Speaker, extension: Extension, *, now: datetime
) -> None:
    journal.record(
        session,
        verb,
        by=person.person_id,
        at=now,
        village_id=extension.village_id,
        quarter=extension.quarter,
        task=extension.task,
        extension=extension.id,
    )
