"""Buttons of the quarterly evaluation."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import Buttons, CallbackData, Rows, inline


class Evaluate(CallbackData, prefix="ev"):
    """I evaluate this village now."""

    evaluation: int


class ShowEvaluations(CallbackData, prefix="el"):
    """Which evaluations are missing?"""


def evaluations(listed: Sequence[tuple[int, str]], leaf: Buttons) -> dict[str, Any]:
    """One button per (evaluation, label), and the way to the other pages."""
    rows: Rows = [[(label, Evaluate(evaluation=number))] for number, label in listed]
    return inline([*rows, leaf])
