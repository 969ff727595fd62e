"""A failure at every statement and at every sending of one conversation, in turn."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.api import ApiFault, InDoubt, NotSent
from tests import cast
from tests.stories.stage import Death, HastyLoop, Stage, open_stage, state_of, watched

State = dict[str, list[str]]


def consultation(stage: Stage) -> Iterator[None]:
    """What Maria and Yakob do, one thing after the other."""
    maria, yakob = stage.phone(cast.MARIA), stage.phone(cast.YAKOB)
    yield maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?")
    yield maria.presses("Tanya praktisi")
    yield maria.says("Sudah miring sejak gempa.")
    yield maria.sends_photo()
    yield maria.presses("Kirim")
    yield yakob.presses("Ambil")
    yield yakob.presses("Jawab")
    yield yakob.says("Kami datang hari Kamis.")
    yield yakob.presses("Kirim jawaban")
    yield maria.presses("Sudah jelas")
    yield maria.presses("4")


class Point:
    """Strikes once in every step, at a chosen one of its points."""

    def __init__(self, place: int, fault: BaseException) -> None:
        self.place = place
        self.fault = fault
        self.count = 0
        self.struck = 0

    def begin(self) -> None:
        self.count = 0

    def pass_by(self) -> bool:
        """Whether this is the point."""
        self.count += 1
        self.struck += self.count == self.place
        return self.count == self.place


async def undisturbed(url: str, folder: Path, *, numbers: bool) -> State:
    async with open_stage(url, folder) as stage:
        for _ in consultation(stage):
            await stage.step()
        return await state_of(stage.watcher, numbers=numbers)


async def broken_statement(url: str, folder: Path, point: Point) -> State:
    async with open_stage(url, folder) as stage:

        def strike() -> None:
            if point.pass_by():
                if isinstance(point.fault, Death):
                    stage.died.set()
                raise point.fault

        with watched(stage.database, strike):
            for _ in consultation(stage):
                point.begin()
                await stage.step()
        return await state_of(stage.watcher)


def test_a_failure_at_every_statement_changes_nothing(
    fresh_url: Callable[[], str], tmp_path: Path
) -> None:
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        wanted = runner.run(undisturbed(fresh_url(), tmp_path / "0", numbers=True))
        for fault in (RuntimeError("contoh"), Death()):
            place, struck = 1, True
            while struck:
                point = Point(place, fault)
                folder = tmp_path / f"{type(fault).__name__}{place}"
                found = runner.run(broken_statement(fresh_url(), folder, point))
                assert found == wanted, f"{fault!r} at statement {place}"
                place, struck = place + 1, point.struck > 0
            assert place > 20
