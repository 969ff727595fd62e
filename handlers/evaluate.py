"""The quarterly evaluation: four short questions about one village, in one message."""

from datetime import datetime

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, evaluation_pages
from clinic.evaluation_buttons import (
    Evaluate,
    EvaluationChoice,
    EvaluationMove,
    SendEvaluation,
    ShowEvaluations,
)
from clinic.evaluation_form import BY_KEY
from clinic.refusals import ButtonOutdated
from clinic.report_buttons import Move
from clinic.report_form import Field
from clinic.report_pages import Page
from handlers.conversation import Conversation
from handlers.filters import Pressed, Talking, Wish
from handlers.talk import Talk
from storage.people import Role, Speaker


class Evaluating(StatesGroup):
    """One field is asked, or the summary is shown (no field)."""

    answering = State()


router = Conversation(
    "evaluate",
    wishes=("evaluasi",),
    states=(Evaluating,),
    buttons=(Evaluate, EvaluationChoice, EvaluationMove, SendEvaluation, ShowEvaluations),
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


@router.callback_query(Pressed(Evaluate))
async def begin(
    query: CallbackQuery,
    press: Evaluate,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """One village was chosen."""
    form = query.message.message_id if query.message else 0
    talk.begin(Evaluating.answering, evaluation=press.evaluation, form=form, values={})
    await _ask(session, person, talk, evaluating.following({}), now=now, anew=True)


@router.message(Talking(Evaluating))
async def answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """Something was written: the answer to the question that is asked."""
    await evaluating.check_still_asked(session, person, talk.data["evaluation"], now=now)
    field = BY_KEY.get(talk.data["field"])
    if field is None:
        await _ask(session, person, talk, None, now=now, anew=True)
    else:
        await _take(session, person, talk, field, message.text, now=now)


@router.callback_query(Pressed(EvaluationChoice))
async def pick(
    query: CallbackQuery,
    press: EvaluationChoice,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """An answer by button."""
    _check(talk, press.form, press.field)
    await _take(session, person, talk, BY_KEY[press.field], press.choice, now=now)


async def _take(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    field: Field,
    given: str | None,
    *,
    now: datetime,
) -> None:
    value = evaluating.read(field, given, now=now)
    talk.keep(values={**talk.data["values"], field.key: value})
    await _ask(session, person, talk, evaluating.following(talk.data["values"], field), now=now)


@router.callback_query(Pressed(EvaluationMove))
async def move(
    query: CallbackQuery,
    press: EvaluationMove,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """On or back without answering."""
    _check(talk, press.form, press.field)
    field = BY_KEY.get(press.field)
    if press.move is Move.BACK or field is None:
        await _ask(session, person, talk, evaluating.before(field), now=now)
        return
    if not field.required:
        talk.keep(values={field.key: None, **talk.data["values"]})
    await _ask(session, person, talk, evaluating.following(talk.data["values"], field), now=now)


@router.callback_query(Pressed(SendEvaluation))
async def send(
    query: CallbackQuery,
    press: SendEvaluation,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """What the summary shows is stored for good."""
    _check(talk, press.form, "")
    values = talk.data["values"]
    number = talk.data["evaluation"]
    evaluation = await evaluating.finish(session, person, number, values, now=now)
    page = Page(person, press.form)
    await evaluation_pages.receipt(session, page, evaluation, values, now=now)
    talk.leave()


def _check(talk: Talk, form: int, field: str) -> None:
    """A button of another form or field is out of date."""
    here = talk.state == Evaluating.answering.state and talk.data["form"] == form
    if not here or talk.data["field"] != field:
        raise ButtonOutdated


async def _ask(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    field: Field | None,
    *,
    now: datetime,
    anew: bool = False,
) -> None:
    """Show the field, or the summary where there is none."""
    talk.keep(field=field.key if field else "")
    evaluation = await evaluating.begin(session, person, talk.data["evaluation"], now=now)
    page = Page(person, talk.data["form"], anew=anew)
    await evaluation_pages.ask(session, page, evaluation, field, talk.data["values"], now=now)
