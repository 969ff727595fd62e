"""The webhook: only Telegram gets in, and 200 means stored."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.contact import Contact
from bot.door import Door
from bot.webhook import HEADER, webhook
from storage import inbox
from storage.database import Database
from tests.bot.office import Breaking
from tests.phone import MORNING
from web.health import Known

SECRET = "Rahasia_klinik-123"
UPDATE = {"update_id": 5, "message": {"chat": {"id": 7}, "text": "hai"}}

Client = TestClient[web.Request, web.Application]


def app_of(database: Database, contact: Contact | None = None) -> web.Application:
    app, door = web.Application(), Door(database, lambda: MORNING)
    hook = webhook(door, contact or Contact(lambda: MORNING), SECRET)
    app.router.add_post("/h", hook)
    return app


@pytest.fixture
async def client(database: Database) -> AsyncIterator[Client]:
    async with TestClient(TestServer(app_of(database))) as client:
        yield client


async def knock(client: Client, body: Any = UPDATE, secret: str | None = SECRET) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {} if secret is None else {HEADER: secret}
    async with client.post("/h", data=data, headers=headers) as answer:
        return answer.status


async def numbers(database: Database) -> list[int]:
    async with database.reading() as session:
        return [row.update_id for row in await inbox.waiting(session, after=0, most=10)]


async def test_an_update_with_the_secret_is_stored_once(client: Client, database: Database) -> None:
    assert [await knock(client), await knock(client)] == [200, 200]
    assert await numbers(database) == [5]


async def test_whoever_does_not_know_the_secret_stores_nothing(
    client: Client, database: Database
) -> None:
    wrong = [None, "", SECRET.lower(), SECRET[:-1], f"{SECRET}x", "é" * 9, "rahasia🔑", "x" * 257]
    assert [await knock(client, secret=secret) for secret in wrong] == [401] * len(wrong)
    assert await numbers(database) == []


async def test_a_body_that_is_no_update_is_not_asked_for_again(
    client: Client, database: Database
) -> None:
    bodies = [b"", b"{", b"\xff\xfe", b"[]", b"null", b"{}", {"update_id": "lima"}]
    assert [await knock(client, body) for body in bodies] == [200] * len(bodies)
    assert await numbers(database) == []


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    database: Database,
) -> None:
    async with TestClient(TestServer(app_of(Breaking(database, faults=2)))) as client:
        body = json.dumps(UPDATE)
        async with client.post("/h", data=body, headers={HEADER: SECRET}) as answer:
            assert (answer.status, int(answer.headers["Retry-After"]) > 0) == (503, True)
        assert await numbers(database) == []
        assert await knock(client) == 200
    assert await numbers(database) == [5]


async def test_only_who_knows_the_secret_is_taken_for_telegram(database: Database) -> None:
    contact = Contact(lambda: MORNING)
    async with TestClient(TestServer(app_of(database, contact))) as client:
        await knock(client, secret="salah")
        assert contact.known is None
        await knock(client)
    assert contact.known == Known(good=True, at=MORNING)
