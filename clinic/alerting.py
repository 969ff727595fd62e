"""What keepers are told at once, because only they can mend it."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters
from storage import people
from storage.people import Role

MOST_SHOWN = 5  # more would not be read in a chat; `klinik check` has them all


async def books_refused(session: AsyncSession, faults: Sequence[str], *, now: datetime) -> None:
    """Changed topic files cannot be used; the answers of before stay in use."""
    shown, more = faults[:MOST_SHOWN], len(faults[MOST_SHOWN:])
    for keeper in await people.with_role(session, Role.KEEPER):
        letters.send(session, keeper.telegram_id, "books/refused", now=now, faults=shown, more=more)
