"""`python -m tests.bench`: takes every measurement in turn and prints the tables."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.library import Library
from storage.database import Database
from tests.bench import books, measuring, province, report
from tests.bench.measuring import Round
from tests.bench.report import Table
from tests.bench.running import Bot, ours, plain
from tests.bench.script import Script
from tests.postgres import running_postgres

HOUR_S = 3_600.0
STARTS = 2
FLOOD_S = 4.0
FLOODS = 7  # one alone says little: the machine's own moods are larger than what is sought
HALVES = 5
HALF_S = 4.0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The assembled bot's speed, beside plain aiogram")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each bot at its limit")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a round")
    parser.add_argument("--load", type=float, default=20.0, help="seconds of load for the memory")
    parser.add_argument("--hour", action="store_true", help="an hour of load for the memory")
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only this one")
    parser.add_argument("--books", action="store_true", help="only how well the books answer")
    parser.add_argument("--race", action="store_true", help="only the race with plain aiogram")
    return parser.parse_args()


@contextmanager
def databases(folder: Path, only: str | None) -> Iterator[dict[str, str]]:
    """Where each database is, by its name; PostgreSQL syncs to disk, as SQLite does."""
    urls = {} if only == "PostgreSQL" else {"SQLite": f"sqlite:///{folder / 'klinik.db'}"}
    if only == "SQLite":
        yield urls
        return
    with running_postgres(careful=True) as postgres:
        yield urls | {"PostgreSQL": postgres.create("bench")}


async def settle(url: str) -> None:
    database = Database(url)
    await province.settle(database)
    await database.close()


async def bench(given: argparse.Namespace, folder: Path, urls: dict[str, str]) -> None:
    for url in urls.values():
        await settle(url)
    clinics = [ours(name, folder, url) for name, url in urls.items()]
    rival = plain(folder, folder / "script.json")
    for bot in (rival, *clinics):
        await bot.telegram.open()
    try:
        for clinic in clinics:
            await clinic.start()
        script = await measuring.learn(clinics[0], [e.question for e in Library.load(None)])
        script.save(folder / "script.json")
        await rival.start()
        await rival.telegram.asked.wait()
        rounds = await race(given, [rival, *clinics], script)
        await rival.stop()
        print(report.race(rounds, rival.name), flush=True)
        if not given.race:
            await table(given, folder, urls, clinics, rounds, script)
    except Exception:
        for bot in (rival, *clinics):
            print(f"--- {bot.name}\n{bot.said_last()}", file=sys.stderr)
        raise
    finally:
        for bot in (rival, *clinics):
            await bot.stop()


async def race(
    given: argparse.Namespace, bots: list[Bot], script: Script
) -> dict[str, list[Round]]:
    """Rounds in turn, so that what else the machine does strikes all of them alike."""
    rounds: dict[str, list[Round]] = {bot.name: [] for bot in bots}
    for bot in bots:
        await measuring.saturated(bot, script, 1.0)
    for _ in range(given.rounds):
        for bot in bots:
            rounds[bot.name].append(await measuring.saturated(bot, script, given.seconds))
    return rounds


async def table(
    given: argparse.Namespace,
    folder: Path,
    urls: dict[str, str],
    clinics: list[Bot],
    rounds: dict[str, list[Round]],
    script: Script,
) -> None:
    lines = Table()
    for clinic in clinics:
        at = clinic.name
        lines.ratio(at, report.ratio(rounds, at, "plain aiogram"))
        half = report.speed(rounds[at]) / 2
        lines.half_load(at, await at_half_load(clinic, script))
        seconds = HOUR_S if given.hour else given.load
        lines.memory(at, seconds, await measuring.memory(clinic, script, half, seconds))
        lines.backlog(at, await measuring.backlog(clinic, script))
        await clinic.stop()
        lines.start(at, [await one_start(clinic) for _ in range(STARTS)])
        lines.paced(at, await paced(ours(at, folder, urls[at], paced=True), clinic, script))
        lines.flood(at, await quiet_and_flooded(clinic, script))


async def at_half_load(clinic: Bot, script: Script) -> list[tuple[float, float]]:
    """Each time the load and the p95: the machine's own moods change within seconds."""
    found = []
    for _ in range(HALVES):
        rate = await measuring.half_load(clinic, script)
        found.append((rate, await measuring.p95(clinic, script, rate, HALF_S, flooded=False)))
    return found


async def quiet_and_flooded(clinic: Bot, script: Script) -> list[tuple[float, float]]:
    """p95 of the others, in turn; comes last, as what a flood leaves behind takes long to end."""
    await measuring.first_answer(clinic)  # a slow machine answers nothing in its first seconds
    pairs = []
    for _ in range(FLOODS):
        rate = await measuring.half_load(clinic, script)
        quiet = await measuring.p95(clinic, script, rate, FLOOD_S, flooded=False)
        pairs.append((quiet, await measuring.p95(clinic, script, rate, FLOOD_S, flooded=True)))
    await clinic.stop()
    return pairs


async def one_start(clinic: Bot) -> float:
    seconds = await measuring.first_answer(clinic)
    await clinic.stop()
    return seconds


async def paced(held: Bot, clinic: Bot, script: Script) -> measuring.Drained:
    """A backlog for the same clinic, with sending held to Telegram's limits."""
    held.telegram = clinic.telegram  # it goes on counting: an update number is never used twice
    await held.start()
    try:
        return await measuring.backlog(held, script, paced=True)
    finally:
        await held.stop()


def main() -> None:
    given = arguments()
    if not given.race:
        books.print_tables()
    if given.books:
        return
    with (
        tempfile.TemporaryDirectory(prefix="klinik-bench-") as name,
        databases(Path(name), given.database) as urls,
    ):
        asyncio.run(bench(given, Path(name), urls))


if __name__ == "__main__":
    main()
