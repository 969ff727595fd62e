"""The process is told to stop, is killed, or is paused, with another one standing by."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from bot.clock import real_time
from bot.local_telegram import Account, LocalTelegram
from storage.database import Database
from tests import cast
from tests.postgres import Postgres
from tests.stories.house import NAMES, TOKEN
from tests.stories.journeys import told
from tests.stories.running import Clinic

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"
OFFER = "Mana yang Anda maksud"


@asynccontextmanager
async def telegram_of(database: Database) -> AsyncIterator[tuple[LocalTelegram, str]]:
    async with database.work() as session:
        await cast.enter(session)
    telegram = LocalTelegram(
        TOKEN,
        clock=real_time,
        chance=random.Random(7),
        accounts=[Account(number, name) for number, name in NAMES.items()],
        keep_all_calls=True,
    )
    async with telegram.serving() as base:
        yield telegram, base


def clinic_at(base: str, url: str, folder: Path, doors: ExitStack) -> Clinic:
    """A clinic with a data folder of its own, as on a machine of its own."""
    folder.mkdir()
    settings = {
        "telegram_token": TOKEN,
        "telegram_api": base,
        "database_url": url,
        "data_dir": folder,
        "http_port": unused_port(),
        "send_per_second": 0,
        "send_per_chat": 0,
    }
    clinic = Clinic(settings, folder / "clinic.log")
    doors.callback(clinic.is_gone)
    return clinic


@pytest.fixture
def doors() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def shared_url(postgres: Postgres) -> Iterator[str]:
    """One PostgreSQL database for two processes."""
    with postgres.lend() as url:
        yield url


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


async def says_in_log(clinic: Clinic, words: str, within_s: float = 20.0) -> None:
    async with asyncio.timeout(within_s):
        while words not in clinic.said():  # noqa: ASYNC110 (a file rings no bell)
            await asyncio.sleep(0.05)


def heard(telegram: LocalTelegram, words: str) -> Counter[int]:
    """How often each person sees these words."""
    return Counter(
        person.id
        for person in telegram.people()
        for message in person.heard()
        if words in told(message)
    )


async def test_sigterm_lets_the_calls_on_the_wire_end_and_loses_nothing(
    database: Database, database_url: str, tmp_path: Path, doors: ExitStack
) -> None:
    async with telegram_of(database) as (telegram, base):
        clinic = clinic_at(base, database_url, tmp_path / "one", doors)
        telegram.faults.add("slow", method="sendMessage", seconds=2.0)
        for person in telegram.people():
            person.starts()
        clinic.starts()
        await says_in_log(clinic, "clinic.open")
        while telegram.world.delivery.pending:
            await telegram.calls.bell.heard(1.0)
        await clinic.is_stopped()
        telegram.faults.clear()
        clinic.starts()
        for person in telegram.people():
            await person.hears("")
            person.says(QUESTION)
        for person in telegram.people():
            await person.hears(OFFER, seconds=20)
        await clinic.is_stopped()
        assert heard(telegram, OFFER) == Counter(NAMES.keys())
        greeted = Counter(person.id for person in telegram.people() for _ in person.heard())
        assert greeted == Counter(dict.fromkeys(NAMES, 2))


async def test_a_standby_takes_over_within_seconds_after_a_kill(
    shared_url: str, tmp_path: Path, doors: ExitStack
) -> None:
    async with opened(shared_url) as database, telegram_of(database) as (telegram, base):
        first, second = (clinic_at(base, shared_url, tmp_path / n, doors) for n in ("one", "two"))
        maria = telegram.person(cast.MARIA)
        maria.starts()
        first.starts()
        await says_in_log(first, "clinic.open")
        second.starts()
        await says_in_log(second, "lease.standing_by")
        maria.says(QUESTION)
        asked = await maria.hears(OFFER)
        await first.loses_power()
        maria.says(QUESTION)
        await maria.hears(OFFER, after=asked["message_id"], seconds=30)
        await second.is_stopped()
        assert heard(telegram, OFFER) == Counter({cast.MARIA: 2})


async def test_a_process_that_slept_too_long_cannot_write_any_more(
    shared_url: str, tmp_path: Path, doors: ExitStack
) -> None:
    async with opened(shared_url) as database, telegram_of(database) as (telegram, base):
        first, second = (clinic_at(base, shared_url, tmp_path / n, doors) for n in ("one", "two"))
        maria = telegram.person(cast.MARIA)
        maria.starts()
        first.starts()
        await says_in_log(first, "clinic.open")
        second.starts()
        await says_in_log(second, "lease.standing_by")
        first.signal(signal.SIGSTOP)
        maria.says(QUESTION)
        asked = await maria.hears(OFFER, seconds=30)
        first.signal(signal.SIGCONT)
        assert await first.ended() == 1, first.said()
        assert "LeaseLost" in first.said()
        maria.says(QUESTION)
        await maria.hears(OFFER, after=asked["message_id"])
        await second.is_stopped()
        assert heard(telegram, OFFER) == Counter({cast.MARIA: 2})
