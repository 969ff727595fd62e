"""The evaluations as lists: the coordinator's own, and everybody's for the province."""

from collections import Counter
from datetime import datetime
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, evaluation_buttons, letters
from clinic.letters import Markup
from clinic.zone import local
from storage.people import Speaker

MOST = 20  # villages of one list, what is still to be done first: a message ends at 4096 letters


async def own(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """The coordinator's villages, and a button for each that is to be evaluated."""
    standings = await evaluating.of_coordinator(session, person, now=now)
    markup = evaluation_buttons.evaluations(
        [
            (s.evaluation.known_id, f"📊 {s.village} – {s.quarter.name}")
            for s in _first(standings)
            if not s.done
        ]
    )
    _overview(session, person, "evaluate/own", standings, markup, now=now)


async def everybody(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """Who has evaluated and who has not, for the province to read."""
    standings = await evaluating.of_province(session, person, now=now)
    _overview(session, person, "evaluate/everybody", standings, None, now=now)


def _first(standings: list[evaluating.Standing]) -> list[evaluating.Standing]:
    """As many as one list holds, the open ones before the others, quarter by quarter."""
    shown = sorted(standings, key=lambda standing: standing.done)[:MOST]
    return sorted(shown, key=lambda standing: standing.quarter)


def _overview(
    session: AsyncSession,
    person: Speaker,
    moment: str,
    standings: list[evaluating.Standing],
    markup: Markup | None,
    *,
    now: datetime,
) -> None:
    counts = Counter((s.quarter, s.done) for s in standings)
    quarters = [
        (quarter.name, counts[quarter, True], counts[quarter, True] + counts[quarter, False], shown)
        for quarter, found in groupby(_first(standings), key=lambda s: s.quarter)
        for shown in [list(found)]
    ]
    letters.send(
        session,
        person.telegram_id,
        moment,
        now=now,
        markup=markup,
        quarters=quarters,
        more=max(len(standings) - MOST, 0),
        today=local(now).date(),
    )
