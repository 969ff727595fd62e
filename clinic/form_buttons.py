"""Buttons of a form. `form` is the message that asks: buttons of an earlier one are out of date."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from clinic.buttons import Buttons, CallbackData, abreast, inline
from clinic.form_field import Field, Nothing


class Move(StrEnum):
    """Ways through a form other than answering."""

    BACK = "b"
    SKIP = "s"
    SAME = "l"
    CLEAR = "c"
    SUMMARY = "u"
    ON = "n"
    SAVE = "k"


class FormChoice(CallbackData, prefix="rc"):
    """This is the answer."""

    form: int
    field: str
    choice: str


class FormNothing(CallbackData, prefix="rn"):
    """There is no value, for this reason."""

    form: int
    field: str
    nothing: Nothing


class FormMove(CallbackData, prefix="rm"):
    """Go on without answering."""

    form: int
    field: str  # empty: the summary
    move: Move


class FormField(CallbackData, prefix="rj"):
    """I want to change this field."""

    form: int
    field: str


class SendForm(CallbackData, prefix="rs"):
    """What I filled in is as it should be."""

    form: int
    version: int


def question(
    form: int, field: Field, *, first: bool, repeatable: bool, clearable: bool
) -> dict[str, Any]:
    """Answers to choose from, the kinds of nothing, and the ways on."""
    key = field.key

    def move(label: str, way: Move) -> tuple[str, CallbackData]:
        return label, FormMove(form=form, field=key, move=way)

    choices: Buttons = [
        (c.label, FormChoice(form=form, field=key, choice=c.key)) for c in field.choices
    ]
    nothings: Buttons = [
        (n.label.capitalize(), FormNothing(form=form, field=key, nothing=n)) for n in field.nothings
    ]
    return inline(
        [
            *abreast(choices, 2),
            [move("🔁 Sama seperti lalu", Move.SAME)] if repeatable else [],
            *abreast(nothings, 2),
            [move("🗑 Hapus isian", Move.CLEAR)] if clearable else [],
            [
                *([] if first else [move("◀️ Kembali", Move.BACK)]),
                move("⏭ Lewati", Move.SKIP),
            ],
            [move("📋 Ringkasan", Move.SUMMARY), move("💾 Simpan", Move.SAVE)],
        ]
    )


def summary(
    form: int, version: int, fields: Sequence[Field], noun: str, *, unanswered: bool
) -> dict[str, Any]:
    """Send, go on with what has no answer yet, or go to any field to change it."""
    jumps: Buttons = [
        (f"✏️ {field.label}", FormField(form=form, field=field.key)) for field in fields
    ]
    back = "◀️ Kembali", FormMove(form=form, field="", move=Move.BACK)
    on = "▶️ Lanjut mengisi", FormMove(form=form, field="", move=Move.ON)
    save = FormMove(form=form, field="", move=Move.SAVE)
    return inline(
        [
            [on] if unanswered else [],
            [(f"📨 Kirim {noun}", SendForm(form=form, version=version))],
            *abreast(jumps, 2),
            [*([] if unanswered else [back]), ("💾 Simpan", save)],
        ]
    )
