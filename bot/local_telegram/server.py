"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import asyncio
import inspect
import time
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from . import chats, copying, editing, fetching, profile, sending, taps, topics
from .calls import CallLog
from .faults import REFUSING, refusal_of
from .limits import Limits
from .methods import check_known, method_named
from .refusals import Refusal
from .wire import Json, Parameters, accepted, read_parameters, refused
from .world import World

JSON = "application/json"
ROOMS = (chats, copying, editing, fetching, profile, sending, taps, topics)


class Cut(Exception):
    """The connection is to end without an answer."""


class BotApi:
    """Answers the bot's calls, with the troubles that were ordered, and logs each."""

    def __init__(
        self, world: World, token: str, log: CallLog, limits: Limits | None, strict: bool
    ) -> None:
        self.world = world
        self.token = token
        self.log = log
        self.limits = limits
        self.strict = strict
        self.ticks: Callable[[], float] = time.monotonic
        world.webhook.carry = self.carry

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.file)

    async def call(self, request: web.Request) -> web.Response:
        at, begin = self.world.clock(), self.ticks()
        name, status, refusal = request.match_info["method"], 200, ""
        values: Mapping[str, Any] = {}
        try:
            self.check_token(request)
            found = method_named(name)
            name = found.name
            p = await read_parameters(request)
            values = p.values
            body = await self.troubled(name, p)
        except Refusal as no:
            status, refusal, body = no.code, no.description, refused(no)
        except Cut:
            status, refusal, body = 0, "connection cut", b""
        if request.transport is None:
            status, refusal = 0, "the caller has hung up"
        self.world.flush()
        self.log.note(at, begin, self.ticks(), name, values, status, refusal)
        if status == 0 and request.transport is not None:
            request.transport.abort()
        return web.Response(body=body, status=status or 500, content_type=JSON)

    def check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self.token:
            raise Refusal(401, "Unauthorized")

    async def troubled(self, name: str, p: Parameters) -> bytes:
        """The call, with whatever faults strike it."""
        faults = self.world.faults
        if not faults.rules:
            return await self.run(name, p)
        chat = p.values.get("chat_id")
        if slow := faults.take("slow", name, chat):
            await asyncio.sleep(slow.seconds)
        for kind in REFUSING:
            if rule := faults.take(kind, name, chat):
                raise refusal_of(rule)
        if faults.take("cut_before", name, chat):
            raise Cut
        cut = faults.take("cut_after", name, chat)
        body = await self.run(name, p)
        if cut:
            raise Cut
        return body

    async def run(self, name: str, p: Parameters) -> bytes:
        found = method_named(name)
        if self.strict:
            check_known(found, p)
        if self.limits:
            self.limits.check(found.name, p.integer("chat_id"), self.ticks())
        result = found.run(self.world, p)
        return accepted(await result if inspect.isawaitable(result) else result)

    async def carry(self, values: Json) -> None:
        """A call that stood in the answer to a webhook."""
        name = str(values.pop("method", ""))
        if not name or name.lower().startswith("get") or name.lower().endswith("webhook"):
            return
        at, begin, status, refusal = self.world.clock(), self.ticks(), 200, ""
        try:
            await self.run(name, Parameters(values, {}))
        except Refusal as no:
            status, refusal = no.code, no.description
        self.log.note(at, begin, self.ticks(), name, values, status, refusal)

    async def file(self, request: web.Request) -> web.Response:
        try:
            self.check_token(request)
            file = self.world.files.by_path.get(request.match_info["path"])
            if file is None:
                raise Refusal(404, "Not Found")
        except Refusal as no:
            return web.Response(body=refused(no), status=no.code, content_type=JSON)
        return web.Response(body=file.data, content_type="application/octet-stream")
