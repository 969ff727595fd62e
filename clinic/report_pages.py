"""The report as the person who fills it in sees it: one message that is edited again and again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, letters, report_buttons, reporting, reviewing
from clinic.buttons import NO_BUTTONS
from clinic.letters import Markup
from clinic.quarters import Quarter
from clinic.report_form import FIELDS, Field, Kind, Value, show
from clinic.zone import local
from storage.people import Speaker
from storage.reminders import Task
from storage.reports import Report, ReportStatus


@dataclass(frozen=True)
class Page:
    """Whose message it is, and its number; an edit of it unless it is opened anew.

    `moved`: answers have pushed it out of sight, so it is put below them instead.
    """

    reader: Speaker
    form: int
    anew: bool = False
    moved: bool = False
    note: str | None = None

    @property
    def name(self) -> str:
        return f"form:{self.reader.telegram_id}:{self.form}"


async def ask(
    session: AsyncSession, page: Page, report: Report, field: Field | None, *, now: datetime
) -> None:
    """Show a field, or the summary where there is none."""
    if field is None:
        await _summary(session, page, report, now=now)
        return
    last = await reporting.last_value(session, report, field)
    held = report.values.get(field.key)
    markup = report_buttons.question(
        page.form,
        field,
        first=field is FIELDS[0],
        repeatable=last is not None and last != held,
        clearable=field.key in report.values,
    )
    await _send(
        session,
        page,
        "report/question",
        report,
        markup,
        now=now,
        field=field,
        place=FIELDS.index(field) + 1,
        of=len(FIELDS),
        current=_shown(field, report.values),
        last=show(field, last) if last is not None else None,
        takes_pictures=field.kind is Kind.PHOTO,
    )


def _shown(field: Field, values: Mapping[str, Value]) -> str | None:
    return show(field, values[field.key]) if field.key in values else None


async def _summary(session: AsyncSession, page: Page, report: Report, *, now: datetime) -> None:
    markup = report_buttons.summary(page.form, report.version, FIELDS)
    await _send(session, page, "report/summary", report, markup, now=now)


async def saved(session: AsyncSession, page: Page, report: Report, *, now: datetime) -> None:
    """The draft is kept; who may go on with it."""
    markup = report_buttons.go_on(report.village_id, report.quarter)
    names = await reporting.colleagues(session, page.reader, report.village_id)
    await _send(session, page, "report/saved", report, markup, now=now, colleagues=names)


async def receipt(session: AsyncSession, page: Page, report: Report, *, now: datetime) -> None:
    """The report was sent at this moment, and this is who checks it."""
    reviewers = await reviewing.reviewers(session, report.village_id, now=now)
    names = [reviewer.name for reviewer in reviewers]
    await _send(session, page, "report/receipt", report, NO_BUTTONS, now=now, reviewers=names)


async def _send(
    session: AsyncSession,
    page: Page,
    moment: str,
    report: Report,
    markup: Markup,
    *,
    now: datetime,
    **facts: Any,
) -> None:
    if page.moved:
        letters.remove(session, page.reader.telegram_id, page.name, now=now)
    fresh = page.anew or page.moved
    letters.send(
        session,
        page.reader.telegram_id,
        moment,
        now=now,
        markup=markup,
        key=page.name if fresh else None,
        edit=None if fresh else page.name,
        note=page.note,
        writer=await reporting.writer(session, report, page.reader),
        returned=report.status is ReportStatus.RETURNED,
        due_on=await _due_on(session, report),
        today=local(now).date(),
        **await reviewing.facts_of(session, report),
        **facts,
    )


async def _due_on(session: AsyncSession, report: Report) -> date:
    due = await deadlines.of_quarter(session, Quarter.parse(report.quarter))
    return due.due_on(Task.REPORT, report.village_id)
