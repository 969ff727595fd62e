"""The village's quarterly report: which one, and into its form."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import reporting
from clinic.leafing import LeafReports
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.report_buttons import OpenReport
from clinic.reporting import REPORT
from handlers import parts
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Pressed, Wish
from handlers.talk import Talk
from storage.people import Speaker

router = Conversation("report", wishes=("lapor",), buttons=(OpenReport, LeafReports))


@router.message(Wish("lapor"))
async def choose(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/lapor: at once into the only report that can be meant, or a choice."""
    offered = await reporting.offers(session, person, now=now)
    if not offered:
        raise NotAllowed
    if len(offered) > 1:
        reporting.offer(session, person, offered, now=now)
        return
    village, quarter = offered[0].village_id, offered[0].quarter
    report = await reporting.open_report(session, person, village, quarter, now=now)
    await Sitting(session, person, talk, now).open(REPORT, message.message_id, report)


@router.callback_query(Pressed(LeafReports))
async def leaf(
    query: CallbackQuery, press: LeafReports, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """Another page of the choice, in the same message."""
    edit = parts.pressed_on(query)
    offered = await reporting.offers(session, person, now=now)
    reporting.offer(session, person, offered, now=now, page=press.page, edit=edit)


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
    number = parts.pressed_on(query)
    report = await reporting.open_report(session, person, press.village, quarter, now=now)
    await Sitting(session, person, talk, now).open(REPORT, number, report)
