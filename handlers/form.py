"""The answers to whatever form is being filled in, of a report or an evaluation: field by field."""

from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import filling, form_pages
from clinic.form_buttons import FormChoice, FormField, FormMove, FormNothing, SendForm
from handlers import told
from handlers.conversation import Conversation
from handlers.filling import FORMS, Filling, Sitting
from handlers.filters import Pressed, Talking
from handlers.talk import Talk
from handlers.told import Told, given_in
from storage.people import Speaker

router = Conversation(
    "form",
    states=(Filling,),
    buttons=(FormChoice, FormNothing, FormMove, FormField, SendForm),
)


@router.message(Talking(Filling))
async def answer(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """An answer by words, picture or place."""
    await Sitting(session, person, talk, now).hear(message)


async def was_told(message: Message, talk: Talk) -> bool | dict[str, Any]:
    """Whether a form was answered with it; any other message is for others to hear of."""
    answer = told.find(talk, message.message_id)
    return answer is not None and {"answer": answer}


@router.edited_message(was_told)
async def change_answer(
    message: Message,
    answer: Told,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """An answer was edited after it was sent, perhaps long after the form was left."""
    sitting, form = Sitting(session, person, talk, now), FORMS[answer.form]
    if (field := form.field(answer.field)) is None:
        return
    if sitting.is_at(answer.form, answer.paper):
        await sitting.hear_again(message, field, answer.held)
        return
    given = given_in(message)
    paper = await filling.mend(
        session, person, form, answer.paper, field, answer.held, given, now=now
    )
    mended = answer._replace(held=[paper.values[field.key]])
    told.remember(talk, message.message_id, mended)
    await form_pages.mended(session, person, form, paper, field, now=now)


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
    paper = await sitting.pressed(press, press.form, press.field)
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
    if paper := await sitting.pressed(press, press.form, press.field):
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
    if paper := await sitting.pressed(press, press.form, ""):
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
    if paper := await sitting.pressed(press, press.form, ""):
        await sitting.hand_in(paper, press.version)
