"""Villages and their reports: looked at, and approved."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import overseeing, reviewing
from clinic.leafing import LeafMentoredVillages, LeafOwnVillages
from clinic.report_buttons import ApproveReport, ShowReport
from handlers import parts
from handlers.conversation import Conversation
from handlers.filters import Pressed, Wish
from storage.people import Speaker

router = Conversation(
    "review",
    wishes=("desa",),
    buttons=(LeafOwnVillages, LeafMentoredVillages, ShowReport, ApproveReport),
)


@router.message(Wish("desa"))
async def villages(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/desa: the own villages, or the mentored ones, and how their reports stand."""
    await overseeing.overview(session, person, now=now)


@router.callback_query(Pressed(LeafOwnVillages, LeafMentoredVillages))
async def leaf(
    query: CallbackQuery,
    press: LeafOwnVillages | LeafMentoredVillages,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Another page of one of the lists, in the same message."""
    turned = overseeing.own if isinstance(press, LeafOwnVillages) else overseeing.mentored
    edit = parts.pressed_on(query)
    await turned(session, person, now=now, page=press.page, edit=edit)


@router.callback_query(Pressed(ShowReport))
async def show(
    query: CallbackQuery,
    press: ShowReport,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    await overseeing.show(session, person, press.report, now=now)


@router.callback_query(Pressed(ApproveReport))
async def approve(
    query: CallbackQuery,
    press: ApproveReport,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    await reviewing.approve(session, person, press.report, press.version, now=now)
