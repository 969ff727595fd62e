"""A village's quarterly report: opened, filled field by field by any of its officials, sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, enrolling, report_form, reviewing
from clinic.quarters import Quarter
from clinic.reading import Reason, Unreadable
from clinic.refusals import (
    AnswerUnreadable,
    ButtonOutdated,
    NoLongerAsked,
    NotAllowed,
    ReportChanged,
    ReportIncomplete,
)
from clinic.report_form import Answer, Field, Kind, Value
from clinic.zone import local
from storage import journal, people, reports, villages
from storage.people import Role, Speaker
from storage.reminders import Task
from storage.reports import Report, ReportStatus

OPEN = (ReportStatus.DRAFT, ReportStatus.RETURNED)


@dataclass(frozen=True)
class Offer:
    """A report that this person may open now."""

    village_id: int
    village: str
    quarter: Quarter
    due_on: date
    report: Report | None


async def offers(session: AsyncSession, person: Speaker, *, now: datetime) -> list[Offer]:
    """The running quarter of each own village, and the last one while its report is asked for."""
    enrolling.require(person, Role.OFFICIAL)
    today = local(now).date()
    running = Quarter.of(now)
    found: list[Offer] = []
    for quarter in (running.previous(), running):
        due = await deadlines.of_quarter(session, quarter)
        begun = await reports.of_quarter(session, str(quarter))
        for village in await villages.those(session, person.villages()):
            assert village.id is not None
            report = begun.get(village.id)
            asked_for = due.asked_for(Task.REPORT, village.id, today) or report is not None
            if quarter == running or (asked_for and is_open(report)):
                due_on = due.due_on(Task.REPORT, village.id)
                found.append(Offer(village.id, village.name, quarter, due_on, report))
    return found


def is_open(report: Report | None) -> bool:
    """Whether the report may still be filled in."""
    return report is None or report.status in OPEN


async def open_report(
    session: AsyncSession, person: Speaker, village_id: int, quarter: Quarter, *, now: datetime
) -> Report:
    """The village's report of this or the last quarter, begun if there is none yet."""
    _allowed(person, village_id)
    running = Quarter.of(now)
    if quarter not in (running, running.previous()):
        raise ButtonOutdated
    return await reports.begin(session, village_id, str(quarter), now=now)


async def opened(session: AsyncSession, person: Speaker, report_id: int) -> Report:
    """A report of one of the person's own villages."""
    report = await reports.found(session, report_id)
    if report is None:
        raise ButtonOutdated
    _allowed(person, report.village_id)
    return report


async def awaited(session: AsyncSession, person: Speaker, report_id: int) -> Report:
    """The same for an answer in words: the report has to be still this person's to fill in."""
    report = await reports.found(session, report_id)
    if report is None or report.village_id not in person.villages():
        raise NoLongerAsked(about="report")
    return report


def _allowed(person: Speaker, village_id: int) -> None:
    enrolling.require(person, Role.OFFICIAL)
    if village_id not in person.villages():
        raise NotAllowed


def following(values: Mapping[str, Value], after: str | None = None) -> Field | None:
    """The next field nobody has answered, behind `after` or from the start."""
    keys = [field.key for field in report_form.FIELDS]
    start = keys.index(after) + 1 if after else 0
    return next((f for f in report_form.FIELDS[start:] if f.key not in values), None)


def before(key: str | None) -> Field:
    """The field before this one; the last one before the summary."""
    keys = [field.key for field in report_form.FIELDS]
    return report_form.FIELDS[max(keys.index(key) - 1, 0) if key else -1]


async def fill(
    session: AsyncSession,
    person: Speaker,
    report: Report,
    field: Field,
    answer: Answer | None,
    *,
    now: datetime,
) -> Report:
    """Read an answer into the draft; None is a message of a kind that no field takes."""
    try:
        value = _read(report, field, answer, now=now)
    except Unreadable as fault:
        raise unreadable(field, fault) from fault
    return await _write(session, person, report, {**report.values, field.key: value}, now=now)


