"""Letters that enclose a file: sent by the id Telegram knows it by, uploaded where it has none."""

from typing import Any

from bot.api import Api, Upload
from bot.delivery import Fate, Verdict, deliver
from bot.ledger import Ledger
from clinic.letters import ENCLOSED
from knowledge.enclosures import kind_of
from storage import enclosures
from storage.database import Database


async def deliver_whole(
    database: Database, api: Api, ledger: Ledger, method: str, params: dict[str, Any]
) -> Verdict:
    """Make one call, with the file that the letter names if it names one."""
    if ENCLOSED not in params:
        return await deliver(api, method, params)
    said = {name: value for name, value in params.items() if name != ENCLOSED}
    fingerprint: str = params[ENCLOSED]
    async with database.reading() as session:
        file = await enclosures.known(session, fingerprint)
    if file is None:
        return Verdict(Fate.REFUSED, fault=f"no file {fingerprint}")
    if file.file_id is not None:
        verdict = await deliver(api, method, {**said, "document": file.file_id})
        if verdict.fate is not Fate.REFUSED:
            return verdict  # else the id is not this bot's: the token was changed
    async with database.reading() as session:
        content = await enclosures.content(session, fingerprint)
    upload = Upload("document", file.name, content, kind_of(file.name))
    verdict = await deliver(api, method, said, upload)
    if verdict.file_id is not None:
        ledger.uploaded(fingerprint, verdict.file_id)
    return verdict
