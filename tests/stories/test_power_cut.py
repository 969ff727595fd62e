"""The power goes, again and again, while two hundred people talk to the clinic."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import unused_port
from sqlmodel import col, func, select

from bot.clock import real_time
from bot.local_telegram import LocalTelegram
from bot.wire import Wire
from storage.database import Database
from storage.inbox import Received
from storage.outbox import Letter, LetterState
from tests.stories import audit, crowd
from tests.stories.journeys import JOURNEYS, Someone, told
from tests.stories.running import Clinic

TOKEN = "42:TEST"
MORNING = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)  # 10:00 WIT, a week before reports are due
CUTS = 5  # in each round
WAYS = 4  # two databases, with and without trouble
ROUNDS = ceil(int(os.environ.get("POWER_CUTS", CUTS * WAYS)) / (CUTS * WAYS))
LONGEST_S = 240.0 if ROUNDS == 1 else 900.0  # a soak runs several towns side by side
# `retry_after` 0: the waiting itself is shown elsewhere, here it would only cost time.
TROUBLE: list[tuple[str, dict[str, Any]]] = [
    ("429", {"retry_after": 0}),
    ("500", {}),
    ("slow", {"seconds": 0.8}),  # longer than the clinic waits: a time-out
    ("cut_before", {}),
    ("cut_after", {}),
]
SHARE = 0.05


@dataclass
class Town:
    """The crowd, its Telegram, and the clinic that keeps losing its power."""

    telegram: LocalTelegram
    clinic: Clinic
    database: Database
    data_dir: Path
    chance: random.Random
    trouble: bool
    in_doubt: int = 0

    def people(self, *journeys: str) -> list[Someone]:
        return [
            Someone(self.telegram, member, self.chance)
            for member in crowd.crowd()
            if member.journey in journeys
        ]

    async def loses_power(self) -> None:
        """At any moment of the work, or while the clinic is still getting up."""
        await asyncio.sleep(self.chance.uniform(0, 0.4))
        if self.chance.random() < 0.8:
            await self.is_open()
            await asyncio.sleep(self.chance.uniform(0, 1.0))
        await self.clinic.loses_power()
        wire = Wire(self.data_dir / "wire.log")
        self.in_doubt += len(wire.left_over()[1])
        wire.close()
        if self.trouble:  # what a dead process has asked for is not carried out much later
            await asyncio.sleep(1.0)
        self.clinic.starts()

    async def is_open(self) -> None:
        """Until this life of the clinic has asked for updates."""
        calls = self.telegram.calls
        number = calls.count
        while not any(c.n > number and c.method == "getUpdates" for c in calls.calls):
            await calls.bell.heard(30)

    async def is_quiet(self) -> bool:
        """Nothing is on its way, neither in nor out."""
        if self.telegram.world.delivery.pending:
            return False
        async with self.database.reading() as session:
            todo = select(func.count()).where(col(Received.done_at).is_(None))
            owed = select(func.count()).where(Letter.state == LetterState.OWED)
            left = (await session.exec(todo)).one() + (await session.exec(owed)).one()
        return left == 0 and not self.telegram.world.delivery.pending

    async def on_the_way(self) -> list[str]:
        """What waits: for a town that never becomes quiet."""
        now = real_time() + self.clinic.ahead
        async with self.database.reading() as session:
            owed = await session.exec(select(Letter).where(Letter.state == LetterState.OWED))
            letters = [
                f"letter {one.id} to {one.chat_id}, {one.attempts} tries, due in {one.due_at - now}"
                for one in owed
            ]
            todo = await session.exec(select(Received).where(col(Received.done_at).is_(None)))
            return [*letters, *(f"update {one.seq} of {one.lane}: {one.fault}" for one in todo)]

    def unanswered(self) -> int:
        """Sendings of which the clinic, while it lived, could not know whether they arrived."""
        return self.clinic.log.read_text().count("postman.in_doubt")


@asynccontextmanager
async def open_town(url: str, folder: Path, seed: int, *, trouble: bool) -> AsyncIterator[Town]:
    ahead = MORNING - real_time()
    telegram = LocalTelegram(
        TOKEN,
        clock=lambda: real_time() + ahead,
        chance=random.Random(seed),
        accounts=crowd.accounts(),
        keep_all_calls=True,
    )
    for kind, options in TROUBLE if trouble else []:
        telegram.faults.add(kind, share=SHARE, **options)
    database = Database(url)
    async with database.work() as session:
        await crowd.enter(session)
    async with telegram.serving() as base:
        settings = {
            "telegram_token": TOKEN,
            "telegram_api": base,
            "database_url": url,
            "data_dir": folder,
            "http_port": unused_port(),
            "send_per_second": 0,
            "send_per_chat": 0,
        }
        clinic = Clinic(settings, folder / "clinic.log", ahead, hasty=trouble)
        try:
            yield Town(telegram, clinic, database, folder, random.Random(seed), trouble)
        finally:
            clinic.is_gone()
            await database.close()


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("trouble", [False, True], ids=["calm", "trouble"])
async def test_nothing_is_lost_or_doubled_when_the_power_goes(
    database_url: str, tmp_path: Path, trouble: bool, number: int
) -> None:
    async with open_town(database_url, tmp_path, number, trouble=trouble) as town:
        first = town.telegram.world.delivery.next_id
        await everybody_is_served(town)
        await town.clinic.is_stopped()
        given = range(first, town.telegram.world.delivery.next_id)
        async with town.database.reading() as session:
            await audit.updates_are_done(session, given)
            await audit.cases_are_whole(session)
            await audit.reports_are_whole(session)
            await audit.journal_tells_each_verb_once(session)
            await audit.reminders_rang_once(session, town.telegram)
            copies = await audit.screens_show_all_letters(session, town.telegram)
        assert copies <= town.in_doubt + town.unanswered()
        doubts = f"{town.in_doubt} calls cut by a kill, {town.unanswered()} unanswered"
        figures = f"{len(given)} updates, {doubts}, {copies} copies"
        print(f"\nround {number + 1} of {ROUNDS}: {CUTS} power cuts, {figures}")


async def everybody_is_served(town: Town) -> None:
    """People come in waves, and the power goes during each but the last."""
    visitors = town.people("asker", "reporter")
    town.chance.shuffle(visitors)
    share = ceil(len(visitors) / (CUTS + 1))
    served: dict[asyncio.Task[None], Someone] = {}
    try:
        async with asyncio.timeout(LONGEST_S), asyncio.TaskGroup() as group:
            staff = [
                group.create_task(JOURNEYS[someone.member.journey](someone))
                for someone in town.people("expert", "coordinator")
            ]
            readers = {
                group.create_task(JOURNEYS["reader"](someone)): someone
                for someone in town.people("reader", "asker", "coordinator")
            }
            for person in town.telegram.people():
                person.starts()
            town.clinic.starts()
            for wave in range(CUTS + 1):
                for someone in visitors[wave * share : (wave + 1) * share]:
                    journey = JOURNEYS[someone.member.journey]
                    served[group.create_task(journey(someone))] = someone
                if wave < CUTS:
                    await town.loses_power()
            await asyncio.wait(served)
            while not await town.is_quiet() or any(
                not task.done() and someone.sees("Pengingat") for task, someone in readers.items()
            ):
                await town.telegram.calls.bell.heard(0.2)
            for task in [*staff, *readers]:
                task.cancel()
    except TimeoutError:
        stuck = [someone for task, someone in served.items() if task.cancelled()]
        watched = [*stuck[:3], *town.people("expert")[:3]]
        screens = [f"{s.member.name}: {[told(m) for m in s.phone.heard()[-3:]]}" for s in watched]
        waiting = "\n".join(await town.on_the_way())
        raise AssertionError(
            f"{len(stuck)} people are stuck: {screens}\n{waiting}\n{town.clinic.said()}"
        ) from None
