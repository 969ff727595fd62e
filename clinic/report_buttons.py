"""Buttons of the quarterly report and of its check."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from clinic.buttons import CallbackData, Rows, inline
from clinic.report_field import Field, Nothing


class Move(StrEnum):
    """Ways through a form other than answering."""

    BACK = "b"
    SKIP = "s"
    SAME = "l"
    CLEAR = "c"
    SUMMARY = "u"
    SAVE = "k"


# The report. `form` is the message that asks: buttons of an earlier one are out of date.


class OpenReport(CallbackData, prefix="ro"):
    """Fill in this village's report."""

    village: int
    quarter: str


class ReportChoice(CallbackData, prefix="rc"):
    """This is the answer."""

    form: int
    field: str
    choice: str


class ReportNothing(CallbackData, prefix="rn"):
    """There is no value, for this reason."""

    form: int
    field: str
    nothing: Nothing


class ReportMove(CallbackData, prefix="rm"):
    """Go on without answering."""

    form: int
    field: str  # empty: the summary
    move: Move


class ReportField(CallbackData, prefix="rj"):
    """I want to change this field."""

    form: int
    field: str


class SendReport(CallbackData, prefix="rs"):
    """The report is as it should be."""

    form: int
    version: int


class ShowReport(CallbackData, prefix="rv"):
    """Show me this report."""

    report: int


class ApproveReport(CallbackData, prefix="ra"):
    """The report is right."""

    report: int
    version: int


class ReturnReport(CallbackData, prefix="rf"):
    """Something has to be changed."""

    report: int
    version: int


def offers(offered: Sequence[tuple[int, str, str]]) -> dict[str, Any]:
    """One button per (village, quarter, label)."""
    return inline([[(label, OpenReport(village=v, quarter=q))] for v, q, label in offered])


def go_on(village: int, quarter: str) -> dict[str, Any]:
    return inline([[("📝 Lanjutkan laporan", OpenReport(village=village, quarter=quarter))]])


def villages(
    sent: Sequence[tuple[int, str]], unsent: Sequence[tuple[int, str, str]]
) -> dict[str, Any]:
    """Reports to look at by (report, label), and to fill in by (village, quarter, label)."""
    looks: Rows = [[(label, ShowReport(report=report))] for report, label in sent]
    opens: Rows = [[(label, OpenReport(village=v, quarter=q))] for v, q, label in unsent]
    return inline([*looks, *opens])


def question(
    form: int, field: Field, *, first: bool, repeatable: bool, clearable: bool
) -> dict[str, Any]:
    """Answers to choose from, the kinds of nothing, and the ways on."""
    key = field.key

    def move(label: str, way: Move) -> tuple[str, CallbackData]:
        return label, ReportMove(form=form, field=key, move=way)

    choices: list[tuple[str, CallbackData]] = [
        (c.label, ReportChoice(form=form, field=key, choice=c.key)) for c in field.choices
    ]
    nothings: list[tuple[str, CallbackData]] = [
        (n.label.capitalize(), ReportNothing(form=form, field=key, nothing=n))
        for n in field.nothings
    ]
    return inline(
        [
            *pairs(choices),
            [move("🔁 Sama seperti lalu", Move.SAME)] if repeatable else [],
            *pairs(nothings),
            [move("🗑 Hapus isian", Move.CLEAR)] if clearable else [],
            [
                *([] if first else [move("◀️ Kembali", Move.BACK)]),
                move("⏭ Lewati", Move.SKIP),
            ],
            [move("📋 Ringkasan", Move.SUMMARY), move("💾 Simpan", Move.SAVE)],
        ]
    )


def summary(form: int, version: int, fields: Sequence[Field]) -> dict[str, Any]:
    """Send, or go to any field to change it."""
    jumps: list[tuple[str, CallbackData]] = [
        (f"✏️ {field.label}", ReportField(form=form, field=field.key)) for field in fields
    ]
    back = ReportMove(form=form, field="", move=Move.BACK)
    save = ReportMove(form=form, field="", move=Move.SAVE)
    return inline(
        [
            [("📨 Kirim laporan", SendReport(form=form, version=version))],
            *pairs(jumps),
            [("◀️ Kembali", back), ("💾 Simpan", save)],
        ]
    )


def pairs(buttons: list[tuple[str, CallbackData]]) -> Rows:
    """Two buttons a row."""
    return [buttons[n : n + 2] for n in range(0, len(buttons), 2)]


def review(report: int, version: int) -> dict[str, Any]:
    approve = ApproveReport(report=report, version=version)
    give_back = ReturnReport(report=report, version=version)
    return inline([[("✅ Setujui", approve), ("🔧 Perbaiki", give_back)]])
