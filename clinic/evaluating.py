"""The quarterly evaluation: an agency's coordinators look at each mentored village."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, evaluation_form, filling, letters
from clinic.evaluation_buttons import Evaluate
from clinic.form import Form
from clinic.owing import counted_on
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from storage import agencies, evaluations, people, reports, villages
from storage.evaluations import Evaluation, EvaluationStatus
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report


class AgencyEvaluation(Form[Evaluation]):
    """One agency's view of one village; any of its coordinators may go on with the draft."""

    task = Task.EVALUATION
    role = Role.COORDINATOR
    icon = "📊"
    noun = "evaluasi"
    command = "evaluasi"
    receipt = "evaluate/receipt"
    fields = evaluation_form.FIELDS
    drafts = (EvaluationStatus.DRAFT,)
    sent = EvaluationStatus.SENT

    async def found(self, session: AsyncSession, number: int) -> Evaluation | None:
        return await evaluations.found(session, number)

    def belongs_to(self, paper: Evaluation, person: Speaker) -> bool:
        return paper.agency_id in person.agencies()

    async def facts(self, session: AsyncSession, paper: Evaluation) -> dict[str, Any]:
        names = await agencies.names(session)
        return {"agency": names[paper.agency_id], "reason": None, "doubts": []}

    def way_in(self, paper: Evaluation) -> Evaluate:
        return Evaluate(evaluation=paper.known_id)

    async def say_settled(
        self,
        session: AsyncSession,
        person: Speaker,
        paper: Evaluation,
        *,
        answered: bool,
        now: datetime,
    ) -> None:
        letters.send(
            session,
            person.telegram_id,
            "evaluate/settled",
            now=now,
            village=(await villages.named(session, paper.village_id)).name,
            quarter=Quarter.parse(paper.quarter).name,
            sender=(await people.named(session, paper.sent_by)).name if paper.sent_by else None,
            answered=answered,
        )

    async def is_asked(self, session: AsyncSession, paper: Evaluation, *, now: datetime) -> bool:
        if not await super().is_asked(session, paper, now=now):
            return False
        on = counted_on(Quarter.parse(paper.quarter), local(now).date())
        return paper.agency_id in await agencies.mentoring(session, paper.village_id, on=on)


EVALUATION = AgencyEvaluation()


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
        return self.evaluation.status is EvaluationStatus.SENT

    @property
    def begun(self) -> bool:
        return bool(self.evaluation.values) and not self.done


async def open_quarter(session: AsyncSession, quarter: Quarter, *, now: datetime) -> None:
    """Plan the evaluation of every mentorship in force; planning again adds only what is new."""
    in_force = await agencies.mentorships(session, on=counted_on(quarter, local(now).date()))
    pairs = dict.fromkeys((m.agency_id, m.village_id) for m in in_force)
    await evaluations.plan(
        session,
        [{"agency_id": a, "village_id": v, "quarter": str(quarter)} for a, v in pairs],
        now=now,
    )


async def of_coordinator(
    session: AsyncSession, person: Speaker, *, now: datetime, leafing: bool = False
) -> list[Standing]:
    """The evaluations of the person's agencies: running quarter, and what is still asked for."""
    enrolling.require(person, Role.COORDINATOR)
    return await _standings(session, person.agencies(), now=now, leafing=leafing)


async def of_province(
    session: AsyncSession, person: Speaker, *, now: datetime, leafing: bool = False
) -> list[Standing]:
    """Every evaluation, to see who has evaluated and who has not."""
    enrolling.require(person, Role.PROVINCE)
    return await _standings(session, None, now=now, leafing=leafing)


async def _standings(
    session: AsyncSession, agency_ids: set[int] | None, *, now: datetime, leafing: bool
) -> list[Standing]:
    """Of these agencies, or of all; who turns a page has had the quarters opened for them."""
    running = Quarter.of(now)
    if not leafing:
        for quarter in (running.previous(), running):
            await open_quarter(session, quarter, now=now)
    last = await _of_quarter(session, running.previous(), agency_ids, now=now)
    today = local(now).date()
    asked_for = any(s.due_on + deadlines.GRACE >= today for s in last)
    return (last if asked_for else []) + await _of_quarter(session, running, agency_ids, now=now)


async def _of_quarter(
    session: AsyncSession, quarter: Quarter, agency_ids: set[int] | None, *, now: datetime
) -> list[Standing]:
    on = counted_on(quarter, local(now).date())
    in_force = await agencies.mentorships(session, on=on, agency_ids=agency_ids)
    pairs = {(m.agency_id, m.village_id) for m in in_force}
    mentored = {village for _, village in pairs}
    due = await deadlines.of_quarter(session, quarter)
    sent = await reports.of_villages(session, mentored, [str(quarter)])
    names = {v.id: v.name for v in await villages.those(session, mentored)}
    agency_names = await agencies.names(session)
    standings = [
        Standing(
            evaluation=row,
            quarter=quarter,
            village=names[row.village_id],
            agency=agency_names[row.agency_id],
            due_on=due.due_on(Task.EVALUATION, row.village_id),
            report=sent.get((row.village_id, str(quarter))),
        )
        for row in await evaluations.of_quarter(session, str(quarter), agency_ids=agency_ids)
        if (row.agency_id, row.village_id) in pairs
    ]
    return sorted(standings, key=lambda standing: (standing.agency, standing.village))


async def to_fill_in(
    session: AsyncSession, person: Speaker, evaluation_id: int, *, now: datetime
) -> Evaluation:
    """An evaluation of this coordinator's agency, while it is asked for."""
    enrolling.require(person, Role.COORDINATOR)
    evaluation = await evaluations.found(session, evaluation_id)
    if evaluation is None:
        raise ButtonOutdated
    await filling.check(session, person, EVALUATION, evaluation, now=now)
    return evaluation
