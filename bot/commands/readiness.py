"""`klinik check`: is everything there that the clinic needs? Each line with its cure."""

from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from stat import S_IRWXO
from tempfile import TemporaryFile

from bot.api import Api, ApiFault, InDoubt, NotSent
from bot.commands.library import out_of_use
from bot.commands.opening import NotReady, reached
from bot.settings import Settings
from knowledge.faults import LibraryFaults
from knowledge.library import PACKAGED, Library, packaged_expert_topics
from knowledge.remarks import Remarks
from storage import people, revisions
from storage.database import Database
from storage.people import Role


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; without a cure it is in order."""

    what: str
    cure: str = ""

    def __str__(self) -> str:
        return f"failed  {self.what}; {self.cure}" if self.cure else f"ok      {self.what}"


async def findings(settings: Settings, today: date) -> AsyncIterator[Finding]:
    """Everything in the order in which it is needed."""
    yield Finding("pengaturan")
    yield _data_folder(settings)
    async for finding in _database(settings):
        yield finding
    for finding in _knowledge(settings, today):
        yield finding
    async for finding in _approved(settings):
        yield finding
    yield await _telegram(settings)


def _data_folder(settings: Settings) -> Finding:
    what = f"folder data {settings.data_dir}"
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.data_dir):
            pass
        if settings.data_dir.stat().st_mode & S_IRWXO:  # made by somebody else, or long ago
            cure = f"jalankan: chmod -R o-rwx {settings.data_dir}"
            return Finding(f"{what} terbuka bagi semua akun di mesin ini", cure)
        return Finding(what)
    except OSError as fault:
        cure = "beri izin menulis atau ubah KLINIK_DATA_DIR"
        return Finding(f"{what} tidak bisa ditulisi ({fault.strerror})", cure)


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    try:
        async with reached(settings) as (database, revision):
            yield Finding("database terjangkau")
            if revision != revisions.newest():
                yield Finding("tabel belum siap untuk versi ini", "jalankan: klinik migrate")
                return
            yield Finding("tabel siap")
            for finding in await _roster(database):
                yield finding
    except NotReady as fault:
        what, _, cure = str(fault).partition("; ")
        yield Finding(what, cure)


async def _roster(database: Database) -> list[Finding]:
    async with database.reading() as session:
        duties = await people.duties(session)
        keepers = await people.with_role(session, Role.KEEPER)
    lacking = {t.id for t in packaged_expert_topics()} - {t for d in duties for t in d.topics}
    return [_keeper(any(d.role is Role.KEEPER for d in duties), bool(keepers)), _experts(lacking)]


def _keeper(named: bool, enrolled: bool) -> Finding:
    if enrolled:
        return Finding("pengelola terdaftar")
    if named:
        return Finding("pengelola ada (belum menekan tautannya; lihat: klinik invitations)")
    cure = "tambahkan satu orang berperan pengelola, lalu: klinik import"
    return Finding("belum ada pengelola yang menerima peringatan", cure)


def _experts(lacking: set[str]) -> Finding:
    if not lacking:
        return Finding("setiap topik punya praktisi")
    cure = "tambahkan topik itu pada praktisi, lalu: klinik import"
    return Finding(f"belum ada praktisi untuk {', '.join(sorted(lacking))}", cure)


def _knowledge(settings: Settings, today: date) -> Iterator[Finding]:
    try:
        library = Library.load(settings.knowledge_dir)
    except LibraryFaults as wrong:
        for fault in wrong.faults:
            yield Finding(f"pengetahuan: {fault}", "perbaiki baris itu")
        return
    folder = settings.knowledge_dir or PACKAGED
    yield Finding(f"pengetahuan: {len(library)} jawaban di {folder}")
    remarks = Remarks(library, folder)
    found = remarks.quick(today)
    if settings.knowledge_dir:  # the packaged books are asked by our tests
        found += remarks.found_by_others()
    for remark in found:
        yield Finding(f"catatan: {remark}")


async def _approved(settings: Settings) -> AsyncIterator[Finding]:
    with suppress(NotReady, LibraryFaults):  # both were told above
        for entry in await out_of_use(settings):
            yield Finding(f"catatan: isi {entry} yang disetujui di klinik kalah dari berkasnya")


async def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding("tanpa token: Telegram lokal")
    api = Api(settings.telegram_api, settings.telegram_token.get_secret_value())
    try:
        me = await api.call("getMe", {}, timeout_s=10)
        return Finding(f"Telegram: @{me['username']}")
    except ApiFault as fault:
        return Finding(f"Telegram menolak token ({fault})", "salin ulang token dari BotFather")
    except (NotSent, InDoubt) as fault:
        cure = "periksa internet dan KLINIK_TELEGRAM_API"
        return Finding(f"Telegram tidak terjangkau ({fault})", cure)
    finally:
        await api.close()
