"""Numbers, money, days and moments as people in Maluku write them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

from clinic.zone import local

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
TAG = re.compile(r"<[^>]*>")
LETTER = 4096  # UTF-16 units, Telegram's limit for one message
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def number(value: int | float | Decimal, *, decimals: int = 2) -> str:
    """1250000 is "1.250.000"; decimals get a comma and lose trailing zeros."""
    # repr keeps what was typed: 2.675 is rounded as written, not as stored in binary.
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _, fraction = f"{exact:,f}".partition(".")
    fraction = fraction.rstrip("0")
    text = whole.replace(",", ".") + ("," + fraction if fraction else "")
    return "0" if text == "-0" else text


def percent(value: int | float | Decimal) -> str:
    """12.5 is "12,5%"."""
    return f"{number(value)}%"


def size(in_bytes: int) -> str:
    """14336 is "14 KB", 1258291 is "1,2 MB": what it costs to have a file sent."""
    thousands = max(1, round(in_bytes / 1024))
    if thousands < 1000:
        return f"{number(thousands)} KB"
    return f"{number(in_bytes / 1024**2, decimals=1)} MB"


def rupiah(value: int) -> str:
    """1250000 is "Rp1.250.000"."""
    return f"{'-' if value < 0 else ''}Rp{number(abs(value))}"


def day(when: date) -> str:
    """21 November 2026."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def weekday(when: date) -> str:
    """Sabtu, 21 November 2026."""
    return f"{WEEKDAYS[when.weekday()]}, {day(when)}"


def moment(when: datetime) -> str:
    """21 November 2026 pukul 16.00 WIT."""
    there = local(when)
    return f"{day(there)} {_clock(there)}"


def weekday_moment(when: datetime) -> str:
    """Selasa, 24 November 2026 pukul 16.00 WIT."""
    there = local(when)
    return f"{weekday(there)} {_clock(there)}"


def _clock(there: datetime) -> str:
    return f"pukul {there:%H.%M} {there.tzname()}"


def relative(when: date, today: date) -> str:
    """How far a due day is away: "3 hari lagi", "besok", "hari ini", "lewat 2 hari"."""
    days = (when - today).days
    if days < 0:
        return f"lewat {number(-days)} hari"
    return {0: "hari ini", 1: "besok"}.get(days, f"{number(days)} hari lagi")


def due(when: datetime, now: datetime) -> str:
    """Selasa, 24 November 2026 pukul 16.00 WIT; once it is over, " (lewat 2 hari)" behind it."""
    over = relative(local(when).date(), local(now).date()).replace("hari ini", "sudah lewat")
    return weekday_moment(when) + (f" ({over})" if when < now else "")


def listing(items: Sequence[str], most: int | None = None) -> str:
    """ "a", "a dan b", "a, b dan c"; of more than `most` the rest is counted: "a dan 2 lainnya"."""
    if most is not None and len(items) > most:
        items = [*items[:most], f"{number(len(items) - most)} lainnya"]
    *earlier, last = items
    return f"{', '.join(earlier)} dan {last}" if earlier else last


def as_of(written: str) -> str:
    """ "2026-02" is "Februari 2026"; a whole day or a bare year stay as exact as they are."""
    year, month, exact = [*written.split("-"), "", ""][:3]
    if not month:
        return year
    named = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(exact)} {named}" if exact else named


def as_plain(html: str) -> str:
    """Telegram HTML as people read it, without its marks."""
    return unescape(TAG.sub("", html))


def short(text: str, most: int) -> str:
    """At most so many UTF-16 units, as Telegram counts; what is cut shows by "…"."""
    if units(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return cut.rstrip() + "…"


def units(text: str) -> int:
    """The length as Telegram counts it: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


def sheets(texts: Iterable[str]) -> list[str]:
    """Texts in their order, put together on as few letters as hold them."""
    found: list[str] = []
    for text in filter(str.strip, texts):
        joined = f"{found[-1]}\n\n{text}" if found else text
        if found and units(joined) <= LETTER:
            found[-1] = joined
        else:
            found.append(text)
    return found
