"""Cases in which an expert has asked the village back and waits for its word."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.cases import IN_TALKS, Case, CaseMessage, Said
from storage.columns import table_of
from storage.database import run

_cases = table_of(Case)
_said = table_of(CaseMessage)
_later = _said.alias("later")
_newest = select(func.max(_later.c.id)).where(_later.c.case_id == _cases.c.id)

# Built once: it is asked with every question of an official.
_AWAITED = (
    select(_cases.c.id, _said.c.said_at)
    .select_from(_cases.join(_said, _said.c.id == _newest.scalar_subquery()))
    .where(
        _cases.c.village_id.in_(bindparam("villages", expanding=True)),
        _cases.c.status.in_(IN_TALKS),
        _said.c.said == Said.ASKED_BACK,
    )
    .order_by(_said.c.id.desc())
)


async def awaited(
    session: AsyncSession, village_ids: Collection[int]
) -> list[tuple[int, datetime]]:
    """Cases of these villages whose last word is the expert's question, and since when.

    The latest question comes first.
    """
    found = await run(session, _AWAITED, {"villages": list(village_ids)})
    return [(number, asked_at) for number, asked_at in found]
