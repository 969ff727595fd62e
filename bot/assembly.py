"""The only place where the parts meet."""

import asyncio
import gc
import logging
import secrets
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiogram import Bot
from aiohttp import web

from bot.alarm import Alarm
from bot.api import Api
from bot.books import Books
from bot.clock import Clock, real_time
from bot.contact import Contact
from bot.dispatch import make_dispatcher
from bot.door import Door
from bot.introduction import introduce
from bot.lease import Lease, Seat
from bot.ledger import Ledger
from bot.pace import Pace
from bot.postman import Postman
from bot.receiver import Receiver
from bot.rehearsal import refuse_rehearsal
from bot.settings import Settings
from bot.webhook import webhook
from bot.wire import Wire
from bot.worker import Worker
from knowledge.fields import fields_of
from storage.database import Database
from web.app import add_routes

logger = logging.getLogger(__name__)

FIRST_S = 0.5  # who already waits is answered before the day is planned
LAST_CALLS_S = 8.0  # how long calls on the wire are awaited when stopping


@dataclass(frozen=True)
class Parts:
    """Everything that moves."""

    database: Database
    api: Api
    lease: Lease
    ledger: Ledger
    postman: Postman
    worker: Worker
    door: Door
    contact: Contact
    receiver: Receiver
    alarm: Alarm


def assemble(
    settings: Settings, database: Database, api: Api, token: str, books: Books, clock: Clock
) -> Parts:
    """Connect the parts; nothing runs yet."""
    seat = Seat(settings.data_dir / "lease")
    lease = Lease(database, secrets.token_hex(8), clock, seat)
    ledger = Ledger(database, Wire(settings.data_dir / "wire.log"), clock, lease.in_force)
    pace = Pace(
        overall=settings.send_per_second,
        chat=settings.send_per_chat,
        group=settings.send_per_group,
    )
    postman = Postman(database, api, ledger, pace, clock=clock, may_send=lease.in_force)
    worker = Worker(
        database,
        make_dispatcher(),
        Bot(token),
        api,
        clock=clock,
        lease=lease,
        postman=postman,
        workflow=lambda: {"library": books.library},
    )
    door = Door(database, clock)
    contact = Contact(clock)
    receiver = Receiver(api, door, contact)
    alarm = Alarm(lease, clock, postman.wake, books)
    return Parts(database, api, lease, ledger, postman, worker, door, contact, receiver, alarm)


async def run(settings: Settings, clock: Clock = real_time) -> None:
    """Serve until SIGTERM or SIGINT; what is in hand is finished first."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    books = Books.open(settings.knowledge_dir)
    async with AsyncExitStack() as ending:
        database = Database(settings.database())
        ending.push_async_callback(database.close)
        await database.migrate()
        async with database.reading() as session:
            approved = await books.approved(session)
        await books.take(approved)
        fields_of(books.library)  # built now: the first question need not wait for them
        gc.enable()  # who stands by for weeks makes garbage too
        telegram = _telegram(settings, database, clock)
        api, token, app = await ending.enter_async_context(telegram)
        parts = assemble(settings, database, api, token, books, clock)
        add_routes(app, database, clock=clock, telegram=lambda: parts.contact.known)
        secret = settings.webhook_secret
        if settings.webhook_url and secret:
            path = urlsplit(settings.webhook_url).path or "/"
            hook = webhook(parts.door, parts.contact, secret.get_secret_value())
            app.router.add_post(path, hook)
        await ending.enter_async_context(_serving(app, settings))
        await serve(parts, settings, stopping)


async def serve(parts: Parts, settings: Settings, stopping: asyncio.Event) -> None:
    """Everything that moves, from the lease until all that was in hand is settled."""
    async with AsyncExitStack() as ending:  # what cannot be ended well keeps nothing else open
        ending.callback(parts.lease.close)
        came = await _or_stop(parts.lease.wait(), stopping)
        if came:
            ending.push_async_callback(parts.lease.drop)
        ending.push_async_callback(parts.ledger.close)
        if came:
            await _move(parts, settings, stopping)
    logger.info("clinic.closed")


async def _move(parts: Parts, settings: Settings, stopping: asyncio.Event) -> None:
    working = [
        asyncio.create_task(parts.worker.run(stopping), name="worker"),
        asyncio.create_task(parts.postman.run(stopping), name="postman"),
    ]
    helping = [
        asyncio.create_task(introduce(parts.api, parts.contact, settings), name="introduction"),
        asyncio.create_task(parts.ledger.run(), name="ledger"),
        asyncio.create_task(parts.lease.keep(), name="lease"),
    ]
    if not settings.webhook_url:
        helping.append(asyncio.create_task(parts.receiver.run(), name="receiver"))
    waking = asyncio.get_running_loop().call_later(FIRST_S, parts.alarm.start)
    gc.freeze()  # what is here now stays: looking through it for garbage would cost a tenth
    logger.info("clinic.open")
    stop = asyncio.create_task(stopping.wait())
    done, _ = await asyncio.wait([stop, *working, *helping], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    parts.worker.wake()
    parts.postman.wake()
    waking.cancel()
    parts.alarm.stop()
    await asyncio.wait(working, timeout=LAST_CALLS_S)
    for task in [stop, *working, *helping]:
        task.cancel()
    await asyncio.gather(stop, *working, *helping, return_exceptions=True)
    for task in done - {stop}:
        task.result()  # a fault that ended the service is not swallowed


async def _or_stop(coming: Coroutine[None, None, None], stopping: asyncio.Event) -> bool:
    """Wait for something unless told to stop; whether it came."""
    waiting = asyncio.create_task(coming)
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait([waiting, stop], return_when=asyncio.FIRST_COMPLETED)
    came = waiting.done()
    for task in (waiting, stop):
        task.cancel()
    await asyncio.gather(waiting, stop, return_exceptions=True)
    if came:
        waiting.result()  # a fault is not what was waited for
    return came


@asynccontextmanager
async def _telegram(
    settings: Settings, database: Database, clock: Clock
) -> AsyncIterator[tuple[Api, str, web.Application]]:
    """The API to talk to, its token, and the application that our routes join."""
    if settings.telegram_token is not None:
        await refuse_rehearsal(database)
        token, base, app = settings.telegram_token.get_secret_value(), settings.telegram_api, None
    else:
        from bot.local import LOCAL_TOKEN, local_telegram  # a province that only this needs

        telegram = await local_telegram(settings, database, clock)
        token, base = LOCAL_TOKEN, f"http://{settings.http_host}:{settings.http_port}"
        app = telegram.application()
    api = Api(base, token)
    try:
        yield api, token, app or web.Application()
    finally:
        await api.close()


@asynccontextmanager
async def _serving(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
        logger.info("clinic.address", extra={"address": settings.first_page()})
        yield
    finally:
        await runner.cleanup()
