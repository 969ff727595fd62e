"""Filling in a form: each answer is kept at once, everybody whose paper it is may go on."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.form import Form, P
from clinic.form_answers import Answer, read
from clinic.form_field import Field, Value, missing
from clinic.quarters import Quarter
from clinic.reading import Reason, Unreadable
from clinic.refusals import (
    AnswerChangedLate,
    AnswerUnreadable,
    ButtonOutdated,
    NoLongerAsked,
    NotAllowed,
    PaperChanged,
    PaperIncomplete,
)
from clinic.zone import local
from storage import journal, papers, people
from storage.people import Speaker


async def awaited(
    session: AsyncSession, person: Speaker, form: Form[P], number: int, *, now: datetime
) -> P:
    """A paper this person has begun to fill in and is still asked for; it may be sent already."""
    paper = await form.found(session, number)
    if paper is None:
        raise NoLongerAsked(about=form.task.value)
    try:
        await check(session, person, form, paper, now=now)
    except (NotAllowed, ButtonOutdated) as no:
        raise NoLongerAsked(about=form.task.value) from no
    return paper


async def check(
    session: AsyncSession, person: Speaker, form: Form[P], paper: P, *, now: datetime
) -> None:
    """Refuse whose paper it is not, and what is no longer asked."""
    if not form.belongs_to(paper, person):
        raise NotAllowed
    if not await form.is_asked(session, paper, now=now):
        raise ButtonOutdated


async def fill(
    session: AsyncSession,
    person: Speaker,
    form: Form[P],
    paper: P,
    field: Field,
    answer: Answer | None,
    *,
    now: datetime,
) -> P:
    """Read an answer into the draft; None is a message of a kind that no field takes."""
    try:
        value = _read(paper, field, answer, now=now)
    except Unreadable as fault:
        raise _unreadable(field, fault) from fault
    return await _write(session, person, form, paper, {**paper.values, field.key: value}, now=now)


async def mend(
    session: AsyncSession,
    person: Speaker,
    form: Form[P],
    number: int,
    field: Field,
    held: list[Value],
    answer: Answer | None,
    *,
    now: datetime,
) -> P:
    """Take over an answer that was edited after the form was left.

    Not into a paper that was sent, nor where something else stands by now than was `held` then.
    """
    late = AnswerChangedLate(noun=form.noun, command=form.command, label=field.label)
    try:
        paper = await awaited(session, person, form, number, now=now)
    except NoLongerAsked as no:
        raise late from no
    now_held = [paper.values[field.key]] if field.key in paper.values else []
    if not form.is_open(paper) or now_held != held:
        raise late
    try:
        return await fill(session, person, form, paper, field, answer, now=now)
    except AnswerUnreadable as no:
        raise AnswerUnreadable(**no.facts, edited=True, left=form.command) from no


def _read(paper: P, field: Field, answer: Answer | None, *, now: datetime) -> Value:
    if answer is None:
        raise Unreadable(Reason.WRONG_KIND)
    quarter, today = Quarter.parse(paper.quarter), local(now).date()
    return read(field, answer, quarter=quarter, today=today, so_far=paper.values)


def _unreadable(field: Field, fault: Unreadable) -> AnswerUnreadable:
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
    session: AsyncSession, person: Speaker, form: Form[P], paper: P, field: Field, *, now: datetime
) -> P:
    """Leave a field out; a required one stays missing, and what was answered stays as it is."""
    if field.required or field.key in paper.values:
        return paper
    return await _write(session, person, form, paper, {**paper.values, field.key: None}, now=now)


async def clear(
    session: AsyncSession, person: Speaker, form: Form[P], paper: P, field: Field, *, now: datetime
) -> P:
    """Take an answer back, so that the field can be answered from the start."""
    left = {key: value for key, value in paper.values.items() if key != field.key}
    return await _write(session, person, form, paper, left, now=now)


async def repeat(
    session: AsyncSession, person: Speaker, form: Form[P], paper: P, field: Field, *, now: datetime
) -> P:
    """Take over what an earlier paper says in this field."""
    value = await form.last_value(session, paper, field)
    if value is None:
        raise ButtonOutdated
    return await _write(session, person, form, paper, {**paper.values, field.key: value}, now=now)


async def _write(
    session: AsyncSession,
    person: Speaker,
    form: Form[P],
    paper: P,
    values: dict[str, Any],
    *,
    now: datetime,
) -> P:
    if not form.is_open(paper):
        raise ButtonOutdated
    by = person.person_id
    changed = await papers.advance(
        session, paper, of=form.drafts, values=values, changed_at=now, changed_by=by
    )
    if changed is None:
        raise PaperChanged(noun=form.noun, command=form.command)
    return changed


async def writer(session: AsyncSession, paper: P, reader: Speaker) -> str | None:
    """Who changed the draft last, if it was somebody else."""
    if paper.changed_by is None or paper.changed_by == reader.person_id:
        return None
    return (await people.named(session, paper.changed_by)).name


async def colleagues(session: AsyncSession, person: Speaker, form: Form[P], paper: P) -> list[str]:
    """Who else may go on with the draft."""
    others = await people.with_role(session, form.role)
    return [
        other.name
        for other in others
        if other.person_id != person.person_id and form.belongs_to(paper, other)
    ]


async def send(
    session: AsyncSession, person: Speaker, form: Form[P], paper: P, *, now: datetime
) -> P:
    """Hand a complete paper in; that is done once."""
    await check(session, person, form, paper, now=now)
    if gaps := [field.label for field in missing(form.fields, paper.values)]:
        quarter = Quarter.parse(paper.quarter).name
        raise PaperIncomplete(missing=gaps, quarter=quarter, noun=form.noun)
    by = person.known_id
    sent = await papers.advance(
        session, paper, of=form.drafts, status=form.sent, sent_at=now, sent_by=by
    )
    if sent is None:
        raise ButtonOutdated
    journal.record(
        session,
        f"{form.task.value}.sent",
        by=by,
        at=now,
        village_id=sent.village_id,
        quarter=sent.quarter,
        version=sent.version,
        paper=sent.known_id,
    )
    await form.hand_in(session, sent, now=now)
    return sent
