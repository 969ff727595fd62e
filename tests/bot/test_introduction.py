"""The greeting at the start: how updates come, which commands there are, and what it shows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.api import Api
from bot.contact import Contact
from bot.introduction import introduce
from bot.local_telegram import LocalTelegram
from bot.settings import Settings
from tests.bot.office import TOKEN, telegram_of
from tests.phone import MORNING
from web.health import Known

HOOK = Settings(_env_file=None, webhook_url="http://127.0.0.1:9/h", webhook_secret="Rahasia")


@asynccontextmanager
async def introduced(telegram: LocalTelegram, contact: Contact) -> AsyncIterator[None]:
    async with telegram.serving() as base:
        api = Api(base, TOKEN)
        running = asyncio.create_task(introduce(api, contact, HOOK))
        try:
            async with asyncio.timeout(15):
                yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await api.close()


async def test_a_webhook_that_telegram_has_taken_is_a_good_contact() -> None:
    telegram, contact = telegram_of(), Contact(lambda: MORNING)
    assert contact.known is None
    async with introduced(telegram, contact):
        while not telegram.calls.of("setMyCommands"):
            await telegram.calls.bell.heard(0.1)
    assert [call.status for call in telegram.calls.of("setWebhook")] == [200]
    assert contact.known == Known(good=True, at=MORNING)


async def test_a_webhook_that_telegram_refuses_is_none() -> None:
    telegram, contact = telegram_of(), Contact(lambda: MORNING)
    telegram.faults.add("500", method="setWebhook", count=1)
    async with introduced(telegram, contact):
        while contact.known is None:
            await telegram.calls.bell.heard(0.01)
    assert contact.known == Known(good=False, at=MORNING)
    assert telegram.calls.of("setMyCommands") == []
