"""The village's quarterly report, asked field by field in one message."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, report_buttons, report_pages, reporting
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
from clinic.report_form import BY_KEY
from clinic.report_pages import Page
from handlers.conversation import Conversation
from handlers.filling import Filling, Sitting
from handlers.filters import Pressed, Talking, Wish
from handlers.talk import Talk
from storage.people import Speaker

MOST = 20  # reports of one choice

router = Conversation(
    "report",
    wishes=("lapor",),
    states=(Filling,),
    buttons=(OpenReport, ReportChoice, ReportNothing, ReportMove, ReportField, SendReport),
)
router.edited_message.filter(Talking(Filling))


@router.message(Wish("lapor"))
async def choose(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/lapor: at once into the only report that can be meant, or a choice."""
    offered = await reporting.offers(session, person, now=now)
    if not offered:
        raise NotAllowed
    if len(offered) == 1:
        sitting = Sitting(session, person, talk, now)
        await sitting.open(message.message_id, offered[0].village_id, offered[0].quarter)
        return
    shown = sorted(offered, key=lambda offer: not reporting.is_open(offer.report))[:MOST]
    markup = report_buttons.offers(
        [(o.village_id, str(o.quarter), f"{o.quarter.name} – {o.village}") for o in shown]
    )
    chat, more = person.telegram_id, len(offered) - len(shown)
    letters.send(session, chat, "report/which", now=now, markup=markup, offers=shown, more=more)


@router.callback_query(Pressed(OpenReport))
async def open_chosen(
    query: CallbackQuery,
    press: OpenReport,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    try:
        quarter = Quarter.parse(press.quarter)
    except ValueError as made_up:
        raise ButtonOutdated from made_up
    form = query.message.message_id if query.message else 0
    await Sitting(session, person, talk, now).open(form, press.village, quarter)


@router.message(Talking(Filling))
async def answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """An answer by words, picture or place."""
    await Sitting(session, person, talk, now).hear(message)


@router.edited_message()
async def change_answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """An answer was edited after it was sent."""
    await Sitting(session, person, talk, now).hear_again(message)


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
    sitting = Sitting(session, person, talk, now)
    report = await sitting.pressed(press.form, press.field)
    given = press.choice if isinstance(press, ReportChoice) else press.nothing
    await sitting.take(report, BY_KEY[press.field], given)


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
    sitting = Sitting(session, person, talk, now)
    report = await sitting.pressed(press.form, press.field)
    field = BY_KEY.get(press.field)
    if press.move is Move.SAVE:
        talk.leave()
        await report_pages.saved(session, Page(person, press.form), report, now=now)
    elif press.move is Move.BACK:
        await sitting.ask(report, reporting.before(press.field))
    elif press.move is Move.SUMMARY or field is None:
        await sitting.ask(report, None)
    elif press.move is Move.CLEAR:
        await sitting.ask(await reporting.clear(session, person, report, field, now=now), field)
    else:
        verb = reporting.repeat if press.move is Move.SAME else reporting.skip
        await sitting.go_on(await verb(session, person, report, field, now=now), field)


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
    sitting = Sitting(session, person, talk, now)
    await sitting.ask(await sitting.pressed(press.form, ""), BY_KEY.get(press.field))


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
    sitting = Sitting(session, person, talk, now)
    report = await sitting.pressed(press.form, "")
    if report.version != press.version:
        await sitting.ask(report, None, note="changed")
        return
    sent = await reporting.send(session, person, report, now=now)
    await report_pages.receipt(session, Page(person, press.form), sent, now=now)
    talk.leave()
