"""The clinic without a token: its own Telegram on this machine, and a sample province to try."""

import random
import secrets
from datetime import datetime
from ipaddress import ip_address

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.keys import invitation_key
from bot.local_telegram import Account, LocalTelegram
from bot.settings import Settings, SettingsFault
from clinic import inviting, sample
from clinic.duties import Task
from clinic.inviting import Mint
from knowledge.library import packaged_expert_topics
from storage import roster
from storage.database import Database

LOCAL_TOKEN = "1:lokal"
FIRST_ACCOUNT = 4_000_000_000_000_000  # far above every real account: nobody's by accident
STRANGER = Account(FIRST_ACCOUNT, "Orang", last_name="Baru (contoh)", note="Belum terdaftar")


async def local_telegram(settings: Settings, database: Database, clock: Clock) -> LocalTelegram:
    """A Telegram whose people are the roster's; an empty database gets the sample province."""
    if not _is_loopback(settings.http_host):
        raise SettingsFault(
            "KLINIK_HTTP_HOST must be 127.0.0.1 while there is no KLINIK_TELEGRAM_TOKEN: "
            "the local Telegram asks for no passwords; set the token, or leave the host alone"
        )
    mint = Mint(invitation_key(settings.data_dir), secrets.token_bytes)
    async with database.work() as session:
        if await roster.is_empty(session):
            topics = {topic.id for topic in packaged_expert_topics()}
            await sample.move_in(session, mint, topics=topics, now=clock())
        accounts = await _accounts(session, mint, clock())
    return LocalTelegram(
        LOCAL_TOKEN,
        clock=clock,
        chance=random.Random(),
        accounts=[*accounts, STRANGER],
        store=settings.data_dir / "telegram.db",
        strict=False,
    )


async def _accounts(session: AsyncSession, mint: Mint, now: datetime) -> list[Account]:
    """One phone for everybody of the roster, with the invitation that waits for them."""
    return [
        Account(
            FIRST_ACCOUNT + invited.person_id,
            invited.name,
            phone=f"+6281{FIRST_ACCOUNT + invited.person_id}",
            note="; ".join(_in_short(task) for task in invited.tasks) or invited.position,
            start=invited.code,
        )
        for invited in await inviting.listed(session, mint, now=now)
    ]


async def refuse_rehearsal(database: Database) -> None:
    """The real Telegram must not meet people who enrolled in the local one."""
    async with database.reading() as session:
        if await roster.bound_from(session, FIRST_ACCOUNT):
            raise SettingsFault(
                "KLINIK_TELEGRAM_TOKEN is set, but people of the local Telegram are enrolled in "
                "this database; set KLINIK_DATA_DIR (or KLINIK_DATABASE_URL) to a fresh one"
            )


def _in_short(task: Task) -> str:
    return " · ".join(part for part in (task.name, task.scope) if part)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
