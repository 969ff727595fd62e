"""How a call can end, and who has said so: Telegram, or somebody on the way."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.api import Api, ApiFault, InDoubt, NotSent

TOKEN = "42:RAHASIA"
REFUSED = '{"ok": false, "error_code": %s, "description": "contoh"}'
PAGE = "<html><body>Bad Gateway</body></html>"


@asynccontextmanager
async def answering(status: int, body: str) -> AsyncIterator[Api]:
    """Something at Telegram's address that always answers the same, `%s`: with what it was told."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, text=body.replace("%s", await request.text()))

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with TestServer(app) as server:
        api = Api(str(server.make_url("")).rstrip("/"), TOKEN)
        yield api
        await api.close()


async def test_telegram_s_result_is_handed_on() -> None:
    async with answering(200, '{"ok": true, "result": {"message_id": 9}}') as api:
        assert await api.call("sendMessage", {}) == {"message_id": 9}


async def test_half_an_emoji_holds_up_nothing() -> None:
    async with answering(200, '{"ok": true, "result": %s}') as api:
        assert await api.call("sendMessage", {"text": "baik \ud83d"}) == {"text": "baik ?"}


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
async def test_a_refusal_in_telegram_s_own_words_was_not_carried_out(status: int) -> None:
    async with answering(status, REFUSED % status) as api:
        with pytest.raises(ApiFault) as refused:
            await api.call("sendMessage", {})
        assert (refused.value.code, refused.value.description) == (status, "contoh")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, REFUSED % 502),
        (504, REFUSED % 504),
        (502, PAGE),
        (500, PAGE),
        (503, ""),
        (500, '{"message": "upstream"}'),
        (500, '{"ok": false}'),
        (500, "[]"),
        (200, PAGE),
    ],
)
async def test_what_a_gateway_says_leaves_the_call_in_doubt(status: int, body: str) -> None:
    """Perhaps it has lost the answer only, and the call was carried out."""
    async with answering(status, body) as api:
        with pytest.raises(InDoubt, match=f"^HTTP {status}$"):
            await api.call("sendMessage", {})


async def test_a_call_that_nobody_takes_was_not_sent() -> None:
    """Packets fall on the way: the connection never stands, so nothing can have been said."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        address = deaf.getsockname()
        with socket.create_connection(address), socket.socket() as waiting:
            waiting.setblocking(False)  # the two fill its queue
            waiting.connect_ex(address)
            api = Api(f"http://127.0.0.1:{address[1]}", TOKEN)
            with pytest.raises(NotSent):
                await api.call("sendMessage", {}, timeout_s=1.0)
            await api.close()


async def test_a_call_that_waits_too_long_for_its_turn_was_not_sent() -> None:
    slow = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        await slow.wait()
        return web.Response(text='{"ok": true, "result": 1}')

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with TestServer(app) as server:
        api = Api(str(server.make_url("")).rstrip("/"), TOKEN, connections=1)
        first = asyncio.create_task(api.call("sendMessage", {}))
        await asyncio.sleep(0)
        with pytest.raises(NotSent):
            await api.call("sendMessage", {}, timeout_s=0.2)
        slow.set()
        assert await first == 1
        await api.close()


async def test_a_call_that_finds_nobody_was_not_sent(
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    api: Any = Api(f"http://127.0.0.1:{unused_tcp_port_factory()}", TOKEN)
    with pytest.raises(NotSent):
        await api.call("sendMessage", {})
    await api.close()
