"""Telegram may deliver an update again, and a tap and a text in either order."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.assembly import Parts
from storage.cases import Case
from storage.inbox import Received
from tests import cast
from tests.stories.stage import HastyLoop, Stage, open_stage, state_of
from tests.stories.test_every_point import State, consultation, undisturbed


class Stuttering(Stage):
    """Every update comes twice at once, and all of them again with each that follows."""

    async def deliver(self, parts: Parts, updates: list[dict[str, Any]]) -> None:
        self.given = [*getattr(self, "given", []), *updates]
        await parts.door.store([*updates, *updates])
        await parts.worker.work_once()
        await parts.door.store(self.given)


class Swapping(Stage):
    """What is sent together arrives in the other order."""

    async def deliver(self, parts: Parts, updates: list[dict[str, Any]]) -> None:
        await parts.door.store(updates[::-1])


async def stuttered(url: str, folder: Path) -> State:
    async with open_stage(url, folder, Stuttering) as stage:
        for _ in consultation(stage):
            await stage.step()
        return await state_of(stage.watcher)


def test_every_update_twice_changes_nothing(fresh_url: Callable[[], str], tmp_path: Path) -> None:
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        wanted, _ = runner.run(undisturbed(fresh_url(), tmp_path / "once"))
        assert runner.run(stuttered(fresh_url(), tmp_path / "twice")) == wanted


async def swapped(url: str, folder: Path, button: str) -> tuple[list[str], list[Any]]:
    """A text and a tap on this button come together; then the person goes on as they can."""
    async with open_stage(url, folder, Swapping) as stage:
        maria = stage.phone(cast.MARIA)
        maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?")
        await stage.step()
        if button == "Kirim":
            maria.presses("Tanya praktisi")
            await stage.step()
        maria.says("Sudah miring sejak gempa.")
        maria.presses(button)
        await stage.step()
        if button != "Kirim":
            maria.presses("Kirim")
            await stage.step()
        async with stage.watcher.reading() as session:
            cases = [case.question for case in await session.exec(select(Case))]
            parked = [row for row in await session.exec(select(Received)) if row.fault]
        return cases, parked


@pytest.mark.parametrize("button", ["Tanya praktisi", "Kirim"])
def test_a_tap_that_overtakes_a_text_leads_to_one_case(
    fresh_url: Callable[[], str], tmp_path: Path, button: str
) -> None:
    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        cases, parked = runner.run(swapped(fresh_url(), tmp_path / "swapped", button))
    assert len(cases) == 1
    assert cases[0].startswith("Rumah mama Ola")
    assert parked == []
