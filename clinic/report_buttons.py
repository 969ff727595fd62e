"""Buttons of the quarterly report and of its check."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import CallbackData, Rows, inline


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


def review(report: int, version: int) -> dict[str, Any]:
    approve = ApproveReport(report=report, version=version)
    give_back = ReturnReport(report=report, version=version)
    return inline([[("✅ Setujui", approve), ("🔧 Perbaiki", give_back)]])
