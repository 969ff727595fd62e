"""Under a reminder: seen, and more time with a reason."""

from datetime import datetime

from aiogram.types import CallbackQuery
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import extending, letters, reminder_buttons, reminding
from clinic.extending import ExtensionReason
from clinic.refusals import ButtonOutdated
from clinic.reminder_buttons import AskExtension, DecideExtension, ExtendThis, ReadReminder
from clinic.reminding import Item
from handlers import reason, waiting
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Pressed
from handlers.talk import Talk
from storage.people import Speaker

MOST = 30  # buttons of one choice


router = Conversation(
    "remind",
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
    """It is written, shown back and sent as every reason is."""
    await extending.require_nothing_pending(session, item)
    begun = ExtensionReason(*item.place)
    if not reason.is_awaited(talk, begun):
        await Sitting(session, person, talk, now).make_room()
    await waiting.begin(session, person.telegram_id, talk, begun, now=now)


@router.callback_query(Pressed(DecideExtension))
async def decide(
    query: CallbackQuery,
    press: DecideExtension,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    await extending.decide(session, person, press.extension, press.granted, now=now)
