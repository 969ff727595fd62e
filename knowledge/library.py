"""The library: topic files read and checked once, immutable afterwards."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Self

from knowledge import enclosures, expert_topics, word_lists
from knowledge.entries import Enclosure, Entry, ExpertTopic, Topic
from knowledge.faults import LibraryFaults
from knowledge.reading import Reader

PACKAGED = enclosures.TOPICS


class Library:
    """All entries, by id and by topic."""

    def __init__(
        self,
        topics: Mapping[Topic, tuple[Entry, ...]],
        expert_topics: Mapping[str, ExpertTopic],
        folder: Path = PACKAGED,
        filed: Mapping[str, Entry] | None = None,
    ) -> None:
        self._folder = folder
        self._written = MappingProxyType(dict(topics))
        self._topics = MappingProxyType({topic.id: topic for topic in topics})
        self._shelves = MappingProxyType({topic.id: shelf for topic, shelf in topics.items()})
        self._entries = MappingProxyType(
            {entry.id: entry for shelf in topics.values() for entry in shelf}
        )
        self._expert_topics = MappingProxyType(dict(expert_topics))
        self._filed = self._entries if filed is None else filed

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read a folder of topic files (None: the packaged one); raises `LibraryFaults`."""
        fields = {topic.id: topic for topic in word_lists.take()}
        reader = Reader(fields)
        topics = reader.read_folder(path or PACKAGED)
        if reader.faults:
            raise LibraryFaults(reader.faults)
        return cls(topics, fields, path or PACKAGED)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def with_entries(self, entries: Iterable[Entry]) -> Self:
        """The same books with these entries, each for that of its id or at the end of its topic.

        A related entry that is not there is not named.
        """
        new = {entry.id: entry for entry in entries}
        known = self._entries.keys() | new.keys()
        shelves = {}
        for topic, shelf in self._written.items():
            fresh = {e.id: _naming(e, known) for e in new.values() if e.topic == topic.id}
            kept = [fresh.pop(entry.id, entry) for entry in shelf]
            shelves[topic] = (*kept, *fresh.values())
        return type(self)(shelves, self._expert_topics, self._folder, self._filed)

    def entry(self, entry_id: str) -> Entry:
        """The entry of this id; KeyError when there is none."""
        return self._entries[entry_id]

    def get(self, entry_id: str) -> Entry | None:
        """The entry of this id, if there is one."""
        return self._entries.get(entry_id)

    def filed(self, entry_id: str) -> Entry | None:
        """The entry as the files have it, whatever was approved since."""
        return self._filed.get(entry_id)

    def topics(self) -> tuple[Topic, ...]:
        """All topics, in the order of their files."""
        return tuple(self._topics.values())

    def entries(self, topic: str) -> tuple[Entry, ...]:
        """The entries of one topic, in the order they are written."""
        return self._shelves[topic]

    def valid(self, on: date) -> tuple[Entry, ...]:
        """The entries that may be given as answers on this day."""
        return tuple(entry for entry in self if entry.is_valid(on))

    def enclosed(self, entry: Entry) -> list[tuple[Enclosure, int]]:
        """The files that this entry has to give at this moment, with their sizes in bytes."""
        files = enclosures.beside(self._folder)
        sizes = [(one, enclosures.size(files / one.file)) for one in entry.files]
        return [(one, size) for one, size in sizes if size]

    def content(self, enclosure: Enclosure) -> bytes | None:
        """The bytes of a file as it is now; None when it is gone."""
        return enclosures.content(enclosures.beside(self._folder) / enclosure.file)

    def expert_topic(self, topic_id: str) -> ExpertTopic:
        """Who answers in this field; KeyError when the field is unknown."""
        return self._expert_topics[topic_id]

    def expert_topics(self) -> tuple[ExpertTopic, ...]:
        """All fields of expertise."""
        return tuple(self._expert_topics.values())


def _naming(entry: Entry, known: Container[str]) -> Entry:
    """The entry, naming only related ones that are there."""
    related = tuple(other for other in entry.related if other in known)
    return entry.model_copy(update={"related": related})


def packaged_expert_topics() -> tuple[ExpertTopic, ...]:
    """The fields of expertise, without the books."""
    return expert_topics.in_use()
