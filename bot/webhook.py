"""The webhook: the same door as polling; 200 only for what is stored."""

import hmac
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from aiohttp import web

from bot.contact import Contact
from bot.door import Door
from storage import json_text

logger = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
WAIT_S = "5"

Handler = Callable[[web.Request], Coroutine[Any, Any, web.Response]]


def webhook(door: Door, contact: Contact, secret: str) -> Handler:
    """A handler that stores one update; whoever does not know the secret gets 401."""
    expected = secret.encode()

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401)
        contact.note(good=True)
        update = _update(await request.read())
        if update is None:  # asking again would not make it better
            return web.Response(status=200)
        try:
            await door.store([update])
        except Exception:
            logger.exception("webhook.fault")
            return web.Response(status=503, headers={"Retry-After": WAIT_S})
        return web.Response(status=200)

    return receive


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json_text.read(body)
        return update if isinstance(update["update_id"], int) else None
    except (ValueError, KeyError, TypeError):
        logger.warning("webhook.unreadable")
        return None
