"""Tells Telegram, once per start, how updates come and which commands there are."""

import asyncio
import logging
from typing import Any

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.contact import Contact
from bot.receiver import KINDS
from bot.settings import Settings
from clinic import menu

logger = logging.getLogger(__name__)

PAUSE_S = 5.0


async def introduce(api: Api, contact: Contact, settings: Settings) -> None:
    """Call until Telegram has heard it; then wait for ever, as the other loops do."""
    for method, params in _calls(settings):
        await _tell(api, contact, method, params)
    await asyncio.Event().wait()


def _calls(settings: Settings) -> list[tuple[str, dict[str, Any]]]:
    commands = [{"command": item.name, "description": item.about} for item in menu.ITEMS]
    return [_delivery(settings), ("setMyCommands", {"commands": commands})]


def _delivery(settings: Settings) -> tuple[str, dict[str, Any]]:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return "deleteWebhook", {}
    secret = settings.webhook_secret.get_secret_value()
    hook = {"url": settings.webhook_url, "secret_token": secret, "allowed_updates": KINDS}
    return "setWebhook", hook


async def _tell(api: Api, contact: Contact, method: str, params: dict[str, Any]) -> None:
    while True:
        try:
            await api.call(method, params)
            contact.note(good=True)
            return
        except (ApiFault, NotSent, InDoubt) as fault:
            contact.note(good=False)
            logger.warning("introduction.fault", extra={"method": method, "fault": repr(fault)})
        await asyncio.sleep(PAUSE_S)
