"""Who speaks in an update, and where the conversation with them stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import menu, presence
from handlers.talk import Talk
from storage import dialogues, outbox, people
from storage.inbox import Waiting
from storage.people import Speaker


@dataclass(frozen=True)
class Turn:
    """One update with everything its handler is given."""

    update: Update
    person: Speaker
    talk: Talk
    wish: str | None


async def gather(
    session: AsyncSession, rows: Sequence[Waiting], bot: Bot, *, now: datetime
) -> list[Turn]:
    """The turns of a batch, with two queries for all of them."""
    updates = [_decoded(row, bot) for row in rows]
    speaking = [(update, _who(update, row)) for update, row in zip(updates, rows, strict=True)]
    numbers = {number for _update, number in speaking}
    known = await people.speakers(session, numbers)
    standing = await dialogues.found(session, numbers)
    for update, number in speaking:
        await _follow(session, update)
        if number in known and known[number].unreachable and update.my_chat_member is None:
            await presence.back(session, number, now=now)
    talks = {number: Talk(*standing.get(number, ())) for number in numbers}
    return [
        Turn(update, known.get(number) or Speaker(number), talks[number], _wish(update))
        for update, number in speaking
    ]


async def _follow(session: AsyncSession, update: Update) -> None:
    """A group that became a supergroup takes what is owed to it along."""
    if update.message is not None and update.message.migrate_to_chat_id is not None:
        await outbox.move(session, update.message.chat.id, update.message.migrate_to_chat_id)


class Undecodable(Exception):
    """The update has a form that aiogram does not know."""


def _decoded(row: Waiting, bot: Bot) -> Update:
    try:
        return Update.model_validate_json(row.body, context={"bot": bot})
    except ValidationError as fault:  # its own message would carry what the person wrote
        where = [(error["type"], error["loc"]) for error in fault.errors(include_input=False)]
        raise Undecodable(str(where)) from None


def _who(update: Update, row: Waiting) -> int:
    event = update.event
    user = getattr(event, "from_user", None)
    return int(user.id) if user is not None else row.lane


def _wish(update: Update) -> str | None:
    return menu.wish(update.message.text) if update.message is not None else None
