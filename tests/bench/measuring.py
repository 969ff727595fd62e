"""What is measured, one function for each line of the table."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.crowd import Crowd
from tests.bench.crush import Backlog, busiest, busiest_chat, flood
from tests.bench.phones import Phone, Scout
from tests.bench.province import OFFICIALS
from tests.bench.running import Bot
from tests.bench.script import START, Script

CROWD = OFFICIALS[:200]
MANY = OFFICIALS[400:900]
FEW = OFFICIALS[1_000:1_040]  # more than may be written to in one second
FLOODER = OFFICIALS[1_100]
FIRST = OFFICIALS[1_200]
WARM_UP_S = 1.5
FLOOD_PER_S = 1_000
LOAD_S = 2.0
EACH_OF_MANY, EACH_OF_FEW = 20, 7


@dataclass(frozen=True)
class Round:
    """A bot at its limit."""

    per_second: float
    cpu_ms: float
    load_cpu_ms: float
    calls: float  # of the Bot API, without polling, for each update


async def saturated(bot: Bot, script: Script, seconds: float) -> Round:
    crowd = Crowd(bot.telegram, script, CROWD)
    running = asyncio.create_task(crowd.hurry(WARM_UP_S, seconds))
    await asyncio.sleep(WARM_UP_S)
    begin, cpu, load, calls = time.perf_counter(), bot.cpu_s(), time.process_time(), _calls(bot)
    await running
    done = len(crowd.waits)
    took, cpu = time.perf_counter() - begin, bot.cpu_s() - cpu
    load, calls = time.process_time() - load, _calls(bot) - calls
    await crowd.fall_silent()
    return Round(done / took, 1e3 * cpu / done, 1e3 * load / done, calls / done)


def _calls(bot: Bot) -> int:
    return bot.telegram.calls.total()


async def half_load(bot: Bot, script: Script) -> float:
    """Half of what this bot can do on this machine at this moment, in updates/s."""
    return (await saturated(bot, script, LOAD_S)).per_second / 2


async def p95(bot: Bot, script: Script, rate: float, seconds: float, *, flooded: bool) -> float:
    """Milliseconds from update to reply for all but the slowest twentieth of the crowd."""
    crowd = Crowd(bot.telegram, script, CROWD)
    strolling = crowd.stroll(rate, seconds, random.Random(7))
    if flooded:
        phone = Phone(bot.telegram, FLOODER)
        await asyncio.gather(strolling, flood(phone, FLOOD_PER_S, seconds))
    else:
        await strolling
    return 1e3 * quantiles(crowd.waits, n=20)[-1]


@dataclass(frozen=True)
class Drained:
    """A backlog, worked off."""

    messages: int
    seconds: float
    disorder: int
    per_second: int  # the most calls in any second
    per_chat: int


async def backlog(bot: Bot, script: Script, *, paced: bool = False) -> Drained:
    people, each = (FEW, EACH_OF_FEW) if paced else (MANY, EACH_OF_MANY)
    backlog = Backlog(bot.telegram, script, people)
    backlog.grow(each)
    seconds = await backlog.drain()
    chats = busiest_chat(backlog.sends, 1.0)
    return Drained(
        len(people) * each, seconds, backlog.disorder, busiest(backlog.sends, 1.0), chats
    )


async def first_answer(bot: Bot) -> float:
    """Seconds from the start of the process to the reply to what was already waiting."""
    heard = asyncio.Event()
    bot.telegram.heard = lambda method, params, number: (
        heard.set() if params["chat_id"] == FIRST else None
    )
    Phone(bot.telegram, FIRST).say(START)
    begin = time.perf_counter()
    await bot.start()
    await asyncio.wait_for(heard.wait(), 60)
    return time.perf_counter() - begin


@dataclass(frozen=True)
class Memory:
    """Resident megabytes under load."""

    at_end: float
    growth: float  # in the last half, as a share


async def memory(bot: Bot, script: Script, rate: float, seconds: float) -> Memory:
    crowd = Crowd(bot.telegram, script, CROWD)
    strolling = asyncio.create_task(crowd.stroll(rate, seconds, random.Random(11)))
    seen: list[float] = []
    while not strolling.done():
        seen.append(bot.resident_mb())
        await asyncio.sleep(0.5)
    await strolling
    middle, end = _around(seen, len(seen) // 2), _around(seen, len(seen) - 1)
    return Memory(end, end / middle - 1)


def _around(seen: Sequence[float], at: int) -> float:
    near = len(seen) // 20 + 1
    return median(seen[max(0, at - near) : at + near])


async def learn(bot: Bot, questions: list[str]) -> Script:
    return await Scout(bot.telegram, FIRST).learn(questions)
