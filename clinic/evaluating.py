"""The quarterly evaluation: an agency's coordinator looks at each mentored village."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, report_form
from clinic.evaluation_form import FIELDS
from clinic.owing import counted_on
from clinic.quarters import Quarter
from clinic.reading import Reason, Unreadable
from clinic.refusals import ButtonOutdated, EvaluationDone, NoLongerAsked, NotAllowed
from clinic.report_form import Field, Value
from clinic.reporting import unreadable
from clinic.zone import local
from storage import agencies, evaluations, journal, people, reports, villages
from storage.evaluations import Evaluation, EvaluationStatus
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report


@dataclass(frozen=True)
class Standing:
    """One evaluation in a list: of which village, for which agency, and how it stands."""

    evaluation: Evaluation
    quarter: Quarter
    village: str
    agency: str
    due_on: date
    report: Report | None

    @property
    def done(self) -> bool:
        return self.evaluation.status is EvaluationStatus.DONE


async def open_quarter(session: AsyncSession, quarter: Quarter, *, now: datetime) -> None:
    """Plan the evaluation of every mentorship in force; planning again adds only what is new."""
    in_force = await agencies.mentorships(session, on=counted_on(quarter, local(now).date()))
    pairs = dict.fromkeys((m.agency_id, m.village_id) for m in in_force)
    await evaluations.plan(
        session,
        [{"agency_id": a, "village_id": v, "quarter": str(quarter)} for a, v in pairs],
    )


async def of_coordinator(
    session: AsyncSession, person: Speaker, *, now: datetime
) -> list[Standing]:
    """The evaluations of the person's agencies: running quarter, and what is still asked for."""
    enrolling.require(person, Role.COORDINATOR)
    own = person.agencies()
    return [s for s in await _standings(session, now=now) if s.evaluation.agency_id in own]


async def of_province(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Standing]:
    """Every evaluation, to see who has evaluated and who has not."""
    enrolling.require(person, Role.PROVINCE)
    return await _standings(session, now=now)


async def _standings(session: AsyncSession, *, now: datetime) -> list[Standing]:
    running = Quarter.of(now)
    last = await _of_quarter(session, running.previous(), now=now)
    today = local(now).date()
    asked_for = any(s.due_on + deadlines.GRACE >= today for s in last)
    return (last if asked_for else []) + await _of_quarter(session, running, now=now)


async def _of_quarter(session: AsyncSession, quarter: Quarter, *, now: datetime) -> list[Standing]:
    await open_quarter(session, quarter, now=now)
    in_force = await agencies.mentorships(session, on=counted_on(quarter, local(now).date()))
    pairs = {(m.agency_id, m.village_id) for m in in_force}
    due = await deadlines.of_quarter(session, quarter)
    sent = await reports.of_quarter(session, str(quarter))
    names = {v.id: v.name for v in await villages.those(session, {village for _, village in pairs})}
    agency_names = await agencies.names(session)
    standings = [
        Standing(
            evaluation=row,
            quarter=quarter,
            village=names[row.village_id],
            agency=agency_names[row.agency_id],
            due_on=due.due_on(Task.EVALUATION, row.village_id),
            report=sent.get(row.village_id),
        )
        for row in await evaluations.of_quarter(session, str(quarter))
        if (row.agency_id, row.village_id) in pairs
    ]
    return sorted(standings, key=lambda standing: (standing.agency, standing.village))


async def begin(
    session: AsyncSession, person: Speaker, evaluation_id: int, *, now: datetime
) -> Evaluation:
    """An evaluation that this coordinator may make now."""
    enrolling.require(person, Role.COORDINATOR)
    evaluation = await evaluations.found(session, evaluation_id)
    if evaluation is None:
        raise ButtonOutdated
    if not await _is_theirs(session, person, evaluation, now=now):
        raise NotAllowed
    if evaluation.status is EvaluationStatus.DONE:
        raise await _done(session, evaluation)
    return evaluation


async def _is_theirs(
    session: AsyncSession, person: Speaker, evaluation: Evaluation, *, now: datetime
) -> bool:
    on = counted_on(Quarter.parse(evaluation.quarter), local(now).date())
    mentoring = await agencies.mentoring(session, evaluation.village_id, on=on)
    return evaluation.agency_id in person.agencies() & mentoring


async def check_still_asked(
    session: AsyncSession, person: Speaker, evaluation_id: int, *, now: datetime
) -> None:
    """An answer in words is for an evaluation that is still this coordinator's to make."""
    evaluation = await evaluations.found(session, evaluation_id)
    if evaluation is None or not await _is_theirs(session, person, evaluation, now=now):
        raise NoLongerAsked(about="evaluation")
    if evaluation.status is EvaluationStatus.DONE:
        raise await _done(session, evaluation)


def following(values: Mapping[str, Value], after: Field | None = None) -> Field | None:
    """The next field without an answer, behind `after` or from the start."""
    start = FIELDS.index(after) + 1 if after else 0
    return next((field for field in FIELDS[start:] if field.key not in values), None)


def before(field: Field | None) -> Field:
    """The field before this one; the last one before the summary."""
    return FIELDS[max(FIELDS.index(field) - 1, 0) if field else -1]


def read(field: Field, given: str | None, *, now: datetime) -> Value:
    """The value that an answer gives the field; None is a message without words."""
    try:
        if given is None:
            raise Unreadable(Reason.WRONG_KIND)
        today = local(now).date()
        return report_form.read(field, given, quarter=Quarter.of(now), today=today, so_far={})
    except Unreadable as fault:
        raise unreadable(field, fault) from fault


async def finish(
    session: AsyncSession,
    person: Speaker,
    evaluation_id: int,
    values: dict[str, Any],
    *,
    now: datetime,
) -> Evaluation:
    """Store the evaluation; it is made once."""
    evaluation = await begin(session, person, evaluation_id, now=now)
    if any(field.required and field.key not in values for field in FIELDS):
        raise ButtonOutdated
    by = person.known_id
    if not await evaluations.finish(session, evaluation_id, values, by=by, now=now):
        raise await _done(session, evaluation)
    journal.record(
        session,
        "evaluation.done",
        by=by,
        at=now,
        village_id=evaluation.village_id,
        quarter=evaluation.quarter,
        agency=evaluation.agency_id,
    )
    return evaluation


async def _done(session: AsyncSession, evaluation: Evaluation) -> EvaluationDone:
    assert evaluation.id is not None
    stored = await evaluations.found(session, evaluation.id)
    by = stored.done_by if stored else None
    return EvaluationDone(
        village=(await villages.named(session, evaluation.village_id)).name,
        quarter=Quarter.parse(evaluation.quarter).name,
        name=(await people.named(session, by)).name if by else "",
    )
