"""Buttons of the quarterly report and of its check."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import Buttons, CallbackData, Rows, inline


class OpenReport(CallbackData, prefix="ro"):
    """Fill in this village's report."""

    village: int
    quarter: str


class ShowReport(CallbackData, prefix="rv"):
    """Show me this report."""

    report: int


class ApproveReport(CallbackData, prefix="ra"):
    """The report is right."""

    report: int
    version: int


class ApproveAnyway(CallbackData, prefix="ry"):
    """The report is right, though I have written what is to be changed."""

    report: int
    version: int


class ReturnReport(CallbackData, prefix="rf"):
    """Something has to be changed."""

    report: int
    version: int


class SendReason(CallbackData, prefix="gs"):
    """The village is to be told this."""

    report: int
    version: int


class RewordReason(CallbackData, prefix="gr"):
    """I write it anew."""

    report: int
    version: int


class DropReason(CallbackData, prefix="gd"):
    """The report is not to go back, or not yet."""

    report: int
    version: int


def offers(offered: Sequence[tuple[int, str, str]], leaf: Buttons) -> dict[str, Any]:
    """One button per (village, quarter, label), and the way to the other pages."""
    opens: Rows = [[(label, OpenReport(village=v, quarter=q))] for v, q, label in offered]
    return inline([*opens, leaf])


def go_on(village: int, quarter: str) -> dict[str, Any]:
    return inline([[("📝 Lanjutkan laporan", OpenReport(village=village, quarter=quarter))]])


def villages(
    sent: Sequence[tuple[int, str]], unsent: Sequence[tuple[int, str, str]], leaf: Buttons
) -> dict[str, Any]:
    """Reports to look at by (report, label), and to fill in by (village, quarter, label)."""
    looks: Rows = [[(label, ShowReport(report=report))] for report, label in sent]
    opens: Rows = [[(label, OpenReport(village=v, quarter=q))] for v, q, label in unsent]
    return inline([*looks, *opens, leaf])


def review(report: int, version: int) -> dict[str, Any]:
    approve = ApproveReport(report=report, version=version)
    give_back = ReturnReport(report=report, version=version)
    return inline([[("✅ Setujui", approve), ("🔧 Perbaiki", give_back)]])


def reason(report: int, version: int, *, written: bool, approving: bool = False) -> dict[str, Any]:
    """Under what the village is to change; nothing can be sent before it is written (anew)."""
    shown = {"report": report, "version": version}
    drop = ("✖️ Batal", DropReason(**shown))
    if not written:
        return inline([[drop]])
    anyway: Rows = [[("✅ Tetap setujui", ApproveAnyway(**shown))]] if approving else []
    send, reword = ("📨 Kirim ke desa", SendReason(**shown)), ("✏️ Ubah", RewordReason(**shown))
    return inline([*anyway, [send], [reword, drop]])
