"""Topic files read into entries; every fault is collected instead of stopping at the first."""

from collections import defaultdict
from collections.abc import Container
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge import enclosures
from knowledge.entries import Entry, Topic
from knowledge.faults import Fault, told
from knowledge.marked_yaml import Marked, Step, read

TOPIC_FIELDS = {"topic", "title", "entries"}

Shelf = tuple[Topic, tuple[Entry, ...]]


Mark = tuple[str, int, int]
"""The place, size and time of change of a file."""


def mark(file: Path) -> Mark:
    """What changes when somebody writes to a file."""
    try:
        state = file.stat()
    except OSError:  # gone since it was listed, or a link to nowhere
        return str(file), -1, -1
    return str(file), state.st_size, state.st_mtime_ns


def topic_files(folder: Path) -> list[Path]:
    """The topic files of a folder by name; hidden ones belong to editors and file systems."""
    return sorted(path for path in folder.glob("*.yaml") if not path.name.startswith("."))


def opened(path: Path) -> tuple[Marked | None, list[Fault]]:
    """A file as YAML, and what is wrong with it as such."""
    try:
        marked = read(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Fault(path.name, line, f"tulisan YAML tidak terbaca ({error.problem})")]
    except (UnicodeDecodeError, yaml.YAMLError):
        return None, [Fault(path.name, 1, "berkas ini bukan tulisan UTF-8")]
    except OSError as error:
        return None, [Fault(path.name, 1, f"berkas ini tidak bisa dibuka ({error.strerror})")]
    twice = marked.repeated_keys()
    return marked, [
        Fault(path.name, line, f"kolom «{key}» ditulis dua kali") for key, line in twice
    ]


class Reader:
    """Reads a folder of topic files; what is wrong with them stands in `faults`."""

    def __init__(self, expert_topics: Container[str]) -> None:
        self.faults: list[Fault] = []
        self._expert_topics = expert_topics
        self._written: dict[str, tuple[str, int]] = {}
        self._mentions: dict[str, list[tuple[str, int]]] = defaultdict(list)

    def read_folder(self, folder: Path) -> dict[Topic, tuple[Entry, ...]]:
        """All topics of the folder, in the order of the file names."""
        files = topic_files(folder)
        self._files = enclosures.beside(folder)
        if not folder.is_dir():
            self._fault(folder.name, 1, "map ini tidak ada")
        elif not files:
            self._fault(folder.name, 1, "tidak ada berkas topik (.yaml) di map ini")
        shelves = [shelf for file in files if (shelf := self._read_file(file))]
        for missing in self._mentions.keys() - self._written.keys():
            for name, line in self._mentions[missing]:
                self._fault(name, line, f"«related» menyebut «{missing}», yang tidak ada")
        return dict(shelves)

    def _read_file(self, path: Path) -> Shelf | None:
        marked, faults = opened(path)
        self.faults += faults
        topic = self._topic(path, marked) if marked else None
        if marked is None or topic is None:
            return None
        rows = enumerate(marked.data["entries"])
        entries = [self._entry(path.name, marked, row, number, topic) for number, row in rows]
        return topic, tuple(entry for entry in entries if entry)

    def _topic(self, path: Path, marked: Marked) -> Topic | None:
        data = marked.data
        if not isinstance(data, dict) or not isinstance(data.get("entries"), list):
            what = "berkas topik harus berisi «topic», «title», dan daftar «entries»"
            self._fault(path.name, 1, what)
            return None
        for key in data.keys() - TOPIC_FIELDS:
            self._fault(path.name, marked.line(key), f"kolom «{key}» tidak dikenal")
        if data.get("topic") != path.stem:
            line = marked.line("topic")
            self._fault(path.name, line, f"«topic» harus sama dengan nama berkas: {path.stem}")
        try:
            return Topic(id=path.stem, title=data.get("title", ""))
        except ValidationError as error:
            self._report(path.name, marked, error, ())
            return None

    def _entry(
        self, name: str, marked: Marked, row: Any, number: int, topic: Topic
    ) -> Entry | None:
        place = ("entries", number)
        if isinstance(row, dict):
            self._check_names(name, marked, row, place)
            row = {**row, "topic": topic.id}
        try:
            return Entry.model_validate(row)
        except ValidationError as error:
            self._report(name, marked, error, place)
            return None

    def _check_names(
        self, name: str, marked: Marked, row: dict[str, Any], place: tuple[str, int]
    ) -> None:
        if "topic" in row:
            self._fault(name, marked.line(*place, "topic"), "kolom «topic» tidak dikenal")
        expert_topic = row.get("expert_topic")
        if isinstance(expert_topic, str) and expert_topic not in self._expert_topics:
            line = marked.line(*place, "expert_topic")
            self._fault(name, line, f"«expert_topic» tidak dikenal: {expert_topic}")
        related = row.get("related")
        for index, other in enumerate(related if isinstance(related, list) else []):
            self._mentions[str(other)].append((name, marked.line(*place, "related", index)))
        self._check_files(name, marked, row, place)
        self._register(name, marked.line(*place, "id"), str(row.get("id", "")))

    def _check_files(
        self, name: str, marked: Marked, row: dict[str, Any], place: tuple[str, int]
    ) -> None:
        """What is wrong with the files themselves; their names are checked with the entry."""
        given = row.get("files")
        for index, one in enumerate(given if isinstance(given, list) else []):
            file = one.get("file") if isinstance(one, dict) else None
            if not isinstance(file, str) or not enclosures.is_named_well(file):
                continue
            if fault := enclosures.fault(self._files / file):
                self._fault(name, marked.line(*place, "files", index, "file"), fault)

    def _register(self, name: str, line: int, entry_id: str) -> None:
        if entry_id in self._written:
            file, first = self._written[entry_id]
            self._fault(name, line, f"id «{entry_id}» sudah dipakai di {file}, baris {first}")
        elif entry_id:
            self._written[entry_id] = (name, line)

    def _report(
        self, name: str, marked: Marked, error: ValidationError, place: tuple[Step, ...]
    ) -> None:
        for where, what in told(error):
            self._fault(name, marked.line(*place, *where), what)

    def _fault(self, file: str, line: int, what: str) -> None:
        self.faults.append(Fault(file, line, what))
