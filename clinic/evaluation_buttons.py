"""Buttons of the quarterly evaluation."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import CallbackData, inline


class Evaluate(CallbackData, prefix="ev"):
    """I evaluate this village now."""

    evaluation: int


class ShowEvaluations(CallbackData, prefix="el"):
    """Which evaluations are missing?"""


def evaluations(listed: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """One button per (evaluation, label)."""
    return inline([[(label, Evaluate(evaluation=number))] for number, label in listed])
