"""A failure at every statement and at every sending of one conversation, in turn."""

import asyncio
import os
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


class Points:
    """Counts the points of each step, and strikes once in it: at the chosen one."""

    def __init__(self, place: int, faults: list[BaseException]) -> None:
        self.place = place
        self.faults = faults  # for one step after the other
        self.count = 0
        self.struck = 0

    def begin(self) -> None:
        self.count = 0
        self.faults = [*self.faults[1:], self.faults[0]]

    def pass_by(self) -> BaseException | None:
        self.count += 1
        if self.count != self.place:
            return None
        self.struck += 1
        return self.faults[0]


async def undisturbed(url: str, folder: Path, *, copies: bool = False) -> tuple[State, int]:
    """The end state, and how many messages are on the screens."""
    async with open_stage(url, folder) as stage:
        for _ in consultation(stage):
            await stage.step()
        return await state_of(stage.watcher, copies=copies), shown(stage)


async def with_broken_statements(url: str, folder: Path, points: Points) -> State:
    async with open_stage(url, folder) as stage:

        def strike() -> None:
            if fault := points.pass_by():
                if isinstance(fault, Death):
                    stage.died.set()
                raise fault

        with watched(stage.database, strike):
            for _ in consultation(stage):
                points.begin()
                await stage.step()
        return await state_of(stage.watcher)


SOAKING = "POWER_CUTS" in os.environ


@pytest.mark.parametrize("turned", [False, True] if SOAKING else [False])
def test_a_failure_at_every_statement_changes_nothing(
    fresh_url: Callable[[], str], tmp_path: Path, turned: bool
) -> None:
    """At each statement and commit of each step, by turns an error and the death of the process.

    What is an error here is a death on the other database; a soak does both on both.
    """
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        wanted, _ = runner.run(undisturbed(url := fresh_url(), tmp_path / "0"))
        faults: list[BaseException] = [RuntimeError("contoh"), Death()]
        if url.startswith("sqlite") is not turned:
            faults.reverse()
        place, left = 1, True
        stride = 1 if url.startswith("sqlite") or SOAKING else 2
        while left:
            points = Points(place, faults if place % 2 else faults[::-1])
            folder = tmp_path / str(place)
            found = runner.run(with_broken_statements(fresh_url(), folder, points))
            assert found == wanted, f"statement {place}"
            place, left = place + stride, points.struck > 2
        assert place > 20


class Sendings:
    """Has its way with the first attempt of every sending."""

    def __init__(self, stage: Stage, fault: BaseException, *, carried_out: bool) -> None:
        self.stage = stage
        self.fault = fault
        self.carried_out = carried_out
        self.seen: set[str] = set()
        stage.line.trouble = self.strike

    async def strike(self, method: str, params: dict[str, Any]) -> Any:
        call = f"{method} {params}"
        if call in self.seen:
            return await self.stage.line.carry_out(method, params)
        self.seen.add(call)
        if self.carried_out:
            await self.stage.line.carry_out(method, params)
        if isinstance(self.fault, Death):
            self.stage.died.set()
        raise self.fault


async def with_broken_sendings(
    url: str, folder: Path, fault: BaseException, carried_out: bool
) -> tuple[State, int, int]:
    """The end state, the sendings that were struck, and the messages on the screens."""
    async with open_stage(url, folder) as stage:
        sendings = Sendings(stage, fault, carried_out=carried_out)
        for _ in consultation(stage):
            await stage.step()
        found = await state_of(stage.watcher, copies=carried_out)
        return found, len(sendings.seen), shown(stage)


def shown(stage: Stage) -> int:
    return sum(len(person.heard()) for person in stage.telegram.people())


ENDS: list[tuple[str, BaseException, bool]] = [
    ("never left", NotSent("contoh"), False),
    ("refused", ApiFault(500, "Internal Server Error", {}), False),
    ("throttled", ApiFault(429, "Too Many Requests", {"retry_after": 3}), False),
    ("cut before", InDoubt("contoh"), False),
    ("cut after", InDoubt("contoh"), True),
    ("death before", Death(), False),
    ("death after", Death(), True),
]


@pytest.mark.parametrize(("fault", "carried_out"), [e[1:] for e in ENDS], ids=[e[0] for e in ENDS])
def test_a_failure_at_every_sending_changes_nothing(
    fresh_url: Callable[[], str], tmp_path: Path, fault: BaseException, carried_out: bool
) -> None:
    """The same rows in the end; a copy only of what was on the wire and had arrived."""
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        calm = undisturbed(fresh_url(), tmp_path / "calm", copies=carried_out)
        wanted, messages = runner.run(calm)
        broken = with_broken_sendings(fresh_url(), tmp_path / "broken", fault, carried_out)
        found, struck, seen = runner.run(broken)
    assert found == wanted
    assert struck > 15
    assert messages <= seen <= messages + (struck if carried_out else 0)
