"""The quarterly evaluation: which villages, and the form about one of them."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, evaluation_pages
from clinic.evaluating import EVALUATION
from clinic.evaluation_buttons import Evaluate, ShowEvaluations
from clinic.leafing import LeafAllEvaluations, LeafOwnEvaluations
from handlers import parts
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Pressed, Wish
from handlers.talk import Talk
from storage.people import Role, Speaker

router = Conversation(
    "evaluate",
    wishes=("evaluasi",),
    buttons=(Evaluate, ShowEvaluations, LeafOwnEvaluations, LeafAllEvaluations),
)


@router.message(Wish("evaluasi"))
async def overview(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/evaluasi: the own villages to a coordinator, everybody's to the province."""
    if person.has(Role.PROVINCE):
        await evaluation_pages.everybody(session, person, now=now)
    if person.has(Role.COORDINATOR) or not person.has(Role.PROVINCE):
        await evaluation_pages.own(session, person, now=now)


@router.callback_query(Pressed(ShowEvaluations))
async def list_own(
    query: CallbackQuery, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    await evaluation_pages.own(session, person, now=now)


@router.callback_query(Pressed(LeafOwnEvaluations, LeafAllEvaluations))
async def leaf(
    query: CallbackQuery,
    press: LeafOwnEvaluations | LeafAllEvaluations,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Another page of one of the lists, in the same message."""
    own = isinstance(press, LeafOwnEvaluations)
    turned = evaluation_pages.own if own else evaluation_pages.everybody
    edit = parts.pressed_on(query)
    await turned(session, person, now=now, page=press.page, edit=edit)


@router.callback_query(Pressed(Evaluate))
async def open_chosen(
    query: CallbackQuery,
    press: Evaluate,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """One village was chosen."""
    number = parts.pressed_on(query)
    evaluation = await evaluating.to_fill_in(session, person, press.evaluation, now=now)
    await Sitting(session, person, talk, now).open(EVALUATION, number, evaluation)
