"""The bot to compare with: plain aiogram, everything in memory, the same five steps and words."""

import asyncio
import os
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import BaseFilter, Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup

from tests.bench.script import ASK, MENU, START, Reply, Script, subject

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None


class Canned:
    """A reply, made once."""

    def __init__(self, reply: Reply) -> None:
        self.text: str = reply["text"]
        self.markup = typed(reply.get("reply_markup"))
        self.inline = self.markup if isinstance(self.markup, InlineKeyboardMarkup) else None


def typed(markup: dict[str, Any] | None) -> Markup:
    if markup is None:
        return None
    kind = InlineKeyboardMarkup if "inline_keyboard" in markup else ReplyKeyboardMarkup
    return kind.model_validate(markup)


class Says(BaseFilter):
    """The message is this text; async, as aiogram gives plain filters a thread."""

    def __init__(self, text: str) -> None:
        self._text = text

    async def __call__(self, message: Message) -> bool:
        return message.text == self._text


def routers(script: Script) -> list[Router]:
    always, ask = Router(name="always"), Router(name="ask")
    said = {text: Canned(reply) for text, reply in script.said.items()}
    tapped = {data: Canned(reply) for data, reply in script.tapped.items()}

    @always.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer(said[START].text, reply_markup=said[START].markup)

    @always.message(Command("menu"))
    async def menu(message: Message) -> None:
        await message.answer(said[MENU].text, reply_markup=said[MENU].markup)

    @ask.message(Says(ASK))
    async def invite(message: Message) -> None:
        await message.answer(said[ASK].text, reply_markup=said[ASK].markup)

    @ask.message()
    async def question(message: Message, state: FSMContext) -> None:
        answer = said[message.text or ""]
        await state.update_data(question=message.text)
        await message.answer(answer.text, reply_markup=answer.markup)

    @ask.callback_query()
    async def enough(query: CallbackQuery) -> None:
        await query.answer()
        if isinstance(query.message, Message):
            reply = tapped[subject(query.data or "")]
            await query.message.edit_text(reply.text, reply_markup=reply.inline)

    return [always, ask]


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["PLAIN_API"]))
    default = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    bot = Bot(os.environ["PLAIN_TOKEN"], session=session, default=default)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_routers(*routers(Script.load(Path(os.environ["PLAIN_SCRIPT"]))))
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main())
