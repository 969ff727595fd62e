"""Long lists a page at a time, turned over in the message where they stand."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from clinic.buttons import Buttons, CallbackData

T = TypeVar("T")
SIZE = 10  # what a phone shows without much scrolling


class LeafCases(CallbackData, prefix="lc"):
    """Show me this page of my cases."""

    page: int


class LeafWaiting(CallbackData, prefix="lw"):
    """Show me this page of what waits."""

    page: int


class Leaf(NamedTuple):
    """One page: which, and whether there is another after it."""

    page: int
    more: bool

    def buttons(self, turn: type[LeafCases | LeafWaiting]) -> Buttons:
        back: Buttons = [("⬅️ Sebelumnya", turn(page=self.page - 1))] if self.page else []
        on: Buttons = [("Berikutnya ➡️", turn(page=self.page + 1))] if self.more else []
        return [*back, *on]


def needed(page: int) -> int:
    """How many of a list one must know to show this page, and whether it goes on."""
    return (page + 1) * SIZE + 1


def leaf(found: Sequence[T], page: int) -> tuple[Leaf, Sequence[T]]:
    """That page of what was found; the last one where the list has become shorter."""
    page = min(page, max(0, len(found) - 1) // SIZE)
    start, end = page * SIZE, (page + 1) * SIZE
    return Leaf(page, len(found) > end), found[start:end]
