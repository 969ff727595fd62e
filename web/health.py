"""Is the clinic well? Ages of the oldest undone update and unsent letter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from storage import inbox, outbox
from storage.database import Database

STALE_S = 300.0  # older than this means that something stands still


async def health(
    database: Database, *, now: datetime, telegram_ok: Callable[[], bool]
) -> tuple[bool, dict[str, Any]]:
    """Whether all is well, and the figures behind it; ages in seconds, None when nothing waits."""
    try:
        async with database.reading() as session:
            update = await inbox.oldest_open(session)
            letter = await outbox.oldest_owed(session, now=now)
    except Exception as fault:  # whatever it is, the answer is that the database is not there
        unknown = {"oldest_update_s": None, "oldest_letter_s": None}
        return False, {"database": type(fault).__name__, "telegram": telegram_ok(), **unknown}
    ages = [(now - since).total_seconds() if since else None for since in (update, letter)]
    well = telegram_ok() and all(age is None or age < STALE_S for age in ages)
    figures = {"oldest_update_s": ages[0], "oldest_letter_s": ages[1]}
    return well, {"database": "ok", "telegram": telegram_ok(), **figures}
