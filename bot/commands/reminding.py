"""`klinik remind --on DATE --dry-run`: whom the clinic would remind that day, of what, and why."""

from datetime import date

from bot.commands.opening import opened
from bot.settings import Settings
from clinic import reminding
from clinic.reminding import Line
from clinic.wording import day
from storage.reminders import Task

TASKS = {Task.REPORT: "laporan", Task.EVALUATION: "evaluasi"}


async def preview(settings: Settings, on: date) -> list[str]:
    """One line for each reminder; nothing is written or sent."""
    async with opened(settings) as database, database.reading() as session:
        return [_in_words(line) for line in await reminding.preview(session, on)]


def _in_words(line: Line) -> str:
    what = f"{TASKS[line.task]} {line.quarter}, {line.village}"
    account = "" if line.reachable else " (belum punya akun Telegram: tidak akan terkirim)"
    step = f"T{line.step:+d}" if line.step else "T"
    due = f"{step}, batas {day(line.due_on)}"
    return f"{line.name} ({line.role.value}): {what}; {due}; {line.reason}{account}"
