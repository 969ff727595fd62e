"""The wait for a reason: why a report goes back, why more time is needed."""

from dataclasses import replace
from datetime import datetime

from aiogram.fsm.state import State, StatesGroup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import extending, giving_back
from clinic.giving_back import Reason
from handlers import reason
from handlers.talk import Talk
from storage.reminders import Task


class Extending(StatesGroup):
    """The reason for more time is awaited."""

    giving_reason = State()


async def end(
    session: AsyncSession, chat_id: int, talk: Talk, *, now: datetime, drop: bool = False
) -> None:
    """No reason is awaited any longer, and the message that asked for one says so.

    What was written about a report stays on its card to be confirmed, unless it is to be dropped.
    """
    if kept := reason.awaited(talk):
        await _rest(session, chat_id, talk, kept, now=now, drop=drop)
    elif talk.state == Extending.giving_reason.state:
        task, village, quarter = (talk.data[name] for name in ("task", "village", "quarter"))
        await extending.not_asked(session, chat_id, Task(task), village, quarter, now=now)
    else:
        return
    talk.leave()


async def _rest(
    session: AsyncSession, chat_id: int, talk: Talk, kept: Reason, *, now: datetime, drop: bool
) -> None:
    if drop or not kept.words:
        await giving_back.close(session, chat_id, kept, dropped=True, now=now)
        reason.forget(talk, kept)
    elif kept.afresh:
        unchanged = replace(kept, afresh=False)
        reason.keep(talk, unchanged)
        await giving_back.ask(session, chat_id, unchanged, now=now)
