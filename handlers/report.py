"""The village's quarterly report, asked field by field in one message."""

from datetime import datetime

from aiogram import Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, report_buttons, report_pages, reporting, reviewing
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.report_buttons import (
    Move,
    OpenReport,
    ReportChoice,
    ReportField,
    ReportMove,
    ReportNothing,
    SendReport,
)
from clinic.report_form import BY_KEY, FIELDS, Answer, Field, Kind, Photo, Value
from clinic.report_pages import Page
from handlers.filters import Pressed, Talking, Wish
from handlers.talk import Talk
from storage.people import Speaker
from storage.reports import Report

PHOTOS = next(field for field in FIELDS if field.kind is Kind.PHOTO)


class Filling(StatesGroup):
    """One field is asked, or the summary is shown (no field)."""

    answering = State()


router = Router(name="report")
router.callback_query.filter(
    Pressed(OpenReport, ReportChoice, ReportNothing, ReportMove, ReportField, SendReport)
)


@router.message(Wish("lapor"))
async def choose(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/lapor: at once into the only report that can be meant, or a choice."""
    offered = await reporting.offers(session, person, now=now)
    if not offered:
        raise NotAllowed
    if len(offered) == 1:
        only = offered[0]
        await _open(
            session, person, talk, message.message_id, only.village_id, only.quarter, now=now
        )
        return
    markup = report_buttons.offers(
        [(o.village_id, str(o.quarter), f"{o.quarter.name} – {o.village}") for o in offered]
    )
    chat = person.telegram_id
    letters.send(session, chat, "report/which", now=now, markup=markup, offers=offered)


@router.callback_query(Pressed(OpenReport))
async def open_chosen(
    query: CallbackQuery,
    press: OpenReport,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    form = query.message.message_id if query.message else 0
    try:
        quarter = Quarter.parse(press.quarter)
    except ValueError as made_up:
        raise ButtonOutdated from made_up
    await _open(session, person, talk, form, press.village, quarter, now=now)


async def _open(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    form: int,
    village_id: int,
    quarter: Quarter,
    *,
    now: datetime,
) -> None:
    """The first field that nobody has answered; a report that was sent is shown instead."""
    report = await reporting.open_report(session, person, village_id, quarter, now=now)
    if await _left_open(session, person, talk, report, now=now):
        talk.leave()
        talk.enter(Filling.answering, report=report.id, form=form)
        first = reporting.following(report.values)
        await _ask(session, person, talk, report, first, now=now, anew=True)


async def _left_open(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    report: Report,
    *,
    now: datetime,
    answered: bool = False,
) -> bool:
    """Whether the report may still be filled in; else the conversation ends here."""
    if reporting.is_open(report):
        return True
    talk.leave()
    facts = await reviewing.facts_of(session, report)
    chat = person.telegram_id
    letters.send(session, chat, "report/settled", now=now, answered=answered, **facts)
    return False


@router.message(Talking(Filling))
async def answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """Something was written or sent: the answer to the field that is asked."""
    report = await reporting.opened(session, person, talk.data["report"])
    if not await _left_open(session, person, talk, report, now=now, answered=True):
        return
    given = _given(message)
    asked = BY_KEY.get(talk.data["field"])
    if isinstance(given, dict) and asked is not PHOTOS:
        # A picture belongs to the photos whenever it comes: the rest of an album comes late.
        report = await reporting.fill(session, person, report, PHOTOS, given, now=now)
        await _ask(session, person, talk, report, asked, now=now, note="photo_kept")
    elif asked is None:
        await _ask(session, person, talk, report, None, now=now, anew=True)
    else:
        await _take(session, person, talk, report, asked, given, now=now)


async def _take(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    report: Report,
    field: Field,
    given: Answer | None,
    *,
    now: datetime,
) -> None:
    """Keep an answer and ask on, unless somebody else answered the same field meanwhile."""
    if field is not PHOTOS and _held(report, field) != talk.data["had"]:
        await _ask(session, person, talk, report, field, now=now, note="answered_by_other")
        return
    report = await reporting.fill(session, person, report, field, given, now=now)
    await _go_on(session, person, talk, report, field, now=now)


async def _go_on(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    report: Report,
    field: Field,
    *,
    now: datetime,
) -> None:
    await _ask(
        session, person, talk, report, reporting.following(report.values, field.key), now=now
    )


@router.callback_query(Pressed(ReportChoice, ReportNothing))
async def pick(
    query: CallbackQuery,
    press: ReportChoice | ReportNothing,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """An answer by button."""
    report = await _current(session, person, talk, press.form, press.field)
    given = press.choice if isinstance(press, ReportChoice) else press.nothing
    await _take(session, person, talk, report, BY_KEY[press.field], given, now=now)


@router.callback_query(Pressed(ReportMove))
async def move(
    query: CallbackQuery,
    press: ReportMove,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """On, back, or away, without answering."""
    report = await _current(session, person, talk, press.form, press.field)
    field = BY_KEY.get(press.field)
    if press.move is Move.SAVE:
        talk.leave()
        await report_pages.saved(session, Page(person, press.form), report, now=now)
    elif press.move is Move.BACK:
        await _ask(session, person, talk, report, reporting.before(press.field), now=now)
    elif press.move is Move.SUMMARY or field is None:
        await _ask(session, person, talk, report, None, now=now)
    elif press.move is Move.CLEAR:
        report = await reporting.clear(session, person, report, field, now=now)
        await _ask(session, person, talk, report, field, now=now)
    else:
        verb = reporting.repeat if press.move is Move.SAME else reporting.skip
        report = await verb(session, person, report, field, now=now)
        await _go_on(session, person, talk, report, field, now=now)


@router.callback_query(Pressed(ReportField))
async def jump(
    query: CallbackQuery,
    press: ReportField,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """From the summary to a field that is to be changed."""
    report = await _current(session, person, talk, press.form, "")
    await _ask(session, person, talk, report, BY_KEY.get(press.field), now=now)


@router.callback_query(Pressed(SendReport))
async def send(
    query: CallbackQuery,
    press: SendReport,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """What the summary shows is handed in; if it has changed since, it is shown once more."""
    report = await _current(session, person, talk, press.form, "")
    if report.version != press.version:
        await _ask(session, person, talk, report, None, now=now, note="changed")
        return
    report = await reporting.send(session, person, report, now=now)
    await report_pages.receipt(session, Page(person, press.form), report, now=now)
    talk.leave()


async def _current(
    session: AsyncSession, person: Speaker, talk: Talk, form: int, field: str
) -> Report:
    """The report being filled in; a button of another form or field is out of date."""
    here = talk.state == Filling.answering.state and talk.data["form"] == form
    if not here or talk.data["field"] != field:
        raise ButtonOutdated
    return await reporting.opened(session, person, talk.data["report"])


async def _ask(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    report: Report,
    field: Field | None,
    *,
    now: datetime,
    anew: bool = False,
    note: str | None = None,
) -> None:
    """Show the field, or the summary where there is none, and remember what was shown."""
    talk.keep(field=field.key if field else "", had=_held(report, field))
    page = Page(person, talk.data["form"], anew=anew, note=note)
    await report_pages.ask(session, page, report, field, now=now)


def _held(report: Report, field: Field | None) -> list[Value]:
    """The answer in the draft, if there is one."""
    return [report.values[field.key]] if field and field.key in report.values else []


def _given(message: Message) -> Answer | None:
    """Words, a place, or a picture (also one sent as a file); None for anything else."""
    if message.location is not None:
        return message.location.latitude, message.location.longitude
    picture = message.photo[-1] if message.photo else message.document
    kind = message.document.mime_type or "" if message.document else "image/"
    if picture is None or not kind.startswith("image/"):
        return message.text
    return Photo(
        file_id=picture.file_id,
        unique_id=picture.file_unique_id,
        message_id=message.message_id,
        chat_id=message.chat.id,
    )
