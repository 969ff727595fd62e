"""The books in use: what is changed in the topic files, or approved in the clinic, is taken over.

All that while running; what is in the files comes first (see knowledge/editions.py).
"""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import publishing
from knowledge import word_lists
from knowledge.editions import Edition, revised
from knowledge.enclosures import beside
from knowledge.faults import LibraryFaults
from knowledge.fields import fields_of
from knowledge.library import PACKAGED, Library
from knowledge.reading import Mark, mark, topic_files
from storage import editions

logger = logging.getLogger(__name__)

Stamp = frozenset[Mark]
"""Every topic file, and the files and lists beside them."""


class Approved(NamedTuple):
    """All editions, and the number of the last one."""

    newest: int
    editions: Sequence[Edition]


class Books:
    """The library that questions are asked of, and the folder it was read from."""

    def __init__(self, folder: Path, library: Library, read: Stamp) -> None:
        self.library = library
        self.fault: LibraryFaults | None = None
        """Why what stands in the folder now is not in use."""
        self._folder = folder
        self._read = read
        self._seen = read
        self._filed = library
        self._approved: Sequence[Edition] = ()
        self._newest = 0  # the number of the last edition that is in use

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
            self._filed = await asyncio.to_thread(Library.load, self._folder)
        except LibraryFaults as fault:
            self.fault = fault
            logger.warning("books.refused", extra={"faults": list(map(str, fault.faults))})
        else:
            self.fault = None
            await self._use()

    async def approved(self, session: AsyncSession) -> Approved | None:
        """What was approved in the clinic, all of it; None if nothing is new."""
        newest = await editions.latest(session)
        if newest == self._newest:
            return None
        return Approved(newest, await publishing.approved(session))

    async def take(self, approved: Approved | None) -> None:
        """Use these editions beside the files; None: as before."""
        if approved is not None:
            self._approved = approved.editions
            await self._use()
            self._newest = approved.newest

    async def _use(self) -> None:
        self.library = await asyncio.to_thread(_ready, self._filed, self._approved)
        logger.info("books.renewed", extra={"entries": len(self.library)})


def _stamp(folder: Path) -> Stamp:
    enclosed = beside(folder).glob("*")
    return frozenset(map(mark, [*topic_files(folder), *enclosed, *word_lists.files()]))


def _ready(filed: Library, approved: Sequence[Edition]) -> Library:
    """A library whose first question need not wait for its index and fields."""
    library = revised(filed, approved)
    fields_of(library)
    return library
