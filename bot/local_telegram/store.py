"""A file in which the talk survives the end of the process, however sudden."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .delivery import Update
from .files import File
from .rooms import Account, Entry, Room
from .wire import Json, encode
from .world import Profile, Tap, World

# A killed process loses nothing with synchronous OFF: the pages are already the system's.
OPENING = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS thing (
    kind TEXT, key, part, value BLOB, PRIMARY KEY (kind, key, part)
) WITHOUT ROWID;
"""
WRITE = "INSERT OR REPLACE INTO thing VALUES (?, ?, ?, ?)"
DROP = "DELETE FROM thing WHERE kind = ? AND key = ? AND part = ?"
READ = "SELECT key, part, value FROM thing WHERE kind = ? ORDER BY key, part"
Value = str | bytes | None


class Store:
    """Writes down what the world says has changed, and reads it all back."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = sqlite3.connect(path, check_same_thread=False)
        self.file.executescript(OPENING)

    def write(self, world: World) -> None:
        if not world.touched:
            return
        touched, world.touched = world.touched | {("settings", 0)}, set()
        with self.file:
            for kind, key in touched:
                for row_kind, value in snapshot(world, kind, key):
                    first, part = key if isinstance(key, tuple) else (key, 0)
                    if value is None:
                        self.file.execute(DROP, (row_kind, first, part))
                    else:
                        self.file.execute(WRITE, (row_kind, first, part, value))

    def rows(self, kind: str) -> Iterator[tuple[Any, Any, Any]]:
        return iter(self.file.execute(READ, (kind,)).fetchall())

    def restore(self, world: World) -> None:
        for _, _, value in self.rows("settings"):
            restore_settings(world, json.loads(value))
        for key, _, value in self.rows("account"):
            world.accounts[key] = Account(**json.loads(value))
        for key, _, value in self.rows("room"):
            world.rooms[key] = Room.restored(json.loads(value))
        for room, number, value in self.rows("entry"):
            restore_entry(world, world.rooms[room], number, json.loads(value))
        for key, _, value in self.rows("tap"):
            world.taps[key] = Tap(**json.loads(value))
        for key, _, value in self.rows("update"):
            world.delivery.pending[key] = Update(**json.loads(value), body=b"")
        for key, _, value in self.rows("body"):
            pending = world.delivery.pending
            pending[key] = pending[key]._replace(body=value)
        self.restore_files(world)
        world.touched = set()

    def restore_files(self, world: World) -> None:
        contents = {key: value for key, _, value in self.rows("bytes")}
        for key, _, value in self.rows("file"):
            world.files.put(File(**json.loads(value), data=contents[key]))


def snapshot(world: World, kind: str, key: Any) -> list[tuple[str, Value]]:
    """The rows for one thing; None for what is gone."""
    if kind == "account":
        return [(kind, encode(asdict(world.accounts[key])))]
    if kind == "room":
        return [(kind, encode(world.rooms[key].saved()))]
    if kind == "entry":
        return [(kind, saved_entry(world, *key))]
    if kind == "tap":
        tap = world.taps.get(key)
        return [(kind, encode(asdict(tap)) if tap else None)]
    if kind == "file":
        return saved_file(world.files.by_id[key])
    if kind == "update":
        return saved_update(world.delivery.pending.get(key))
    return [(kind, encode(saved_settings(world)))]


def saved_entry(world: World, room: int, number: int) -> Value:
    entry = world.rooms[room].entries.get(number)
    return encode([entry.message, entry.version, entry.deleted, entry.reaction]) if entry else None


def saved_file(file: File) -> list[tuple[str, Value]]:
    about = {n: getattr(file, n) for n in ("kind", "about", "path", "sizes")}
    return [("file", encode(about)), ("bytes", file.data)]


def saved_update(update: Update | None) -> list[tuple[str, Value]]:
    if update is None:
        return [("update", None), ("body", None)]
    about = {"id": update.id, "expires": update.expires, "queue": update.queue}
    return [("update", encode(about)), ("body", update.body)]


def saved_settings(world: World) -> Json:
    return {
        "next_id": world.delivery.next_id,
        "allowed": world.delivery.allowed,
        "webhook_url": world.delivery.webhook_url,
        "secret": world.webhook.secret,
        "max_connections": world.webhook.max_connections,
        "profile": asdict(world.profile),
        "bot": world.bot,
        "version": world.version,
    }


def restore_settings(world: World, kept: Json) -> None:
    world.delivery.next_id = kept["next_id"]
    world.delivery.allowed = kept["allowed"]
    world.delivery.webhook_url = kept["webhook_url"]
    world.webhook.secret = kept["secret"]
    world.webhook.max_connections = kept["max_connections"]
    world.profile = Profile(**kept["profile"])
    world.bot.update(kept["bot"])
    world.version = kept["version"]


def restore_entry(world: World, room: Room, number: int, kept: list[Any]) -> None:
    message, version, deleted, reaction = kept
    message["chat"] = room.public
    entry = room.entries[number] = Entry(message, version, deleted)
    entry.reaction = reaction
    room.version = max(room.version, version)
