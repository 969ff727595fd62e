"""The worker: all of one update or nothing of it, and nobody waits for somebody else's trouble."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.door import Door
from bot.lease import Lease, LeaseLost
from bot.worker import Worker
from clinic.refusals import NothingWritten, Refusal
from handlers.talk import Talk
from storage import dialogues, inbox, outbox
from storage.database import Database, run
from storage.people import Person as RosterPerson
from storage.people import Speaker, set_phone
from tests import cast
from tests.bot.office import Breaking
from tests.phone import TOKEN, Outbox, Phone, Town

MARIA, PETRUS, LINA = cast.MARIA, cast.PETRUS, cast.LINA


class Filling(StatesGroup):
    words = State()


class Wordless(Refusal):
    """A no that has no text: a bug."""


ENDS: dict[str, Callable[[], Exception]] = {
    "tolak": NothingWritten,
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
            Bot(TOKEN),
            self.taps,  # type: ignore[arg-type]
            clock=lambda: self.now,
            lease=self.lease,
            postman=Outbox(),
            workflow={},
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


@pytest.fixture
async def desk(database: Database) -> Desk:
    async with database.work() as session:
        await cast.enter(session)
    return Desk(database, {})


async def test_each_chat_is_answered_in_its_own_order(desk: Desk) -> None:
    words = [f"{n}" for n in range(120)]  # more than are read into memory at once
    await desk.store(*((chat, word) for word in words for chat in (MARIA, PETRUS)))
    await desk.ends()
    for chat in (MARIA, PETRUS):
        assert desk.heard(chat) == [f"dengar {word}" for word in words]
        assert await desk.phone_and_words(chat) == ("119", words)


async def test_a_refusal_leaves_nothing_but_its_letter(desk: Desk) -> None:
    await desk.store((MARIA, "satu"), (MARIA, "tolak"), (MARIA, "dua"), (PETRUS, "hai"))
    await desk.ends()
    first, no, last = desk.heard(MARIA)
    assert (first, last) == ("dengar satu", "dengar dua")
    assert "Belum ada isi" in no
    assert await desk.phone_and_words(MARIA) == ("dua", ["satu", "dua"])
    assert [row.attempts for row in await desk.rows()] == [0, 0, 0, 0]


async def test_a_bad_update_undoes_no_other_and_delays_no_other_chat(desk: Desk) -> None:
    people = range(1001, 1021)
    await desk.store((MARIA, "rusak"), *((chat, "hai") for chat in people), (MARIA, "sesudah"))
    await desk.ends()
    assert all(desk.heard(chat) == ["dengar hai"] for chat in people)
    assert (desk.heard(MARIA), await desk.phone_and_words(MARIA)) == ([], (None, []))
    assert [row.update_id for row in await desk.rows() if not row.done_at] == [1, 22]


@pytest.mark.parametrize("end", ["rusak", "bisu", "nol"])
async def test_after_three_tries_an_update_is_parked_and_the_chat_goes_on(
    desk: Desk, end: str
) -> None:
    await desk.store((MARIA, "satu"), (MARIA, end), (MARIA, "dua"))
    await desk.ends(0.9)
    assert (await desk.rows())[1].attempts == 1
    await desk.ends(0.2, 4.9)
    assert ((await desk.rows())[1].attempts, desk.heard(MARIA)) == (2, ["dengar satu"])
    await desk.ends(0.2)
    _before, parked, _after = await desk.rows()
    assert (parked.attempts, parked.parked_at, parked.done_at) == (3, desk.now, None)
    assert "Traceback" in str(parked.fault)
    _one, apology, two = desk.heard(MARIA)
    assert "Maaf" in apology
    assert two == "dengar dua"
    (alert,) = desk.heard(LINA)
    assert "nomor 2" in alert
    assert await desk.phone_and_words(MARIA) == ("dua", ["satu", "dua"])


async def test_a_parked_update_can_be_replayed(desk: Desk) -> None:
    await desk.store((MARIA, "rusak"))
    await desk.ends(2, 6)
    async with desk.database.work() as session:
        assert [row.update_id for row in await inbox.parked(session)] == [1]
        assert await inbox.replay(session, 1)
        assert not await inbox.replay(session, 1)
    desk.worker._backlog.forget()  # as it looks through the inbox again now and then
    await desk.ends(2, 6)
    assert len(desk.heard(LINA)) == 2


async def test_an_update_that_cannot_be_decoded_is_parked_alone(desk: Desk) -> None:
    bad: dict[str, Any] = {"message_id": "bukan angka", "date": {}, "chat": {"id": MARIA}}
    await desk.door.store([{"update_id": 90, "message": bad}, {"update_id": 91, "aneh": 1}])
    await desk.store((MARIA, "satu"), (PETRUS, "hai"))
    await desk.ends()
    assert desk.heard(PETRUS) == ["dengar hai"]
    await desk.ends(2, 6)
    states = {row.update_id: bool(row.parked_at) for row in await desk.rows()}
    assert states == {90: True, 91: True, 1: False, 2: False}
    assert desk.heard(MARIA)[-1] == "dengar satu"


@pytest.mark.parametrize("faults", [1, 2, 4])
async def test_when_a_commit_fails_everything_is_done_again_and_nothing_twice(
    desk: Desk, faults: int
) -> None:
    await desk.store((MARIA, "satu"), (PETRUS, "satu"), (MARIA, "dua"))
    breaking = Desk(Breaking(desk.database, faults=0), {}, now=desk.now)
    await breaking.lease._take()
    breaking.database.faults = faults  # type: ignore[attr-defined]
    stopping = asyncio.Event()
    running = asyncio.create_task(breaking.worker.run(stopping))
    async with asyncio.timeout(10):
        while any(row.done_at is None for row in await desk.rows()):
            await asyncio.wait([running], timeout=0.02)
    stopping.set()
    breaking.worker.wake()
    await running
    await desk.deliver()
    assert desk.heard(MARIA) == ["dengar satu", "dengar dua"]
    assert await desk.phone_and_words(MARIA) == ("dua", ["satu", "dua"])
    assert await desk.phone_and_words(PETRUS) == ("satu", ["satu"])


UNSETTLED = {
    "sqlite": "CREATE TRIGGER never BEFORE UPDATE OF done_at ON inbox WHEN new.update_id = 1"
    " BEGIN SELECT RAISE(ABORT, 'never'); END",
    "postgresql": "CREATE INDEX never ON inbox ((1 / (update_id - 1))) WHERE done_at IS NOT NULL",
}


async def test_an_update_that_can_never_be_settled_holds_up_no_other(desk: Desk) -> None:
    async with desk.database.work() as session:
        await run(session, text(UNSETTLED[desk.database.url.get_backend_name()]))
    await desk.store((MARIA, "satu"), (PETRUS, "satu"), (LINA, "satu"))
    await desk.lease._take()
    with pytest.raises(DBAPIError):
        await desk.worker.work_once()
    assert [bool(row.done_at) for row in await desk.rows()] == [False, True, True]
    await desk.deliver()
    assert (desk.heard(MARIA), desk.heard(LINA)) == ([], ["dengar satu"])


async def test_a_tap_is_thanked_for_once_however_often_it_is_tried(desk: Desk) -> None:
    maria = Phone(desk, MARIA, "Maria")
    await maria.presses_data("apa")
    await desk.ends(2, 6)
    await settled(lambda: asyncio.sleep(0))
    assert (await desk.rows())[0].attempts == 3
    assert len(desk.taps.answered) == 1


async def settled(turn: Callable[[], Awaitable[None]]) -> None:
    """Let tasks that are ready come to their end."""
    for _ in range(3):
        await turn()


async def test_whoever_has_lost_the_lease_writes_nothing(desk: Desk) -> None:
    await desk.store((MARIA, "satu"))
    await desk.lease._take()
    desk.pass_time(seconds=60)
    other = Lease(desk.database, "other", lambda: desk.now)
    assert await other._take()
    with pytest.raises(LeaseLost):
        await desk.worker.run(asyncio.Event())
    assert [row.done_at for row in await desk.rows()] == [None]
    async with desk.database.reading() as session:
        assert await outbox.undelivered(session) == {}


async def test_rows_that_another_process_stored_are_found_though_nobody_rang(desk: Desk) -> None:
    await desk.lease._take()
    stopping = asyncio.Event()
    running = asyncio.create_task(desk.worker.run(stopping))
    other = Door(desk.database, lambda: desk.now)
    message = Phone(desk, MARIA, "Maria")._message(text="satu")
    await other.store([{"update_id": 1, "message": message}])
    async with asyncio.timeout(10):
        while (await desk.rows())[0].done_at is None:
            await asyncio.wait([running], timeout=0.02)
    stopping.set()
    desk.worker.wake()
    await running
