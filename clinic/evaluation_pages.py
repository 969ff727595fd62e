"""The evaluations as lists: the coordinator's own, and everybody's for the province."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, evaluation_buttons, leafing, letters
from clinic.evaluating import Standing
from clinic.leafing import LeafAllEvaluations, LeafOwnEvaluations, Turn
from clinic.zone import local
from storage.people import Speaker


async def own(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """The coordinator's villages, and a button for each that is to be evaluated."""
    standings = await evaluating.of_coordinator(session, person, now=now, leafing=edit is not None)
    _list(session, person, standings, LeafOwnEvaluations, page, edit=edit, now=now)


async def everybody(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """Who has evaluated and who has not, for the province to read."""
    standings = await evaluating.of_province(session, person, now=now, leafing=edit is not None)
    _list(session, person, standings, LeafAllEvaluations, page, edit=edit, now=now)


def _list(
    session: AsyncSession,
    person: Speaker,
    standings: list[Standing],
    turn: type[Turn],
    page: int,
    *,
    edit: int | None,
    now: datetime,
) -> None:
    """A page of them, the open ones before the others; each page quarter by quarter."""
    leaf, found = leafing.leaf(sorted(standings, key=lambda s: s.done), page)
    shown = sorted(found, key=lambda s: s.quarter)
    counts = Counter((s.quarter, s.done) for s in standings)
    quarters = [
        (quarter.name, counts[quarter, True], counts[quarter, True] + counts[quarter, False], some)
        for quarter, of_quarter in groupby(shown, key=lambda s: s.quarter)
        for some in [list(of_quarter)]
    ]
    ours = turn is LeafOwnEvaluations
    letters.send(
        session,
        person.telegram_id,
        "evaluate/own" if ours else "evaluate/everybody",
        now=now,
        edit=edit,
        markup=evaluation_buttons.evaluations(_open(shown) if ours else [], leaf.buttons(turn)),
        quarters=quarters,
        place=leaf.page + 1,
        today=local(now).date(),
    )


def _open(standings: Sequence[Standing]) -> list[tuple[int, str]]:
    return [
        (s.evaluation.known_id, f"📊 {s.village} – {s.quarter.name}")
        for s in standings
        if not s.done
    ]
