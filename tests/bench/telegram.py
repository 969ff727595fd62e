"""A Bot API server that costs next to nothing: it checks nothing, so that the bots are measured."""

import asyncio
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable
from itertools import count, islice
from typing import Any
from urllib.parse import parse_qsl

MOST = 100
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
WRITTEN_AS_JSON = ("reply_markup", "link_preview_options")
ME = {"id": 42, "is_bot": True, "first_name": "Klinik", "username": "klinik_contoh_bot"}

Params = dict[str, Any]
Heard = Callable[[str, Params, int], None]


class Telegram:
    """One bot's updates and calls; `heard` is told of every call with the message's id."""

    def __init__(self) -> None:
        self.base = ""
        self.calls: Counter[str] = Counter()
        self.heard: Heard = lambda method, params, number: None
        self.asked = asyncio.Event()  # the bot has come for updates
        self._pending: deque[tuple[int, bytes]] = deque()
        self._updates = count(1)
        self._messages = count(1)
        self._poller: Poll | None = None
        self._away = False

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def next_message(self) -> int:
        return next(self._messages)

    def deliver(self, **event: Any) -> None:
        """Queue an update; who waits for one gets it at once."""
        number = next(self._updates)
        self._pending.append((number, json.dumps({"update_id": number, **event}).encode()))
        self._feed()

    def go_away(self) -> None:
        """Be out of reach for updates, as in an outage: they pile up."""
        self._away = True

    def come_back(self) -> None:
        self._away = False
        self._feed()

    def poll(self, poll: "Poll", offset: int) -> None:
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        self._poller = poll
        self.asked.set()
        self._feed()

    def _feed(self) -> None:
        if self._poller is not None and self._pending and not self._away:
            self._poller.answer([body for _, body in islice(self._pending, MOST)])
            self._poller = None

    def call(self, method: str, params: Params) -> bytes:
        self.calls[method] += 1
        if method == "getMe":
            return json.dumps(ME).encode()
        if method not in ("sendMessage", "editMessageText"):
            return b"true"
        number = int(params.get("message_id") or self.next_message())
        self.heard(method, params, number)
        return json.dumps(written(params, number), ensure_ascii=False).encode()


def written(params: Params, number: int) -> dict[str, Any]:
    """A message of the bot as Telegram tells it."""
    chat = {"id": params["chat_id"], "type": "private", "first_name": "Contoh"}
    message = {"message_id": number, "from": ME, "chat": chat, "date": int(time.time())}
    markup = params.get("reply_markup", {})
    inline = {"reply_markup": markup} if markup.get("inline_keyboard") else {}
    return {**message, "text": params["text"], **inline}


class Poll:
    """A getUpdates that waits for its answer."""

    def __init__(self, connection: "Connection", wait_s: float) -> None:
        self._connection = connection
        self._end = asyncio.get_running_loop().call_later(wait_s, self.answer, [])

    def answer(self, updates: list[bytes]) -> None:
        if not self._end.cancelled():
            self._end.cancel()
            self._connection.answer(b"[" + b",".join(updates) + b"]")


class Connection(asyncio.Protocol):
    """Just enough HTTP for the clients of both bots."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, rest = self._read.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        length = int(found[1]) if found else 0
        if end and len(rest) >= length:
            self._read = rest[length:]
            self._serve(head, rest[:length])

    def _serve(self, head: bytes, body: bytes) -> None:
        method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
        params = read_json(body) if b"application/json" in head else read_form(body)
        if method == "getUpdates":
            poll = Poll(self, float(params.get("timeout", 0)))
            self._telegram.poll(poll, int(params.get("offset") or 0))
        else:
            self.answer(self._telegram.call(method, params))

    def answer(self, result: bytes) -> None:
        if not self._transport.is_closing():
            body = b'{"ok":true,"result":' + result + b"}"
            length = str(len(body)).encode()
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + b"\r\n\r\n"
                + body
            )


def read_json(body: bytes) -> Params:
    params: Params = json.loads(body or b"{}")
    return params


def read_form(body: bytes) -> Params:
    """aiogram sends a form, with JSON inside it."""
    params: Params = dict(parse_qsl(body.decode()))
    for name in WRITTEN_AS_JSON:
        if name in params:
            params[name] = json.loads(params[name])
    if "chat_id" in params:
        params["chat_id"] = int(params["chat_id"])
    return params
