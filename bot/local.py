"""The clinic without a token: its own Telegram on this machine, and a sample province to try."""

import random
from ipaddress import ip_address

from bot.clock import Clock
from bot.keys import invitation_key
from bot.local_telegram import Account, LocalTelegram
from bot.settings import Settings, SettingsFault
from clinic import sample
from storage.database import Database

LOCAL_TOKEN = "1:lokal"
FIRST_ACCOUNT = 7_000_000_001
STRANGER = Account(FIRST_ACCOUNT - 1, "Orang", last_name="Baru (contoh)", note="Belum terdaftar")


async def local_telegram(settings: Settings, database: Database, clock: Clock) -> LocalTelegram:
    """A Telegram whose people are the roster's; an empty database gets the sample province."""
    if not _is_loopback(settings.http_host):
        raise SettingsFault(
            "KLINIK_HTTP_HOST must be 127.0.0.1 while there is no KLINIK_TELEGRAM_TOKEN: "
            "the local Telegram has no passwords; set the token or the host"
        )
    async with database.work() as session:
        if await sample.is_needed(session):
            await sample.load(session, invitation_key(settings.data_dir), now=clock())
    async with database.work() as session:
        key = invitation_key(settings.data_dir)
        people = await sample.accounts(session, key, now=clock())
    accounts = [
        Account(FIRST_ACCOUNT + number, name, note=note, start=code)
        for number, (name, note, code) in enumerate(people)
    ]
    return LocalTelegram(
        LOCAL_TOKEN,
        clock=clock,
        chance=random.Random(),
        accounts=[*accounts, STRANGER],
        store=settings.data_dir / "telegram.db",
        strict=False,
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
