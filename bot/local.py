"""The clinic without a token: its own Telegram on this machine, and a sample province to try."""

import random
import secrets
from collections import defaultdict
from datetime import datetime
from ipaddress import ip_address

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.keys import invitation_key
from bot.local_telegram import Account, LocalTelegram
from bot.settings import Settings, SettingsFault
from clinic import duties, inviting, sample
from clinic.inviting import Mint
from knowledge.library import packaged_expert_topics
from storage import roster
from storage.database import Database

LOCAL_TOKEN = "1:lokal"
FIRST_ACCOUNT = 7_000_000_000
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
    notes = await _notes(session)
    return [
        Account(
            FIRST_ACCOUNT + invited.person_id,
            invited.name,
            note="; ".join(notes[invited.person_id]) or invited.position,
            start=invited.code,
        )
        for invited in await inviting.listed(session, mint, now=now)
    ]


async def _notes(session: AsyncSession) -> dict[int, list[str]]:
    """What each person does here, as the chooser of the page shows it."""
    held = await roster.duties(session)
    notes: dict[int, list[str]] = defaultdict(list)
    for duty, task in zip(held, await duties.in_words(session, held), strict=True):
        notes[duty.person_id].append(" · ".join(part for part in task if part))
    return notes


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
