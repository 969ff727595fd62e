"""Buttons of the reminders and of requests for more time."""

from collections.abc import Sequence
from typing import Any

from clinic.buttons import CallbackData, Rows, inline
from clinic.evaluation_buttons import ShowEvaluations
from clinic.report_buttons import OpenReport
from storage.reminders import Task


class ReadReminder(CallbackData, prefix="rr"):
    """I have seen everything rung until this second."""

    until: int


class AskExtension(CallbackData, prefix="xa"):
    """I need more time."""


class ExtendThis(CallbackData, prefix="xt"):
    """I need more time for this."""

    task: Task
    village: int
    quarter: str


class SendRequest(CallbackData, prefix="xs"):
    """Those who decide are to be told this."""

    task: Task
    village: int
    quarter: str


class RewordRequest(CallbackData, prefix="xr"):
    """I write it anew."""

    task: Task
    village: int
    quarter: str


class DropRequest(CallbackData, prefix="xc"):
    """I need no more time, or do not ask for it yet."""

    task: Task
    village: int
    quarter: str


class DecideExtension(CallbackData, prefix="xd"):
    """Grant or decline the request."""

    extension: int
    granted: bool


def reminder(until: int, reports: Sequence[tuple[int, str]], *, evaluation: bool) -> dict[str, Any]:
    """Seen, more time, and the way to the only report, or to the evaluations."""
    rows: Rows = [
        [("👍 Sudah baca", ReadReminder(until=until)), ("⏳ Minta perpanjangan", AskExtension())]
    ]
    if len(reports) == 1:
        village, quarter = reports[0]
        rows.append([("📝 Isi laporan", OpenReport(village=village, quarter=quarter))])
    if evaluation:
        rows.append([("📊 Isi evaluasi", ShowEvaluations())])
    return inline(rows)


def extendable(listed: Sequence[tuple[Task, int, str, str]]) -> dict[str, Any]:
    """One button per (task, village, quarter, label)."""
    return inline(
        [[(label, ExtendThis(task=t, village=v, quarter=q))] for t, v, q, label in listed]
    )


def reason(task: Task, village: int, quarter: str, *, written: bool) -> dict[str, Any]:
    """Under why more time is needed; nothing can be sent before it is written (anew)."""
    wanted = {"task": task, "village": village, "quarter": quarter}
    drop = ("✖️ Batal", DropRequest(**wanted))
    if not written:
        return inline([[drop]])
    send, reword = (
        ("📨 Kirim permintaan", SendRequest(**wanted)),
        ("✏️ Ubah", RewordRequest(**wanted)),
    )
    return inline([[send], [reword, drop]])


def decide_extension(extension: int) -> dict[str, Any]:
    yes = DecideExtension(extension=extension, granted=True)
    no = DecideExtension(extension=extension, granted=False)
    return inline([[("✅ Setujui", yes), ("✖️ Tolak", no)]])
