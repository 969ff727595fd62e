"""`klinik` = `python -m bot`: reads arguments, and nothing else.

What a command needs is imported by the command: `klinik ask` waits for no Telegram.
"""

import asyncio
import errno
import gc
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.clock import real_time
from bot.lazy_models import built_when_used
from bot.settings import Settings, SettingsFault, read_settings
from clinic import zone

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Klinik Desa Binaan: menjalankan dan merawat klinik.",
)
parked = typer.Typer(help="Pesan yang tidak bisa diproses dan disisihkan.")
app.add_typer(parked, name="parked")
books = typer.Typer(help="Jawaban yang terbit di klinik, sebagai perubahan berkas buku.")
app.add_typer(books, name="books", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="Berkas .xlsx")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Hanya menunjukkan; tidak menyimpan.")]
YEARS = (2023, 2100)  # since the programme began

ADDRESS_FAULTS: dict[int | None, str] = {  # what the system says when the pages open their door
    errno.EADDRINUSE: "KLINIK_HTTP_PORT dipakai program lain; tulis port lain",
    errno.EACCES: "KLINIK_HTTP_PORT tidak boleh dibuka akun ini; tulis 1024 atau lebih",
    errno.EADDRNOTAVAIL: "KLINIK_HTTP_HOST bukan alamat mesin ini; tulis misalnya 127.0.0.1",
    socket.EAI_NONAME: "KLINIK_HTTP_HOST tidak dikenal; tulis misalnya 127.0.0.1",
}

UpdateId = Annotated[int, typer.Argument(help="Nomor dari: klinik parked")]


def _end(status: int, message: object) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(status)


