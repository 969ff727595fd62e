"""The clinic without a token: its own Telegram on this machine, and a sample province to try."""

import random
import secrets
from datetime import datetime
from ipaddress import ip_address

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.keys import invitation_key
from bot.local_telegram import Account, LocalTelegram
from bot.rehearsal import FIRST_ACCOUNT
from bot.settings import Settings, SettingsFault
from clinic import inviting, sample
from clinic.duties import Task
from clinic.inviting import Invited, Mint
from knowledge.library import packaged_expert_topics
from storage import people
from storage.database import Database
from storage.people import Role

ROLES = list(Role)
LOCAL_TOKEN = "1:lokal"
STRANGER = Account(FIRST_ACCOUNT, "Orang", last_name="Baru (contoh)", note="Belum terdaftar")


async def local_telegram(settings: Settings, database: Database, clock: Clock) -> LocalTelegram:
    """A Telegram whose people are the roster's; an empty database gets the sample province."""
    if not _is_loopback(settings.http_host):
        raise SettingsFault(
            "KLINIK_HTTP_HOST terbuka ke luar, padahal Telegram lokal tidak meminta kata sandi; "
            "tulis 127.0.0.1, atau isi KLINIK_TELEGRAM_TOKEN"
        )
    mint = Mint(invitation_key(settings.data_dir), secrets.token_bytes)
    async with database.work() as session:
        if await people.nobody(session):
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
    """One phone for everybody of the roster, with the invitation that waits for them.

    Officials come first, then experts: these two are what a newcomer looks at side by side.
    """
    return [
        Account(
            FIRST_ACCOUNT + invited.person_id,
            invited.name,
            phone=f"+6281{FIRST_ACCOUNT + invited.person_id}",
            note="; ".join(_in_short(task) for task in invited.tasks) or invited.position,
            start=invited.code,
        )
        for invited in sorted(await inviting.listed(session, mint, now=now), key=_place)
    ]


def _place(invited: Invited) -> int:
    return min((ROLES.index(task.role) for task in invited.tasks), default=len(ROLES))


def _in_short(task: Task) -> str:
    return " · ".join(part for part in (task.name, task.scope) if part)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
