"""Buttons of the quarterly evaluation."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import CallbackData, inline
from clinic.report_buttons import Move, pairs
from clinic.report_field import Field


class Evaluate(CallbackData, prefix="ev"):
    """I evaluate this village now."""

    evaluation: int


class ShowEvaluations(CallbackData, prefix="el"):
    """Which evaluations are missing?"""


class EvaluationChoice(CallbackData, prefix="ec"):
    """This is the answer."""

    form: int
    field: str
    choice: str


class EvaluationMove(CallbackData, prefix="em"):
    """Go on without answering."""

    form: int
    field: str  # empty: the summary
    move: Move


class SendEvaluation(CallbackData, prefix="es"):
    """The evaluation is as it should be."""

    form: int


def evaluations(listed: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """One button per (evaluation, label)."""
    return inline([[(label, Evaluate(evaluation=number))] for number, label in listed])


def evaluation_question(form: int, field: Field, *, first: bool, held: bool) -> dict[str, Any]:
    def move(label: str, way: Move) -> tuple[str, CallbackData]:
        return label, EvaluationMove(form=form, field=field.key, move=way)

    choices: list[tuple[str, CallbackData]] = [
        (c.label, EvaluationChoice(form=form, field=field.key, choice=c.key)) for c in field.choices
    ]
    return inline(
        [
            *pairs(choices),
            [
                *([] if first else [move("◀️ Kembali", Move.BACK)]),
                *([move("⏭ Lewati", Move.SKIP)] if held or not field.required else []),
            ],
        ]
    )


def evaluation_summary(form: int) -> dict[str, Any]:
    back = EvaluationMove(form=form, field="", move=Move.BACK)
    return inline([[("📨 Kirim evaluasi", SendEvaluation(form=form))], [("◀️ Kembali", back)]])