@contextmanager
def _private() -> Iterator[None]:
    """What is written meanwhile, people's words among it, only this account may read."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _prepared(status: int = 1) -> Iterator[Settings]:
    """The settings; what a keeper can mend ends the command with its words, not a traceback."""
    from bot.commands.opening import NotReady
    from clinic.roster_sheet import RosterFaults
    from knowledge.faults import LibraryFaults

    try:
        settings = read_settings()
        zone.settle(settings.timezone)
        with _private():
            yield settings
    except SettingsFault as fault:
        _end(2, fault)
    except LibraryFaults as fault:
        _end(status, f"Buku tanya jawab: {fault}; lihat semuanya dengan: klinik check")
    except (NotReady, RosterFaults) as fault:
        _end(status, fault)


def _today() -> date:
    return zone.local(real_time()).date()


@app.command()
def run() -> None:
    """Menjalankan klinik; tanpa token dengan Telegram lokal."""
    gc.disable()  # until the books are read: everything that is made meanwhile stays
    with _prepared(status=2) as settings:
        with built_when_used():
            import aiogram  # noqa: F401 - before anybody else imports it
        from bot import assembly, logs
        from bot.commands.opening import reached

        async def work() -> None:
            async with reached(settings):
                pass  # whoever cannot be reached is named before anything starts
            await assembly.run(settings)

        logs.set_up_logs(settings.log_format)
        try:
            asyncio.run(work())
        except OSError as fault:
            if fault.filename or fault.errno not in ADDRESS_FAULTS:
                raise
            _end(2, ADDRESS_FAULTS[fault.errno])


@app.command()
def migrate() -> None:
    """Menyiapkan tabel database untuk versi ini."""
    with _prepared() as settings:
        from bot.commands.opening import reached

        async def work() -> None:
            async with reached(settings) as (database, _revision):
                await database.migrate()

        asyncio.run(work())
        typer.echo("Tabel siap.")


@app.command()
def check() -> None:
    """Memeriksa apakah semuanya siap."""
    from bot.commands.readiness import Finding, findings

    try:
        settings = read_settings()
    except SettingsFault as fault:
        for line in str(fault).splitlines():
            what, _, cure = line.partition("; ")
            typer.echo(Finding(what, cure))
        raise typer.Exit(1) from None
    zone.settle(settings.timezone)

    async def work() -> list[Finding]:
        return [finding async for finding in findings(settings, _today())]

    with _private():
        found = asyncio.run(work())
    typer.echo("\n".join(map(str, found)))
    raise typer.Exit(any(finding.cure for finding in found))


@app.command("import")
def import_(file: File, dry_run: DryRun = False) -> None:
    """Memasukkan daftar desa, OPD, binaan dan orang; semua atau tidak sama sekali."""
    with _prepared() as settings:
        from bot.commands import rostering

        now = real_time()
        changes = asyncio.run(rostering.take_over(settings, file, dry_run=dry_run, now=now))
        typer.echo(rostering.summary(changes, dry_run=dry_run))


@app.command("roster-template")
def roster_template(file: File) -> None:
    """Membuat berkas daftar kosong dengan petunjuk."""
    from clinic import roster_sheet

    if file.exists():
        _end(1, f"{file} sudah ada; pilih nama lain")
    try:
        roster_sheet.template(file)
    except OSError as fault:
        _end(1, f"{file} tidak bisa ditulis ({fault.strerror})")
    typer.echo(f"{file} dibuat; isi, lalu: klinik import {file} --dry-run")


@app.command()
def invitations(
    as_csv: Annotated[bool, typer.Option("--csv", help="Untuk lembar kerja.")] = False,
) -> None:
    """Menampilkan undangan setiap orang; yang kedaluwarsa diperbarui."""
    with _prepared() as settings:
        from bot.commands import rostering

        rows = asyncio.run(rostering.invitations(settings, now=real_time()))
        if as_csv:
            typer.echo(rostering.as_csv(rows))
        else:
            rostering.show(rows)


@app.command()
def release(
    name: Annotated[str, typer.Argument(help="Nama seperti di daftar")],
    position: Annotated[str | None, typer.Argument(help="Jabatan, bila ada yang senama")] = None,
) -> None:
    """Melepas akun Telegram seseorang (ganti HP atau akun) dan memberi undangan baru."""
    with _prepared() as settings:
        from bot.commands import releasing

        released = releasing.release(settings, name, position, now=real_time())
        typer.echo(asyncio.run(released))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Pertanyaan")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu baris JSON.")] = False,
    stdin: Annotated[bool, typer.Option("--stdin", help="Satu pertanyaan per baris.")] = False,
) -> None:
    """Menunjukkan apa yang akan dijawab bot."""
    if stdin == (question is not None):
        _end(2, "Tulis satu pertanyaan, atau pakai --stdin")
    with _prepared() as settings:
        from bot.commands import library
        from bot.commands.asking import replies

        lines = typer.get_text_stream("stdin", encoding="utf-8", errors="replace")
        asked = [question] if question is not None else (line.rstrip("\r\n") for line in lines)
        (in_use, doubt), on = asyncio.run(library.in_use(settings)), _today()
        if doubt:
            typer.echo(doubt, err=True)
        for reply in replies(in_use, asked, on=on, as_json=as_json, repeat=stdin):
            typer.echo(reply)


@app.command()
def remind(
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Hari")] = None,
    dry_run: DryRun = False,
) -> None:
    """Menunjukkan siapa yang akan diingatkan pada suatu hari, tentang apa, dan mengapa."""
    if not dry_run:
        _end(2, "Pengingat dikirim oleh klinik yang berjalan (klinik run); pakai --dry-run")
    with _prepared() as settings:
        from bot.commands import reminding

        day = on.date() if on else _today()
        if not YEARS[0] <= day.year <= YEARS[1]:
            _end(2, f"--on: tahun antara {YEARS[0]} dan {YEARS[1]}")
        lines = asyncio.run(reminding.preview(settings, day))
        typer.echo("\n".join(lines) or "Tidak ada yang diingatkan hari itu.")


@parked.callback(invoke_without_command=True)
def list_parked(context: typer.Context) -> None:
    """Menampilkan pesan yang disisihkan."""
    if context.invoked_subcommand:
        return
    with _prepared() as settings:
        from bot.commands import parking

        lines = asyncio.run(parking.listed(settings))
        typer.echo("\n".join(lines) or "Tidak ada pesan yang disisihkan.")


@parked.command()
def show(update_id: UpdateId) -> None:
    """Menampilkan satu pesan dan kesalahannya."""
    with _prepared() as settings:
        from bot.commands import parking

        typer.echo(asyncio.run(parking.shown(settings, update_id)))


@parked.command()
def replay(update_id: UpdateId) -> None:
    """Mengantrekan satu pesan lagi."""
    with _prepared() as settings:
        from bot.commands import parking

        asyncio.run(parking.replay(settings, update_id))
        typer.echo(f"Pesan {update_id} diantrekan lagi.")


@books.command()
def diff() -> None:
    """Menunjukkan apa yang berubah di berkas buku bila jawaban yang terbit dimasukkan."""
    with _prepared() as settings:
        from bot.commands import library

        texts = asyncio.run(library.renewed(settings))
        typer.echo(library.changes(texts) or "Tidak ada yang berubah.")


@books.command()
def export(folder: Annotated[Path, typer.Argument(help="Folder baru")]) -> None:
    """Menulis semua berkas buku, dengan jawaban yang terbit di klinik, ke folder baru."""
    with _prepared() as settings:
        from bot.commands import library

        texts = asyncio.run(library.renewed(settings))
        library.export(settings, folder, texts)
        names = ", ".join(file.name for file in texts)
        typer.echo(f"Berkas yang berubah: {names or 'tidak ada'}")


if __name__ == "__main__":
    app()
