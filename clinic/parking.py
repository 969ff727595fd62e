"""When an update could not be worked off: an apology to the person, a word to the keepers."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters
from storage import people
from storage.people import Role


async def apologise(session: AsyncSession, chat_id: int, update_id: int, *, now: datetime) -> None:
    """The update is kept aside; both sides hear of it once."""
    if chat_id:
        letters.send(session, chat_id, "parking/apology", now=now)
    for keeper in await people.with_role(session, Role.KEEPER):
        letters.send(session, keeper.telegram_id, "parking/alert", now=now, update_id=update_id)
