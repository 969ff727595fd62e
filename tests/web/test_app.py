"""What a watchman may ask: is the clinic well, and how much waits."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from storage import inbox, outbox
from storage.cases import Case
from storage.database import Database
from storage.outbox import LetterState, Urgency
from storage.statements import run
from tests import cast
from tests.phone import MORNING
from web.app import add_routes
from web.health import Known

WELL_MET = Known(good=True, at=MORNING)


@dataclass
class Watch:
    """A watchman with a clock that a test moves."""

    client: TestClient[web.Request, web.Application]
    database: Database
    telegram: Known | None = WELL_MET
    now = MORNING

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self.client.get("/health") as answer:
            assert answer.content_type == "application/json"
            return answer.status, json.loads(await answer.text())

    async def metrics(self) -> str:
        async with self.client.get("/metrics") as answer:
            assert (answer.status, answer.content_type) == (200, "text/plain")
            return await answer.text()


@pytest.fixture
async def watching(database: Database) -> AsyncIterator[Watch]:
    app = web.Application()
    client: TestClient[web.Request, web.Application] = TestClient(TestServer(app))
    watch = Watch(client, database)
    add_routes(app, database, clock=lambda: watch.now, telegram=lambda: watch.telegram)
    async with client:
        yield watch


WELL = {
    "database": "ok",
    "telegram": True,
    "telegram_age_s": 0.0,
    "oldest_update_s": None,
    "oldest_letter_s": None,
}


async def something_waits(database: Database) -> None:
    async with database.work() as session:
        await inbox.store(session, [(1, 7, "{}")], now=MORNING)
        outbox.put(session, 7, "sendMessage", {}, now=MORNING + timedelta(seconds=20))


async def test_a_clinic_with_nothing_to_do_is_well(watching: Watch) -> None:
    assert await watching.health() == (200, WELL)


async def test_what_waits_a_short_time_is_told_and_what_waits_too_long_is_not_well(
    watching: Watch,
) -> None:
    await something_waits(watching.database)
    watching.now = MORNING + timedelta(seconds=30)
    waiting = {**WELL, "telegram_age_s": 30, "oldest_update_s": 30, "oldest_letter_s": 10}
    assert await watching.health() == (200, waiting)
    watching.now = MORNING + timedelta(seconds=301)
    status, figures = await watching.health()
    assert (status, figures["oldest_update_s"]) == (503, 301.0)


async def test_who_waits_long_but_is_served_one_by_one_is_no_alarm(watching: Watch) -> None:
    """Thousands of messages at once are answered in their order, for minutes."""
    later = MORNING + timedelta(seconds=301)
    async with watching.database.work() as session:
        await inbox.store(session, [(n, 7, "{}") for n in (1, 2)], now=MORNING)
        for words in ("satu", "dua"):
            outbox.put(session, 7, "sendMessage", {"text": words}, now=MORNING)
        first, _second = await inbox.waiting(session, after=0, most=9)
        answer, _next = await outbox.owed(session, Urgency.REPLY, after=0, most=9)
        await inbox.finish(session, [first.seq], now=later)
        sent = {"state": LetterState.SENT, "sent_at": later, "message_id": 5, "fault": None}
        done = {"id": answer.id, "due_at": MORNING, "attempts": 0, **sent}
        await outbox.settle(session, [done])
    watching.now = later
    status, figures = await watching.health()
    assert (status, figures["oldest_update_s"], figures["oldest_letter_s"]) == (200, 301, 301)
    watching.now = later + timedelta(seconds=301)
    assert (await watching.health())[0] == 503


async def test_a_letter_that_stands_still_is_not_well(watching: Watch) -> None:
    async with watching.database.work() as session:
        outbox.put(session, 7, "sendMessage", {}, now=MORNING)
    watching.now = MORNING + timedelta(seconds=301)
    assert (await watching.health())[0] == 503


async def test_without_telegram_the_clinic_is_not_well(watching: Watch) -> None:
    watching.telegram = Known(good=False, at=MORNING)
    assert await watching.health() == (503, {**WELL, "telegram": False})


async def test_who_has_not_met_telegram_yet_does_not_claim_to_know(watching: Watch) -> None:
    watching.telegram = None
    unknown = {"telegram": None, "telegram_age_s": None}
    assert await watching.health() == (200, {**WELL, **unknown})


async def test_what_is_known_of_telegram_is_told_with_its_age(watching: Watch) -> None:
    watching.now = MORNING + timedelta(hours=3)
    assert await watching.health() == (200, {**WELL, "telegram_age_s": 10_800.0})


async def test_without_its_database_the_clinic_says_so(watching: Watch) -> None:
    broken = Database("sqlite:////nowhere/at/all/klinik.sqlite")
    app = web.Application()
    add_routes(app, broken, clock=lambda: MORNING, telegram=lambda: None)
    async with TestClient(TestServer(app)) as client, client.get("/health") as answer:
        figures = json.loads(await answer.text())
        assert answer.status == 503
        assert figures.keys() == WELL.keys()
        assert (figures["database"] != "ok", figures["telegram"]) == (True, None)
    await broken.close()


async def test_the_metrics_tell_what_waits_and_for_how_long(watching: Watch) -> None:
    await something_waits(watching.database)
    async with watching.database.work() as session:
        await cast.enter(session)
        row = {"number": "K-2026-00001", "village_id": 1, "asker_id": 1, "topic": "desa"}
        session.add(Case(**row, question="?", opened_at=MORNING, due_at=MORNING))
    watching.now = MORNING + timedelta(seconds=30)
    told = (await watching.metrics()).splitlines()
    for line in (
        'klinik_oldest_seconds{what="update"} 30.0',
        'klinik_oldest_seconds{what="letter"} 10.0',
        'klinik_letters{state="owed"} 1.0',
        "klinik_parked_updates 0.0",
        'klinik_cases{status="waiting"} 1.0',
        'klinik_cases{status="closed"} 0.0',
    ):
        assert line in told


async def test_letters_that_told_all_are_not_counted_and_nought_is_told(watching: Watch) -> None:
    await something_waits(watching.database)
    for state, counted in ((LetterState.SUPERSEDED, 0), (LetterState.DOUBTFUL, 1)):
        async with watching.database.work() as session:
            await run(session, outbox.letters.update().values(state=state))
        told = [line for line in (await watching.metrics()).splitlines() if "letters{" in line]
        assert sorted(told) == [
            f'klinik_letters{{state="doubtful"}} {counted}.0',
            'klinik_letters{state="owed"} 0.0',
            'klinik_letters{state="undeliverable"} 0.0',
        ]


async def test_many_may_ask_at_once(watching: Watch) -> None:
    assert await asyncio.gather(*(watching.health() for _ in range(20))) == [(200, WELL)] * 20
