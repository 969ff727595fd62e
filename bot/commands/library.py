"""`klinik books`: what was approved in the clinic, as changes of the topic files."""

from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

from bot.commands.opening import NotReady, opened
from bot.settings import Settings
from clinic import publishing
from knowledge.editions import Edition, in_force, overruled, revised
from knowledge.enclosures import beside
from knowledge.entries import Entry
from knowledge.library import PACKAGED, Library
from knowledge.reading import topic_files
from knowledge.writing import differences, written_into
from storage.database import Database


async def in_use(settings: Settings) -> tuple[Library, str]:
    """The books as the clinic uses them; where that cannot be told, those of the files, and why."""
    filed = Library.load(settings.knowledge_dir)
    if not settings.is_begun():
        return filed, ""
    try:
        async with opened(settings) as database:
            return revised(filed, await _editions(database)), ""
    except NotReady as fault:
        return filed, f"{fault} (hanya berkas buku yang dipakai)"


async def _editions(database: Database) -> list[Edition]:
    async with database.reading() as session:
        return await publishing.approved(session)


async def out_of_use(settings: Settings) -> list[str]:
    """The ids of what was approved and reads otherwise in the files since."""
    if not settings.is_begun():
        return []
    async with opened(settings) as database:
        approved = await _editions(database)
    return [entry.id for entry in overruled(Library.load(settings.knowledge_dir), approved)]


async def renewed(settings: Settings) -> dict[Path, str]:
    """The topic files that lack what was approved, with their new text."""
    filed = Library.load(settings.knowledge_dir)
    async with opened(settings) as database:
        approved = await _editions(database)
    named = revised(filed, approved)  # related entries that have gone are not named there
    entries = [named.entry(entry.id) for entry in in_force(filed, approved)]
    return {
        file: _with(file.read_text("utf-8"), own)
        for file in topic_files(_place(settings))
        if (own := [entry for entry in entries if entry.topic == file.stem])
    }


def changes(texts: Mapping[Path, str]) -> str:
    """What these files would gain, as `diff -u` tells it."""
    return "".join(
        differences(file.name, file.read_text("utf-8"), text) for file, text in texts.items()
    )


def export(settings: Settings, folder: Path, texts: Mapping[Path, str]) -> None:
    """Write a whole folder of books, with these texts for what they replace."""
    if folder.exists() and any(folder.iterdir()):
        raise NotReady(f"Folder {folder} tidak kosong; tulis nama folder yang baru")
    folder.mkdir(parents=True, exist_ok=True)
    for file in topic_files(_place(settings)):
        text = texts[file] if file in texts else file.read_text("utf-8")
        (folder / file.name).write_text(text, "utf-8")
    if (enclosed := beside(_place(settings))).is_dir():
        copytree(enclosed, beside(folder))
    Library.load(folder)  # what is faulty is said now, not when it is used


def _with(text: str, entries: list[Entry]) -> str:
    for entry in entries:
        text = written_into(text, entry)
    return text


def _place(settings: Settings) -> Path:
    return settings.knowledge_dir or PACKAGED
