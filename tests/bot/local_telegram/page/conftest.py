"""A telegram, a bot's side and an open page."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from playwright.async_api import Browser, Page

from bot.local_telegram import LocalTelegram
from tests.bot.local_telegram.screen import DESKTOP, EXPERT, OFFICIAL, TOKEN, Clinic

POLICY = "Content Security Policy"


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram(
        TOKEN,
        clock=lambda: datetime(2026, 11, 21, 3, 0, tzinfo=UTC),
        chance=random.Random(1),
        accounts=[OFFICIAL, EXPERT],
    )


@pytest.fixture
async def clinic(telegram: LocalTelegram) -> AsyncIterator[Clinic]:
    async with telegram.serving() as base, aiohttp.ClientSession() as session:
        yield Clinic(telegram, base, session)


@pytest.fixture
async def page(browser: Browser, clinic: Clinic) -> AsyncIterator[Page]:
    """The open page; a fault in its scripts, or a breach of its policy, fails the test."""
    page = await browser.new_page(viewport=DESKTOP, locale="id-ID")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda line: faults.append(line.text) if POLICY in line.text else None)
    await page.goto(f"{clinic.base}/telegram/")
    yield page
    await page.close()
    assert faults == []
