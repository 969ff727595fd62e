"""A local Telegram on a moved clock, and two clients of other people's making to drive it."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import aiogram
import aiogram.exceptions
import aiogram.types
import aiohttp
import pytest
import telegram as other
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.local_telegram import Account, LocalTelegram, Person

TOKEN = "42:TEST"
MARIA = 7_000_000_001
PETRUS = 7_000_000_002


@dataclass
class MovedClock:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def make(clock: MovedClock) -> Callable[..., LocalTelegram]:
    """Builds a Telegram with Maria, who has not started the bot, and Petrus."""

    def build(**options: Any) -> LocalTelegram:
        accounts = [
            Account(MARIA, "Maria", username="maria_contoh", phone="+6281100000001"),
            Account(PETRUS, "Petrus", language_code="en"),
        ]
        settings: dict[str, Any] = {"accounts": accounts, "keep_all_calls": True, **options}
        return LocalTelegram(TOKEN, clock=clock, chance=random.Random(7), **settings)

    return build


@pytest.fixture
def local(make: Callable[..., LocalTelegram]) -> LocalTelegram:
    return make()


@pytest.fixture
async def base(local: LocalTelegram) -> AsyncIterator[str]:
    async with local.serving() as address:
        yield address


@pytest.fixture
def maria(local: LocalTelegram) -> Person:
    """Maria, who has pressed Start; the update is already acknowledged."""
    person = local.person(MARIA)
    person.starts()
    local.world.delivery.acknowledge(local.world.delivery.next_id)
    return person


async def until(fact: Callable[[], object], seconds: float = 5.0) -> None:
    """Lets the server work until the fact holds."""
    async with asyncio.timeout(seconds):
        while not fact():  # noqa: ASYNC110 - the server has no reason to tell anybody
            await asyncio.sleep(0.001)


@pytest.fixture(name="until")
def until_fixture() -> Callable[..., Any]:
    return until


@dataclass
class Client:
    """One library's bot: `types` are its classes, `refusal` its words for an error."""

    name: str
    bot: Any
    types: ModuleType

    def upload(self, data: bytes, name: str) -> Any:
        if self.name == "aiogram":
            return aiogram.types.BufferedInputFile(data, name)
        return other.InputFile(data, filename=name)

    def album_photo(self, data: bytes, name: str) -> Any:
        if self.name == "aiogram":
            return aiogram.types.InputMediaPhoto(media=self.upload(data, name))
        return other.InputMediaPhoto(data, filename=name)

    def buttons(self, *labels: str) -> Any:
        """One row; each button carries its own label as data."""
        button = self.types.InlineKeyboardButton
        row = [button(text=label, callback_data=label.lower()) for label in labels]
        return self.types.InlineKeyboardMarkup(inline_keyboard=[row])

    async def download(self, file: Any) -> bytes:
        if self.name == "aiogram":
            found = await self.bot.download_file(file.file_path)
            return bytes(found.read())
        return bytes(await file.download_as_bytearray())

    async def refusal(self, call: Any) -> tuple[str, str]:
        """The kind of error a call ends with, and Telegram's words without their prefix."""
        with pytest.raises(
            (aiogram.exceptions.TelegramAPIError, telegram.error.TelegramError)
        ) as no:
            await call
        words = getattr(no.value, "message", str(no.value))
        plain = words.split(": ", 1)[1] if words.startswith(PREFIXES) else words
        return KINDS.get(type(no.value).__name__, type(no.value).__name__), plain.lower()


PREFIXES = ("Bad Request: ", "Forbidden: ", "Conflict: ")
KINDS = {
    "TelegramBadRequest": "BadRequest",
    "TelegramForbiddenError": "Forbidden",
    "TelegramConflictError": "Conflict",
    "TelegramRetryAfter": "RetryAfter",
    "TelegramMigrateToChat": "ChatMigrated",
    "TelegramUnauthorizedError": "InvalidToken",
    "TelegramNotFound": "InvalidToken",
    "TelegramServerError": "NetworkError",
    "TelegramNetworkError": "NetworkError",
}


class Session(AiohttpSession):
    """aiogram's session, without the quarter second it sleeps when it closes."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@asynccontextmanager
async def aiogram_client(base: str, token: str) -> AsyncIterator[Client]:
    session = Session(api=TelegramAPIServer.from_base(base))
    async with aiogram.Bot(token, session=session) as bot:
        yield Client("aiogram", bot, aiogram.types)


@asynccontextmanager
async def other_client(base: str, token: str) -> AsyncIterator[Client]:
    bot = other.Bot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")
    async with bot:
        yield Client("python-telegram-bot", bot, other)


@pytest.fixture(params=[aiogram_client, other_client], ids=["aiogram", "ptb"])
async def client(request: pytest.FixtureRequest, base: str) -> AsyncIterator[Client]:
    async with request.param(base, TOKEN) as one:
        yield one


@pytest.fixture
async def http(base: str) -> AsyncIterator[aiohttp.ClientSession]:
    """The people's side over HTTP."""
    async with aiohttp.ClientSession(f"{base}/") as session:
        yield session


@pytest.fixture
async def call(base: str) -> AsyncIterator[Callable[..., Any]]:
    """A raw call of the Bot API: status and decoded answer."""
    async with aiohttp.ClientSession(f"{base}/bot{TOKEN}/") as session:

        async def raw(method: str, /, **parameters: Any) -> tuple[int, Any]:
            async with session.post(method, json=parameters) as answer:
                return answer.status, await answer.json()

        yield raw
