"""Updates delivered over HTTP, one line per chat, until the bot takes them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.local_telegram import LocalTelegram


class Hook:
    """A bot behind a webhook that answers as it is told and remembers what came."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.got: list[Any] = []
        self.secrets: list[str | None] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update["message"]["text"] if "message" in update else update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.gate.wait()
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
def local(make) -> LocalTelegram:
    return make(webhook_pause=0.001)


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    hook.gate.set()
    await runner.cleanup()


@pytest.fixture
async def hook(call, maria) -> AsyncIterator[Hook]:
    bot = Hook()
    async with listening(bot) as url:
        status, _ = await call("setWebhook", url=url, secret_token="rahasia")
        assert status == 200
        yield bot
        await call("deleteWebhook")


@pytest.fixture
def got(hook, until) -> Callable[[int], Awaitable[list[Any]]]:
    async def wait(count: int) -> list[Any]:
        await until(lambda: len(hook.got) >= count)
        return hook.got

    return wait


@pytest.fixture
def emptied(local, until) -> Callable[[], Awaitable[None]]:
    return lambda: until(lambda: not local.world.delivery.pending)


async def test_the_secret_comes_with_every_update(hook, maria, got, emptied):
    maria.says("halo")
    assert await got(1) == ["halo"]
    assert hook.secrets == ["rahasia"]
    await emptied()


async def test_anything_but_2xx_is_tried_again_and_the_next_waits(hook, maria, got, emptied):
    hook.answers = [web.Response(status=500), web.Response(status=404)]
    maria.says("satu")
    maria.says("dua")
    assert await got(4) == ["satu", "satu", "satu", "dua"]
    await emptied()


async def test_another_chat_does_not_wait(hook, local, maria, got):
    petrus = local.person(7_000_000_002)
    hook.gate.clear()
    maria.says("dari Maria")
    maria.says("sesudahnya")
    petrus.says("dari Petrus")
    assert sorted(await got(2)) == ["dari Maria", "dari Petrus"]


async def test_taps_of_a_person_stand_in_a_line_of_their_own(hook, maria, got):
    hook.gate.clear()
    maria.says("pesan")
    maria.taps(1, "x")
    got = await got(2)
    assert got[1]["callback_query"]["data"] == "x"


async def test_delays_double_up_to_a_minute_or_two(local):
    hook = local.world.webhook
    hook.pause = 1.0
    delays = [hook.delay(failures) for failures in range(1, 12)]
    assert delays[:6] == [0.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    assert all(60 <= delay <= 120 for delay in delays[6:])


async def test_one_call_may_stand_in_the_answer(hook, maria):
    reply = {"method": "sendMessage", "chat_id": maria.id, "text": "jawaban"}
    hook.answers = [web.json_response(reply)]
    maria.says("tanya")
    assert (await maria.hears("jawaban"))["text"] == "jawaban"


async def test_updates_from_before_are_delivered_and_dropped_on_wish(call, maria, emptied, until):
    maria.says("lama")
    bot = Hook()
    async with listening(bot) as url:
        await call("setWebhook", url=url)
        await until(lambda: bot.got == ["lama"])
        await emptied()
    await call("deleteWebhook")
    maria.says("dibuang")
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))[1]["result"] == []


async def test_plain_http_is_for_this_machine_only(call):
    status, answer = await call("setWebhook", url="http://contoh.id/hook")
    assert status == 400
    assert "HTTPS" in answer["description"]


async def test_a_failing_webhook_is_told_in_its_info(call, hook, maria, emptied):
    hook.answers = [web.Response(status=503)]
    maria.says("halo")
    await emptied()
    _, answer = await call("getWebhookInfo")
    assert answer["result"]["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_a_webhook_outlives_a_restart(make, tmp_path, until):
    bot = Hook()
    async with listening(bot) as url:
        before = make(store=tmp_path / "talk.db")
        async with before.serving() as base, aiohttp.ClientSession() as http:
            await http.post(f"{base}/bot42:TEST/setWebhook", json={"url": url})
        before.person(7_000_000_001).says("di antara")
        before.flush()
        async with make(store=tmp_path / "talk.db").serving():
            await until(lambda: bot.got == ["di antara"])
