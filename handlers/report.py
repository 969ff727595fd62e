"""The village's quarterly report, and the answers to whatever form asks: field by field."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, report_buttons, reporting
from clinic.form_buttons import FormChoice, FormField, FormMove, FormNothing, SendForm
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.report_buttons import OpenReport
from clinic.reporting import REPORT
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
    buttons=(OpenReport, FormChoice, FormNothing, FormMove, FormField, SendForm),
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
        report = await reporting.open_report(
            session, person, only.village_id, only.quarter, now=now
        )
        await Sitting(session, person, talk, now).open(REPORT, message.message_id, report)
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
    number = query.message.message_id if query.message else 0
    report = await reporting.open_report(session, person, press.village, quarter, now=now)
    await Sitting(session, person, talk, now).open(REPORT, number, report)


@router.message(Talking(Filling))
async def answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """An answer by words, picture or place."""
    await Sitting(session, person, talk, now).hear(message)


async def was_told(message: Message, talk: Talk) -> bool:
    """Whether this form was answered with it; any other message is for others to hear of."""
    return str(message.message_id) in talk.data["told"]


@router.edited_message(Talking(Filling), was_told)
async def change_answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """An answer was edited after it was sent."""
    await Sitting(session, person, talk, now).hear_again(message)


@router.callback_query(Pressed(FormChoice, FormNothing))
async def pick(
    query: CallbackQuery,
    press: FormChoice | FormNothing,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """An answer by button."""
    sitting = Sitting(session, person, talk, now)
    given = press.choice if isinstance(press, FormChoice) else press.nothing
    paper = await sitting.pressed(press.form, press.field)
    if paper and (field := sitting.form.field(press.field)):
        await sitting.take(paper, field, given)


@router.callback_query(Pressed(FormMove))
async def move(
    query: CallbackQuery,
    press: FormMove,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    sitting = Sitting(session, person, talk, now)
    if paper := await sitting.pressed(press.form, press.field):
        await sitting.move(paper, sitting.form.field(press.field), press.move)


@router.callback_query(Pressed(FormField))
async def jump(
    query: CallbackQuery,
    press: FormField,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """From the summary to a field that is to be changed."""
    sitting = Sitting(session, person, talk, now)
    if paper := await sitting.pressed(press.form, ""):
        await sitting.ask(paper, sitting.form.field(press.field))


@router.callback_query(Pressed(SendForm))
async def send(
    query: CallbackQuery,
    press: SendForm,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    sitting = Sitting(session, person, talk, now)
    if paper := await sitting.pressed(press.form, ""):
        await sitting.hand_in(paper, press.version)
