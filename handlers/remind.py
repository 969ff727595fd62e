"""Under a reminder: seen, and more time with a reason."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import extending, letters, reminder_buttons, reminding
from clinic.refusals import ButtonOutdated
from clinic.reminder_buttons import AskExtension, DecideExtension, ExtendThis, ReadReminder
from clinic.reminding import Item
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Happened, Pressed
from handlers.talk import Talk
from handlers.waiting import Extending
from storage.people import Speaker
from storage.reminders import Task

MOST = 30  # buttons of one choice


router = Conversation(
    "remind",
    states=(Extending,),
    buttons=(ReadReminder, AskExtension, ExtendThis, DecideExtension),
)


@router.callback_query(Pressed(ReadReminder))
async def read(
    query: CallbackQuery,
    press: ReadReminder,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    await reminding.read(session, person, press.until, now=now)


@router.callback_query(Pressed(AskExtension))
async def choose(
    query: CallbackQuery, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """For what: asked only if several things are owed."""
    items = await extending.extendable(session, person, now=now)
    if not items:
        raise ButtonOutdated
    if len(items) == 1:
        await _ask_reason(session, person, talk, items[0], now=now)
        return
    shown = sorted(items, key=lambda item: item.due_on)[:MOST]
    markup = reminder_buttons.extendable(
        [(*item.place, f"{item.what} {item.quarter.name} – {item.village}") for item in shown]
    )
    more = len(items) - len(shown)
    letters.send(session, person.telegram_id, "remind/which", now=now, markup=markup, more=more)


@router.callback_query(Pressed(ExtendThis))
async def chosen(
    query: CallbackQuery,
    press: ExtendThis,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    owed = await extending.owed(session, person, press.task, press.village, press.quarter, now=now)
    await _ask_reason(session, person, talk, owed, now=now)


async def _ask_reason(
    session: AsyncSession, person: Speaker, talk: Talk, item: Item, *, now: datetime
) -> None:
    await Sitting(session, person, talk, now).make_room()
    wanted = {"task": item.task, "village": item.village_id, "quarter": str(item.quarter)}
    talk.begin(Extending.giving_reason, **wanted)
    extending.ask_why(session, person.telegram_id, item, now=now)


async def is_reason(message: Message, talk: Talk, wish: str | None) -> bool:
    return wish is None and talk.state == Extending.giving_reason.state


@router.message(~Happened(), is_reason)
async def give_reason(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """The reason was written: the request goes out."""
    task, village, quarter = (talk.data[name] for name in ("task", "village", "quarter"))
    owed = await extending.still_owed(session, person, Task(task), village, quarter, now=now)
    said = (message.text or "").strip()
    asked = await extending.ask(session, person, owed, said, now=now)
    talk.leave()
    letters.send(
        session,
        person.telegram_id,
        "remind/asked",
        now=now,
        item=owed,
        until_on=asked.until_on,
        cut=asked.reason != said,
    )


@router.callback_query(Pressed(DecideExtension))
async def decide(
    query: CallbackQuery,
    press: DecideExtension,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    await extending.decide(session, person, press.extension, press.granted, now=now)
