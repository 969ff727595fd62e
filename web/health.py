"""Is the clinic well? What is known of Telegram, and what has been waiting too long."""

from datetime import datetime
from typing import Any, NamedTuple

from storage import inbox, outbox
from storage.database import Database

STALE_S = 300.0  # older than this means that something stands still


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
    except Exception as fault:  # whatever it is, the answer is that the database is not there
        unknown = {"oldest_update_s": None, "oldest_letter_s": None}
        return False, {"database": type(fault).__name__, **contact, **unknown}
    ages = [(now - since).total_seconds() if since else None for since in (update, letter)]
    well = well and all(age is None or age < STALE_S for age in ages)
    figures = {"oldest_update_s": ages[0], "oldest_letter_s": ages[1]}
    return well, {"database": "ok", **contact, **figures}


def _contact(telegram: Known | None, now: datetime) -> dict[str, Any]:
    if telegram is None:
        return {"telegram": None, "telegram_age_s": None}
    age_s = (now - telegram.at).total_seconds()
    return {"telegram": telegram.good, "telegram_age_s": age_s}
