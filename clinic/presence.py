"""Who can be written to: people block the bot, and come back."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from storage import outbox, people

STILL_NEWS = timedelta(days=30)  # letters younger than this are sent again to who comes back


async def gone(session: AsyncSession, telegram_id: int, *, now: datetime) -> None:
    """The bot was blocked: the person counts as unreachable until they return."""
    await people.mark_unreachable(session, telegram_id, now=now)


async def back(session: AsyncSession, telegram_id: int, *, now: datetime) -> None:
    """The person can be written to again, and hears what could not be delivered."""
    await people.mark_reachable(session, telegram_id)
    await outbox.owe_again(session, telegram_id, since=now - STILL_NEWS)
