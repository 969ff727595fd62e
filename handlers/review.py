"""Villages and their reports: looked at, and approved."""

from dataclasses import replace
from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import overseeing, reviewing
from clinic.leafing import LeafMentoredVillages, LeafOwnVillages
from clinic.reasons import Reason
from clinic.report_buttons import ApproveAnyway, ApproveReport, ShowReport
from handlers import parts, reason
from handlers.conversation import Conversation
from handlers.filters import Pressed, Wish
from handlers.talk import Talk
from storage.people import Speaker

router = Conversation(
    "review",
    wishes=("desa",),
    buttons=(LeafOwnVillages, LeafMentoredVillages, ShowReport, ApproveReport, ApproveAnyway),
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
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The report is right; who has written what is to be changed, and not sent it, is asked."""
    kept = reason.about(talk, (press.report, press.version))
    if kept and kept.words:
        await reviewing.undecided(session, person, press.report, press.version, now=now)
        await _ask_back(session, person, talk, kept, now=now)
    else:
        await _approve(session, person, talk, press, now=now)


async def _ask_back(
    session: AsyncSession, person: Speaker, talk: Talk, kept: Reason, *, now: datetime
) -> None:
    """The words once more, below: an approval cannot be undone."""
    chat, shown = person.telegram_id, replace(kept, afresh=False)
    kept.remove(session, chat, now=now)
    reason.keep(talk, shown)
    await shown.ask(session, chat, now=now, anew=True, note="approving")


@router.callback_query(Pressed(ApproveAnyway))
async def approve_anyway(
    query: CallbackQuery,
    press: ApproveAnyway,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """A button of its own: two quick taps on the other one must not be a yes to the question."""
    if reason.pressed(talk, press):
        await _approve(session, person, talk, press, now=now)


async def _approve(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    press: ApproveReport | ApproveAnyway,
    *,
    now: datetime,
) -> None:
    """What was to be changed, if anything, no longer waits to be written or sent."""
    await reviewing.approve(session, person, press.report, press.version, now=now)
    if kept := reason.about(talk, (press.report, press.version)):
        await kept.close(session, person.telegram_id, "approved", now=now)
        reason.settle(talk, kept)
