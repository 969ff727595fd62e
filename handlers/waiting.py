"""The wait for a reason: why a report goes back, why more time is needed."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.reasons import Reason
from handlers import reason
from handlers.talk import Talk


async def begin(
    session: AsyncSession, chat_id: int, talk: Talk, begun: Reason, *, now: datetime
) -> None:
    """Ask for the reason; what was written of it before is still there."""
    kept = reason.about(talk, begun.place)
    if kept:
        kept.remove(session, chat_id, now=now)
    words = kept or begun
    await write(session, chat_id, talk, words, now=now)
    await words.ask(session, chat_id, now=now, anew=True)


async def write(
    session: AsyncSession, chat_id: int, talk: Talk, words: Reason, *, now: datetime
) -> None:
    """What comes is this reason now; the card of one that is not kept beside it is closed."""
    for lost in reason.write(talk, words):
        await lost.close(session, chat_id, "dropped", now=now)


async def end(
    session: AsyncSession, chat_id: int, talk: Talk, *, now: datetime, drop: bool = False
) -> None:
    """No reason is awaited any longer, and the message that asked for one says so.

    What was written stays on its card to be confirmed, unless it is to be dropped.
    """
    kept = reason.awaited(talk)
    if kept is None:
        return
    if drop or not kept.words:
        await kept.close(session, chat_id, "dropped", now=now)
        reason.forget(talk, kept)
    elif kept.afresh:
        unchanged = replace(kept, afresh=False)
        reason.keep(talk, unchanged)
        await unchanged.ask(session, chat_id, now=now)
    talk.leave()
