"""Is the clinic well? What is known of Telegram, and what has been waiting too long."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import inbox, outbox
from storage.database import Database

STALE = timedelta(seconds=300)  # what is older may stand still


class Known(NamedTuple):
    """The last contact with Telegram: whether it was good, and when."""

    good: bool
    at: datetime


async def health(
    database: Database, *, now: datetime, telegram: Known | None
) -> tuple[bool, dict[str, Any]]:
    """Whether nothing is known to be wrong, and the figures behind it.

    Ages are in seconds. None means that nothing waits, or that nothing is known yet of Telegram:
    a process that stands by does not call it.
    """
    well, contact = telegram is None or telegram.good, _contact(telegram, now)
    try:
        async with database.reading() as session:
            update = await inbox.oldest_open(session)
            letter = await outbox.oldest_owed(session, now=now)
            stuck = await _stands_still(session, update, letter, now - STALE)
    except Exception as fault:  # whatever it is, the answer is that the database is not there
        unknown = {"oldest_update_s": None, "oldest_letter_s": None}
        return False, {"database": type(fault).__name__, **contact, **unknown}
    ages = [(now - since).total_seconds() if since else None for since in (update, letter)]
    figures = {"oldest_update_s": ages[0], "oldest_letter_s": ages[1]}
    return well and not stuck, {"database": "ok", **contact, **figures}


async def _stands_still(
    session: AsyncSession, update: datetime | None, letter: datetime | None, since: datetime
) -> bool:
    """A chat that wrote thousands of messages is served one by one: it waits long, yet moves."""
    if update is not None and update <= since and await inbox.stands_still(session, since=since):
        return True
    return (
        letter is not None and letter <= since and await outbox.stands_still(session, since=since)
    )


def _contact(telegram: Known | None, now: datetime) -> dict[str, Any]:
    if telegram is None:
        return {"telegram": None, "telegram_age_s": None}
    age_s = (now - telegram.at).total_seconds()
    return {"telegram": telegram.good, "telegram_age_s": age_s}
