"""The library: topic files read and checked once, immutable afterwards."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Self

from knowledge.entries import Entry, ExpertTopic, Topic
from knowledge.faults import LibraryFaults
from knowledge.marked_yaml import read
from knowledge.reading import Reader

PACKAGED = Path(__file__).parent / "topics"
EXPERT_TOPICS = Path(__file__).parent / "expert_topics.yaml"


class Library:
    """All entries, by id and by topic."""

    def __init__(
        self, topics: Mapping[Topic, tuple[Entry, ...]], expert_topics: Mapping[str, ExpertTopic]
    ) -> None:
        self._topics = MappingProxyType({topic.id: topic for topic in topics})
        self._shelves = MappingProxyType({topic.id: shelf for topic, shelf in topics.items()})
        self._entries = MappingProxyType(
            {entry.id: entry for shelf in topics.values() for entry in shelf}
        )
        self._expert_topics = MappingProxyType(dict(expert_topics))

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read a folder of topic files (None: the packaged one); raises `LibraryFaults`."""
        expert_topics = {topic.id: topic for topic in packaged_expert_topics()}
        reader = Reader(expert_topics)
        topics = reader.read_folder(path or PACKAGED)
        if reader.faults:
            raise LibraryFaults(reader.faults)
        return cls(topics, expert_topics)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, entry_id: str) -> Entry:
        """The entry of this id; KeyError when there is none."""
        return self._entries[entry_id]

    def topics(self) -> tuple[Topic, ...]:
        """All topics, in the order of their files."""
        return tuple(self._topics.values())

    def entries(self, topic: str) -> tuple[Entry, ...]:
        """The entries of one topic, in the order they are written."""
        return self._shelves[topic]

    def valid(self, on: date) -> tuple[Entry, ...]:
        """The entries that may be given as answers on this day."""
        return tuple(entry for entry in self if entry.is_valid(on))

    def expert_topic(self, topic_id: str) -> ExpertTopic:
        """Who answers in this field; KeyError when the field is unknown."""
        return self._expert_topics[topic_id]

    def expert_topics(self) -> tuple[ExpertTopic, ...]:
        """All fields of expertise."""
        return tuple(self._expert_topics.values())


def packaged_expert_topics() -> tuple[ExpertTopic, ...]:
    """The fields of expertise, without the books."""
    return tuple(ExpertTopic.model_validate(row) for row in read(EXPERT_TOPICS).data)
