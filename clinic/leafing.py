"""Long lists a page at a time, turned over in the message where they stand."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from clinic.buttons import Buttons, CallbackData

T = TypeVar("T")
SIZE = 10  # what a phone shows without much scrolling


class Turn(CallbackData, prefix="l"):
    """Show me this page of a list."""

    page: int


class LeafCases(Turn, prefix="lc"):
    """Of my cases."""


class LeafWaiting(Turn, prefix="lw"):
    """Of what waits for experts."""


class LeafReports(Turn, prefix="lr"):
    """Of the reports that I may fill in."""


class LeafOwnVillages(Turn, prefix="lo"):
    """Of my villages."""


class LeafMentoredVillages(Turn, prefix="lm"):
    """Of the villages that my agency mentors."""


class LeafOwnEvaluations(Turn, prefix="le"):
    """Of my agency's evaluations."""


class LeafAllEvaluations(Turn, prefix="la"):
    """Of everybody's evaluations."""


class Leaf(NamedTuple):
    """One page: which, and whether there is another after it."""

    page: int
    more: bool

    def buttons(self, turn: Callable[..., CallbackData]) -> Buttons:
        back: Buttons = [("⬅️ Sebelumnya", turn(page=self.page - 1))] if self.page else []
        on: Buttons = [("Berikutnya ➡️", turn(page=self.page + 1))] if self.more else []
        return [*back, *on]


def needed(page: int) -> int:
    """How many of a list one must know to show this page, and whether it goes on."""
    return (page + 1) * SIZE + 1


def leaf(found: Sequence[T], page: int, size: int = SIZE) -> tuple[Leaf, Sequence[T]]:
    """That page of what was found; the last one where the list has become shorter."""
    page = min(page, max(0, len(found) - 1) // size)
    start, end = page * size, (page + 1) * size
    return Leaf(page, len(found) > end), found[start:end]
