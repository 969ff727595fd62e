"""Entries that were approved in the clinic: they count beside the files, until the files have them.

An edition remembers which entry of the files it took the place of. Once that entry reads otherwise
the file is right again: the secretariat has written something newer, or has taken an edition over.
In the second case the editions after that one still count.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from knowledge.entries import Entry
from knowledge.library import Library

logger = logging.getLogger(__name__)


class Edition(NamedTuple):
    """An entry as stored, and the fingerprint of the file's entry that it replaced (None: none)."""

    data: dict[str, Any]
    base: str | None


def fingerprint(entry: Entry | None) -> str | None:
    """What tells an entry from how it read before.

    Neither the order of its fields nor those that are not used count: both may change with us.
    """
    if entry is None:
        return None
    return sha256(json.dumps(stored(entry), sort_keys=True).encode()).hexdigest()[:16]


def stored(entry: Entry) -> dict[str, Any]:
    """The entry as JSON, without what is left empty."""
    return entry.model_dump(mode="json", exclude_defaults=True)


def in_force(library: Library, editions: Iterable[Edition]) -> list[Entry]:
    """What editions say: of each entry the latest, if it still counts."""
    chains: dict[str, list[Entry]] = defaultdict(list)
    bases: dict[str, str | None] = {}
    for entry, base in _usable(library, editions):
        chains[entry.id].append(entry)
        bases[entry.id] = base
    return [
        chain[-1]
        for one, chain in chains.items()
        if _counts(chain, bases[one], fingerprint(library.filed(one)))
    ]


def overruled(library: Library, editions: Sequence[Edition]) -> list[Entry]:
    """What was approved last, where the files read otherwise since: the books do not use it."""
    last = {entry.id: entry for entry, _ in _usable(library, editions)}
    for entry in in_force(library, editions):
        del last[entry.id]
    return [e for e in last.values() if fingerprint(e) != fingerprint(library.filed(e.id))]


def _usable(library: Library, editions: Iterable[Edition]) -> Iterator[tuple[Entry, str | None]]:
    """Those that fit into these books: their topic may be in another folder, their field retired.

    One that is not what an entry must be by now stops no clinic.
    """
    topics = {topic.id for topic in library.topics()}
    fields = {field.id for field in library.expert_topics()}
    for edition in editions:
        try:
            entry = Entry.model_validate(edition.data)
        except ValidationError:
            logger.warning("books.edition_refused", extra={"entry": edition.data.get("id")})
            continue
        if entry.topic in topics and entry.expert_topic in fields:
            yield entry, edition.base


def _counts(chain: Sequence[Entry], base: str | None, filed: str | None) -> bool:
    """Whether the last edition of an entry counts beside what the files say of it.

    It does where they read as when it was approved, or as an edition before it.
    """
    *before, last = map(fingerprint, chain)
    return filed != last and (filed == base or filed in before)


def revised(library: Library, editions: Iterable[Edition]) -> Library:
    """The books with the editions that count; the same object where there are none."""
    entries = in_force(library, editions)
    return library.with_entries(entries) if entries else library
