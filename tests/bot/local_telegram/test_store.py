"""The talk survives the end of the process, also a sudden one."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from bot.local_telegram import Upload

MARIA = 7_000_000_001


def test_everything_comes_back_from_the_file(make, clock, tmp_path: Path):
    local = make(store=tmp_path / "talk.db")
    maria = local.person(MARIA)
    maria.starts()
    album = maria.sends_album([Upload("a.jpg", b"isi", "image/jpeg")] * 2)
    group = local.group("Forum contoh", MARIA, forum=True)
    topic = group.opens_topic("Kasus contoh")
    tap = maria.taps(1, "x")
    maria.blocks()
    local.flush()
    before = list(local.world.delivery.pending.values())

    again = make(store=tmp_path / "talk.db")
    world = again.world
    assert list(world.delivery.pending.values()) == before
    assert world.delivery.next_id == local.world.delivery.next_id
    assert world.rooms[MARIA].entry(2).message == album[0]
    assert world.rooms[MARIA].last_id == 3
    assert world.rooms[group.id].topics[topic.thread_id].name == "Kasus contoh"
    assert world.taps[tap.id] == tap
    assert world.accounts[MARIA].blocked
    assert world.files.by_id[album[0]["photo"][0]["file_id"]].data == b"isi"


def test_newcomers_of_an_earlier_life_stand_behind_those_the_page_begins_with(make, tmp_path: Path):
    local = make(store=tmp_path / "talk.db")
    newcomer = local.add_person("Orang Baru", id=5)
    local.flush()
    people = [person.id for person in make(store=tmp_path / "talk.db").people()]
    assert (people[0], people[-1]) == (MARIA, newcomer.id)


def test_acknowledged_updates_do_not_come_back(make, tmp_path: Path):
    local = make(store=tmp_path / "talk.db")
    local.person(MARIA).starts()
    local.flush()
    local.world.delivery.acknowledge(local.world.delivery.next_id)
    local.flush()
    assert make(store=tmp_path / "talk.db").world.delivery.pending == {}


async def serve(store: Path, port: int) -> asyncio.subprocess.Process:
    command = ["-m", "bot.local_telegram", "--port", str(port), "--store", str(store)]
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env={**os.environ, "PYTHONPATH": "."},
        stdout=asyncio.subprocess.DEVNULL,
    )


async def reached(http: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                async with http.get("/bot1:TEST/getMe"):
                    return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


async def test_a_killed_process_goes_on_where_it_was(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        process = await serve(tmp_path / "talk.db", port)
        await reached(http)
        async with http.post("/telegram/api/people", json={"first_name": "Ester"}) as answer:
            ester = (await answer.json())["id"]
        said = {"person": ester, "text": "sebelum mati"}
        async with http.post(f"/telegram/api/chats/{ester}/text", json=said) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGKILL)
        await process.wait()

        process = await serve(tmp_path / "talk.db", port)
        await reached(http)
        async with http.get("/bot1:TEST/getUpdates") as answer:
            (update,) = (await answer.json())["result"]
        process.terminate()
        await process.wait()
    assert update["message"]["text"] == "sebelum mati"
