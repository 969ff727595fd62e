"""The answers to whatever form is being filled in, of a report or an evaluation: field by field."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic.form_buttons import FormChoice, FormField, FormMove, FormNothing, SendForm
from handlers.conversation import Conversation
from handlers.filling import Filling, Sitting
from handlers.filters import Pressed, Talking
from handlers.talk import Talk
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
