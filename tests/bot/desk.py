"""A worker with a conversation that ends as it is told, and people who write to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.door import Door
from bot.worker import Worker
from clinic.refusals import NoLongerAsked, NothingWritten, Refusal
from handlers.talk import Talk
from storage import dialogues, inbox, outbox
from storage.people import Person as RosterPerson
from storage.people import Speaker, set_phone
from tests import cast
from tests.phone import Outbox, Phone, Town, the_bot

MARIA, PETRUS, LINA = cast.MARIA, cast.PETRUS, cast.LINA


class Filling(StatesGroup):
    words = State()


class Wordless(Refusal):
    """A no that has no text: a bug."""


ENDS: dict[str, Callable[[], Exception]] = {
    "tolak": NothingWritten,
    "tutup": lambda: NoLongerAsked(about="paper"),
    "rusak": lambda: RuntimeError("rusak"),
    "nol": lambda: RuntimeError("\0"),
    "bisu": Wordless,
}


def conversation() -> Dispatcher:
    """One that changes rows and state, owes a letter, and then comes to the end it is told."""
    router = Router()

    @router.message()
    async def hear(
        message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
    ) -> None:
        said = str(message.text)
        if person.person_id:
            await set_phone(session, person.person_id, said)
        talk.enter(Filling.words, words=[*talk.data.get("words", []), said])
        talk.remember(last=said)
        params = {"chat_id": message.chat.id, "text": f"dengar {said}"}
        outbox.put(session, message.chat.id, "sendMessage", params, now=now)
        end = said.split()[0]
        if end in ENDS:
            raise ENDS[end]()

    @router.callback_query()
    async def press(query: CallbackQuery, session: AsyncSession) -> None:
        raise RuntimeError("rusak")

    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    return dispatcher


class Taps:
    """Stands where the API would be; hears which taps are answered."""

    def __init__(self) -> None:
        self.answered: list[str] = []

    async def call(self, method: str, params: dict[str, Any]) -> bool:
        assert method == "answerCallbackQuery", f"{method} must be a letter"
        self.answered.append(params["callback_query_id"])
        return True


class Desk(Town):
    """A town whose worker has that conversation instead of the clinic's."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.taps = Taps()
        self.worker = Worker(
            self.database,
            conversation(),
            the_bot(),
            self.taps,
            clock=lambda: self.now,
            lease=self.lease,
            postman=Outbox(),
            workflow=dict,
        )
        self.door = Door(self.database, lambda: self.now)

    async def store(self, *said: tuple[int, str]) -> None:
        """Messages that arrive together."""
        first = self._update + 1
        self._update += len(said)
        messages = [Phone(self, chat, "Orang")._message(text=words) for chat, words in said]
        updates = [{"update_id": n, "message": m} for n, m in enumerate(messages, first)]
        await self.door.store(updates)

    async def ends(self, *seconds: float) -> None:
        """Do what there is to do, and again after each of these pauses."""
        await self.work()
        for pause in seconds:
            self.pass_time(seconds=pause)
            await self.work()

    def heard(self, chat: int) -> list[str]:
        return [shown.text for shown in self.screens.get(chat, [])]

    async def rows(self) -> list[inbox.Received]:
        async with self.database.reading() as session:
            found = await session.exec(inbox.inbox.select().order_by(inbox.inbox.c.seq))
            return [inbox.Received.model_validate(dict(row._mapping)) for row in found]

    async def phone_and_words(self, chat: int) -> tuple[str | None, list[str]]:
        async with self.database.reading() as session:
            person = await session.get_one(RosterPerson, {MARIA: 1, PETRUS: 2}[chat])
            _state, data = (await dialogues.found(session, [chat])).get(chat, (None, {}))
        return person.phone, data.get("words", [])
