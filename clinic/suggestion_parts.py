"""The parts of a suggestion, as their owner types them."""

import re
from datetime import date
from typing import Any

from clinic import reading
from clinic.reading import Unreadable
from clinic.refusals import DayNotTaken, NothingWritten, PartNotTaken
from knowledge import words

NOTHING = frozenset(
    {"-", "tidak ada", "tanpa", "tanpa batas", "kosong", "hapus", "selamanya", "tidak berakhir"}
)
UNTIL = re.compile(r"(?i)^(?:berlaku\s+)?(?:sampai|hingga|s/d|sd)\s+(?:dengan\s+)?(?:tanggal\s+)?")
OPTIONAL = ("more", "legal_basis", "valid_until")
FOREIGN_TAG = re.compile(r"<(?!/?[bi]>)[^>]*>")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/|$)")
SCHEME = re.compile(r"https?://", re.IGNORECASE)


def read(part: str, text: str, html: str, *, today: date) -> Any:
    """The value of a part, or None to leave it out; `html`: the same words with their marks."""
    written = text.strip()
    if not written:
        raise NothingWritten
    if written.lower().rstrip(".") in NOTHING and part in OPTIONAL:
        return None
    if not words.plain(written):
        raise PartNotTaken(waiting=False)
    match part:
        case "question" | "owner":
            return " ".join(written.split())
        case "answer" | "more":
            return FOREIGN_TAG.sub("", html).strip()
        case "valid_until":
            return _day(UNTIL.sub("", written), today)
        case "sources":
            return [_address(one.strip(",;<>()[]")) for one in written.split() if words.plain(one)]
    return [" ".join(line.split()) for line in written.splitlines() if words.plain(line)]


def _address(written: str) -> str:
    """Some phones begin every line with a capital: «Https://»; some programs copy «[JDIH](...)»."""
    if scheme := SCHEME.search(written):
        return scheme[0].lower() + written[scheme.end() :]
    return f"https://{written}" if HOST.match(written) else written


def _day(written: str, today: date) -> str:
    try:
        day = reading.day(written, today=today)
    except Unreadable as unreadable:
        raise DayNotTaken(past=False) from unreadable
    if day < today:
        raise DayNotTaken(past=True)
    return day.isoformat()
