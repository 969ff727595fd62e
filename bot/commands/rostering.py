"""`klinik import`, `roster-template` and `invitations`."""

import csv
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.commands.opening import NotReady, opened
from bot.keys import invitation_key
from bot.settings import Settings
from clinic import inviting, roster
from clinic.inviting import Invited, Mint
from clinic.roster import Changes
from knowledge.library import packaged_expert_topics

COLUMNS = ("name", "role", "scope", "code", "link", "state")
WIDE = 300  # for a pipe, which has no width of its own


class _Undone(Exception):
    """Leaves the transaction without a commit: that is the whole dry run."""


async def take_over(settings: Settings, file: Path, *, dry_run: bool, now: datetime) -> Changes:
    """Import a workbook, or find out what an import would change."""
    with Console(stderr=True).status("Membaca dan memeriksa …"):
        rows = roster.read(file, topics=[topic.id for topic in packaged_expert_topics()])
        async with opened(settings) as database:
            with suppress(_Undone):
                async with database.work() as session:
                    changes = await roster.take_over(session, rows, mint(settings), now=now)
                    if dry_run:
                        raise _Undone
    return changes


def mint(settings: Settings) -> Mint:
    """What makes the codes of this installation."""
    return Mint(invitation_key(settings.data_dir), secrets.token_bytes)


def summary(changes: Changes, *, dry_run: bool) -> str:
    """What changed, sheet by sheet, and who lost access."""
    lines = ["Uji coba: tidak ada yang disimpan."] if dry_run else []
    for sheet, found in changes.by_sheet().items():
        counts = f"{len(found.added)} baru, {len(found.changed)} berubah, {len(found.left)} keluar"
        lines.append(f"{sheet}: {counts}")
    lines += [f"keluar: {name}, {position}" for name, position in changes.people.left]
    lines.append(f"undangan baru: {changes.invited}")
    lines += [
        f"perhatian: {name}, {position} tercatat untuk {villages} desa dengan satu undangan; "
        "bila orangnya berbeda, bedakan jabatannya"
        for name, position, villages in changes.of_several
    ]
    return "\n".join(lines if changes else [*lines, "Tidak ada perubahan."])


async def invitations(settings: Settings, *, now: datetime) -> list[tuple[str, ...]]:
    """One row for each person of the roster, in the order of COLUMNS."""
    page = await page_of(settings)
    async with opened(settings) as database, database.work() as session:
        return [_row(one, page) for one in await inviting.listed(session, mint(settings), now=now)]


def _row(one: Invited, page: str) -> tuple[str, ...]:
    roles = "; ".join(dict.fromkeys(task.role.value for task in one.tasks))
    scopes = "; ".join(task.scope for task in one.tasks if task.scope)
    if one.code is None:
        return one.name, roles, scopes, "", "", "terdaftar"
    return one.name, roles, scopes, one.code, page.format(code=one.code), "terbuka"


async def page_of(settings: Settings) -> str:
    """The address that an invitation opens; the local Telegram has its page instead of links."""
    if settings.telegram_token is None:
        return f"{settings.address()}/telegram/"
    api = Api(settings.telegram_api, settings.telegram_token.get_secret_value())
    try:
        me = await api.call("getMe", {}, timeout_s=10)
    except (ApiFault, NotSent, InDoubt) as fault:
        cure = "periksa KLINIK_TELEGRAM_TOKEN dan sambungan internet"
        raise NotReady(f"Nama bot tidak dapat ditanyakan ({fault}); {cure}") from fault
    finally:
        await api.close()
    return f"https://t.me/{me['username']}?start={{code}}"


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows for a spreadsheet."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue().rstrip("\n")


def show(rows: Iterable[tuple[str, ...]]) -> None:
    """The rows as a table on the terminal; nothing is cut off."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    table = Table(*COLUMNS)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*row)
    console.print(table, markup=False)