def _read(report: Report, field: Field, answer: Answer | None, *, now: datetime) -> Value:
    if answer is None:
        raise Unreadable(Reason.WRONG_KIND)
    quarter, today = Quarter.parse(report.quarter), local(now).date()
    return report_form.read(field, answer, quarter=quarter, today=today, so_far=report.values)


def unreadable(field: Field, fault: Unreadable) -> AnswerUnreadable:
    """The refusal that tells the person what to change."""
    return AnswerUnreadable(
        label=field.label,
        kind=field.kind.value,
        reason=fault.reason.value,
        facts=fault.facts,
        hint=field.hint,
        unit=field.unit,
        choices=[choice.label for choice in field.choices],
        nothings=[nothing.label for nothing in field.nothings],
    )


async def skip(
    session: AsyncSession, person: Speaker, report: Report, field: Field, *, now: datetime
) -> Report:
    """Leave a field out; a required one stays missing, and what was answered stays as it is."""
    if field.required or field.key in report.values:
        return report
    return await _write(session, person, report, {**report.values, field.key: None}, now=now)


async def clear(
    session: AsyncSession, person: Speaker, report: Report, field: Field, *, now: datetime
) -> Report:
    """Take an answer back, so that the field can be answered from the start."""
    left = {key: value for key, value in report.values.items() if key != field.key}
    return await _write(session, person, report, left, now=now)


async def repeat(
    session: AsyncSession, person: Speaker, report: Report, field: Field, *, now: datetime
) -> Report:
    """Take over what the last quarter's report says in this field."""
    value = await last_value(session, report, field)
    if value is None:
        raise ButtonOutdated
    return await _write(session, person, report, {**report.values, field.key: value}, now=now)


async def last_value(session: AsyncSession, report: Report, field: Field) -> Value:
    """What the last quarter's report says; a photo or a day of then says nothing of now."""
    if field.kind in (Kind.PHOTO, Kind.DATE):
        return None
    earlier = str(Quarter.parse(report.quarter).previous())
    last = await reports.of_village(session, report.village_id, earlier)
    value: Value = last.values.get(field.key) if last else None
    return value


async def _write(
    session: AsyncSession,
    person: Speaker,
    report: Report,
    values: dict[str, Any],
    *,
    now: datetime,
) -> Report:
    if report.status not in OPEN:
        raise ButtonOutdated
    by = person.person_id
    changed = await reports.advance(
        session, report, of=OPEN, values=values, changed_at=now, changed_by=by
    )
    if changed is None:
        raise ReportChanged
    return changed


async def writer(session: AsyncSession, report: Report, reader: Speaker) -> str | None:
    """Who changed the draft last, if it was somebody else."""
    if report.changed_by is None or report.changed_by == reader.person_id:
        return None
    return (await people.named(session, report.changed_by)).name


async def colleagues(session: AsyncSession, person: Speaker, village_id: int) -> list[str]:
    """Who else of the village may go on with the draft."""
    officials = await people.with_role(session, Role.OFFICIAL)
    others = [o for o in officials if o.person_id != person.person_id]
    return [other.name for other in others if village_id in other.villages()]


async def send(session: AsyncSession, person: Speaker, report: Report, *, now: datetime) -> Report:
    """Hand a complete report in: it goes to those who check it."""
    _allowed(person, report.village_id)
    missing = [field.label for field in report_form.missing(report.values)]
    if missing:
        raise ReportIncomplete(missing=missing, quarter=Quarter.parse(report.quarter).name)
    by = person.person_id
    sent = await reports.advance(
        session, report, of=OPEN, status=ReportStatus.SENT, sent_at=now, sent_by=by
    )
    if sent is None:
        raise ButtonOutdated
    journal.record(
        session,
        "report.sent",
        by=by,
        at=now,
        village_id=sent.village_id,
        quarter=sent.quarter,
        version=sent.version,
    )
    await reviewing.present(session, sent, now=now)
    return sent
