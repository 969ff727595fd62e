"""What is not wrong with the topic files, but what their writers will want to know."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knowledge import enclosures, words
from knowledge.entries import Entry
from knowledge.faults import Fault
from knowledge.library import Library
from knowledge.marked_yaml import Marked, Step, read
from knowledge.search import search

LOOKS_LIKE_A_TOPIC = {".yml", ".txt"}  # .txt: some editors hide that they add it


class Remarks:
    """Remarks on a library and the folder it was read from."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._files = {topic.id: read(folder / f"{topic.id}.yaml") for topic in library.topics()}

    def quick(self, on: date) -> list[Fault]:
        """What can be seen by reading: outdated answers, questions written twice, stray files."""
        return sorted([*self._outdated(on), *self._written_twice(), *self._stray_files()])

    def found_by_others(self) -> list[Fault]:
        """Entries that their own question does not find first; asks every one of them."""
        said = "pertanyaan ini tidak menemukan jawabannya sendiri; yang pertama: {}"
        return [
            self._at(entry, "question", what=said.format(first))
            for entry in self._library
            if (first := _first(self._library, entry.question)) != entry.id
        ]

    def _outdated(self, on: date) -> Iterator[Fault]:
        for entry in self._library:
            if not entry.is_valid(on):
                day = entry.withdrawn_on or entry.valid_until
                field = "withdrawn_on" if entry.withdrawn_on else "valid_until"
                how = "ditarik sejak" if entry.withdrawn_on else "berlaku sampai"
                what = f"«{entry.id}» tidak diberikan lagi: {how} {day}"
                yield self._at(entry, field, what=what)

    def _written_twice(self) -> Iterator[Fault]:
        first: dict[str, Entry] = {}
        for entry in self._library:
            for number, text in enumerate((entry.question, *entry.also)):
                known = first.setdefault(" ".join(words.plain(text)), entry)
                if known is not entry:
                    place: tuple[Step, ...] = ("also", number - 1) if number else ("question",)
                    what = f"«{text}» juga pertanyaan dari «{known.id}»"
                    yield self._at(entry, *place, what=what)

    def _stray_files(self) -> Iterator[Fault]:
        for path in self._folder.iterdir():
            if path.suffix in LOOKS_LIKE_A_TOPIC and not path.name.startswith("."):
                yield Fault(path.name, 1, "tidak dibaca: nama berkas harus berakhir .yaml")
        named = {one.file for entry in self._library for one in entry.files}
        for path in enclosures.beside(self._folder).glob("*"):
            if path.name not in named and not path.name.startswith("."):
                what = f"tidak disebut jawaban mana pun di «{enclosures.FILES}»"
                yield Fault(path.name, 1, what)

    def _at(self, entry: Entry, *field: Step, what: str) -> Fault:
        marked: Marked = self._files[entry.topic]
        number = self._library.entries(entry.topic).index(entry)
        return Fault(f"{entry.topic}.yaml", marked.line("entries", number, *field), what)


def _first(library: Library, question: str) -> str:
    hits = search(library, question)
    return hits[0].entry.id if hits else "tidak ada"
