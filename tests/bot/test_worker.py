"""The worker: all of one update or nothing of it, and nobody waits for somebody else's trouble."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.backlog import FLOOD_REST_S
from bot.door import Door
from bot.lanes import MOST_OF_ONE
from bot.lease import Lease, LeaseLost
from storage import inbox, outbox
from tests.bot.desk import LINA, MARIA, PETRUS, Desk
from tests.phone import Phone


async def test_each_chat_is_answered_in_its_own_order(desk: Desk) -> None:
    words = [f"{n}" for n in range(120)]  # more than are read into memory at once
    await desk.store(*((chat, word) for word in words for chat in (MARIA, PETRUS)))
    await desk.ends(*[FLOOD_REST_S] * len(words))
    for chat in (MARIA, PETRUS):
        assert desk.heard(chat) == [f"dengar {word}" for word in words]
        assert await desk.phone_and_words(chat) == ("119", words)


async def test_who_floods_is_answered_now_and_then_and_everybody_else_at_once(desk: Desk) -> None:
    await desk.store(*((MARIA, "banjir") for _ in range(MOST_OF_ONE + 1)), (PETRUS, "hai"))
    await desk.ends()
    assert (len(desk.heard(MARIA)), desk.heard(PETRUS)) == (1, ["dengar hai"])
    await desk.ends(FLOOD_REST_S, FLOOD_REST_S)
    assert len(desk.heard(MARIA)) == 3


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
