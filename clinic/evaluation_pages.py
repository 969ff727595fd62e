"""The evaluation as people see it: lists, the one message that asks, the receipt."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, evaluation_buttons, letters
from clinic.buttons import NO_BUTTONS
from clinic.evaluation_form import FIELDS
from clinic.letters import Markup
from clinic.quarters import Quarter
from clinic.report_form import Field, Value, show
from clinic.report_pages import Page
from clinic.zone import local
from storage import agencies, villages
from storage.evaluations import Evaluation
from storage.people import Speaker

MOST = 20  # villages of one list, what is still to be done first: a message ends at 4096 letters


async def own(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """The coordinator's villages, and a button for each that is to be evaluated."""
    standings = await evaluating.of_coordinator(session, person, now=now)
    markup = evaluation_buttons.evaluations(
        [
            (s.evaluation.id, f"📊 {s.village} – {s.quarter.name}")
            for s in _first(standings)
            if not s.done and s.evaluation.id is not None
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


async def ask(
    session: AsyncSession,
    page: Page,
    evaluation: Evaluation,
    field: Field | None,
    values: Mapping[str, Value],
    *,
    now: datetime,
) -> None:
    """Show a field, or the summary where there is none."""
    if field is None:
        markup = evaluation_buttons.evaluation_summary(page.form)
        await _send(session, page, "evaluate/summary", evaluation, values, markup, now=now)
        return
    held = field.key in values
    first = field is FIELDS[0]
    markup = evaluation_buttons.evaluation_question(page.form, field, first=first, held=held)
    await _send(
        session,
        page,
        "evaluate/question",
        evaluation,
        values,
        markup,
        now=now,
        field=field,
        place=FIELDS.index(field) + 1,
        of=len(FIELDS),
        current=show(field, values[field.key]) if held else None,
    )


async def receipt(
    session: AsyncSession,
    page: Page,
    evaluation: Evaluation,
    values: Mapping[str, Value],
    *,
    now: datetime,
) -> None:
    """The evaluation is stored, at this moment."""
    await _send(
        session, page, "evaluate/receipt", evaluation, values, NO_BUTTONS, now=now, sent_at=now
    )


async def _send(
    session: AsyncSession,
    page: Page,
    moment: str,
    evaluation: Evaluation,
    values: Mapping[str, Value],
    markup: Markup,
    *,
    now: datetime,
    **facts: Any,
) -> None:
    letters.send(
        session,
        page.reader.telegram_id,
        moment,
        now=now,
        markup=markup,
        key=page.name if page.anew else None,
        edit=None if page.anew else page.name,
        village=(await villages.named(session, evaluation.village_id)).name,
        agency=(await agencies.names(session))[evaluation.agency_id],
        quarter=Quarter.parse(evaluation.quarter).name,
        lines=[(f.label, show(f, values[f.key]) if f.key in values else None) for f in FIELDS],
        **facts,
    )
