"""The books in use: what the secretariat changes in the topic files is taken over while running."""

import asyncio
import logging
from pathlib import Path
from typing import Self

from knowledge.faults import LibraryFaults
from knowledge.library import PACKAGED, Library
from knowledge.reading import topic_files
from knowledge.search import index_of

logger = logging.getLogger(__name__)

Stamp = frozenset[tuple[str, int, int]]
"""The name, size and time of change of every topic file."""


class Books:
    """The library that questions are asked of, and the folder it was read from."""

    def __init__(self, folder: Path, library: Library, read: Stamp) -> None:
        self.library = library
        self.fault: LibraryFaults | None = None
        """Why what stands in the folder now is not in use."""
        self._folder = folder
        self._read = read
        self._seen = read

    @classmethod
    def open(cls, folder: Path | None) -> Self:
        """Read a folder of topic files (None: the packaged one); raises `LibraryFaults`."""
        place = folder or PACKAGED
        read = _stamp(place)  # before reading: what changes meanwhile is noticed later
        return cls(place, Library.load(place), read)

    async def refresh(self) -> None:
        """Take over a changed folder once it rests: a file still being copied is not read.

        The old library answers until the new one is ready, and goes on if the new one is faulty.
        """
        seen = await asyncio.to_thread(_stamp, self._folder)
        rests, self._seen = seen == self._seen, seen
        if not rests or seen == self._read:
            return
        self._read = seen  # also if reading fails: the same files would fail again
        try:
            self.library = await asyncio.to_thread(_ready, self._folder)
        except LibraryFaults as fault:
            self.fault = fault
            logger.warning("books.refused", extra={"faults": list(map(str, fault.faults))})
        else:
            self.fault = None
            logger.info("books.renewed", extra={"entries": len(self.library)})


def _stamp(folder: Path) -> Stamp:
    return frozenset(map(_mark, topic_files(folder)))


def _mark(file: Path) -> tuple[str, int, int]:
    try:
        state = file.stat()
    except OSError:  # gone since it was listed, or a link to nowhere
        return file.name, -1, -1
    return file.name, state.st_size, state.st_mtime_ns


def _ready(folder: Path) -> Library:
    """A library whose first question need not wait for the index."""
    library = Library.load(folder)
    index_of(library)
    return library
