"""A sample province to look around in: it moves in through the same door as a real roster."""

from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from pathlib import Path

import yaml
from openpyxl import Workbook
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import roster, roster_sheet
from clinic.inviting import Mint
from clinic.roster import Changes

ROWS = Path(__file__).with_name("sample_roster.yaml")


def workbook() -> Workbook:
    """The sample province as a roster workbook."""
    return roster_sheet.workbook(yaml.safe_load(ROWS.read_text(encoding="utf-8")))


async def move_in(
    session: AsyncSession, mint: Mint, *, topics: Collection[str], now: datetime
) -> Changes:
    """Take the sample province over, with an invitation for each of its people."""
    file = BytesIO()
    workbook().save(file)
    return await roster.take_over(session, roster.read(file, topics=topics), mint, now=now)
