"""Villages and their reports: looked at, approved, or sent back with a reason."""

from datetime import datetime

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, overseeing, reviewing
from clinic.report_buttons import ApproveReport, ReturnReport, ShowReport
from handlers.conversation import Conversation
from handlers.filters import Pressed, Talking, Wish
from handlers.talk import Talk
from storage.people import Speaker


class Returning(StatesGroup):
    """What the village has to change is awaited."""

    giving_reason = State()


router = Conversation(
    "review",
    wishes=("desa",),
    states=(Returning,),
    buttons=(ShowReport, ApproveReport, ReturnReport),
)


@router.message(Wish("desa"))
async def villages(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/desa: the own villages, or the mentored ones, and how their reports stand."""
    await overseeing.overview(session, person, now=now)


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


@router.callback_query(Pressed(ReturnReport))
async def ask_reason(
    query: CallbackQuery,
    press: ReturnReport,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Something has to be changed: what?"""
    report = await reviewing.undecided(session, person, press.report, press.version, now=now)
    talk.begin(Returning.giving_reason, report=report.id, version=report.version)
    facts = await reviewing.facts_of(session, report)
    letters.send(session, person.telegram_id, "report/why", now=now, **facts)


@router.message(Talking(Returning))
async def give_back(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """The reason was written: the report goes back to the village."""
    number, version = talk.data["report"], talk.data["version"]
    words = message.text or ""
    report = await reviewing.give_back(session, person, number, version, words, now=now)
    talk.leave()
    facts = await reviewing.facts_of(session, report)
    letters.send(session, person.telegram_id, "report/given_back", now=now, **facts)
