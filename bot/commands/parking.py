"""`klinik parked`: updates that could not be worked off."""

import json

from bot.commands.opening import NotReady, opened
from bot.settings import Settings
from clinic.wording import moment
from storage import inbox
from storage.inbox import Received


async def listed(settings: Settings) -> list[str]:
    """One line for each parked update: its number, when it was set aside, and the fault."""
    async with opened(settings) as database, database.reading() as session:
        return [_line(row) for row in await inbox.parked(session)]


def _line(row: Received) -> str:
    fault = (row.fault or "").strip().splitlines()
    when = moment(row.parked_at) if row.parked_at else ""
    return f"{row.update_id}  {when}  {fault[-1] if fault else ''}".rstrip()


async def shown(settings: Settings, update_id: int) -> str:
    """One parked update with its fault in full; it holds what people wrote."""
    async with opened(settings) as database, database.reading() as session:
        for row in await inbox.parked(session):
            if row.update_id == update_id:
                body = json.dumps(json.loads(row.body), ensure_ascii=False, indent=2)
                return f"{_line(row)}\n\n{body}\n\n{row.fault or ''}".rstrip()
    raise _not_parked(update_id)


async def replay(settings: Settings, update_id: int) -> None:
    """Put a parked update back in line; the running clinic takes it up by itself."""
    async with opened(settings) as database, database.work() as session:
        if not await inbox.replay(session, update_id):
            raise _not_parked(update_id)


def _not_parked(update_id: int) -> NotReady:
    return NotReady(f"Tidak ada pesan {update_id} yang disisihkan; lihat: klinik parked")
