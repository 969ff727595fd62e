"""Days as people type them; the day comes before the month, as in all of Indonesia."""

import re
from calendar import isleap
from datetime import date, timedelta

from clinic.reading.tokens import tidy
from clinic.reading.unreadable import Reason, Unreadable
from clinic.wording import MONTHS, WEEKDAYS

SHORT_MONTHS = {
    "pebruari": 2,
    "feb": 2,
    "peb": 2,
    "mrt": 3,
    "may": 5,
    "agt": 8,
    "ags": 8,
    "agus": 8,
    "aug": 8,
    "sept": 9,
    "oct": 10,
    "nopember": 11,
    "nop": 11,
    "dec": 12,
}
MONTH_NUMBERS = {
    **{name.casefold(): index for index, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): index for index, name in enumerate(MONTHS, 1)},
    **SHORT_MONTHS,
}
WEEKDAY_NUMBERS = {
    **{name.casefold(): index for index, name in enumerate(WEEKDAYS)},
    "jum'at": 4,
    "ahad": 6,
}
RELATIVE = {
    **dict.fromkeys(("hari ini", "hr ini", "sekarang", "skrg", "skrng", "tadi"), 0),
    **dict.fromkeys(("kemarin", "kmrn", "kmarin", "kamareng", "kamaring"), -1),
    **dict.fromkeys(("besok", "bsk"), 1),
    "lusa": 2,
}
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
YEAR = "'?(?P<year>[0-9]{4}|[0-9]{2})"
NAMED = re.compile(
    rf"(?P<day>[0-9]{{1,2}})[\s.-]*(?P<month>{MONTH})(?![a-z])\.?(?:[\s,.-]*{YEAR})?"
)
NUMBERED = re.compile(
    rf"(?P<day>[0-9]{{1,2}}) ?(?P<sign>[-/.]) ?(?P<month>[0-9]{{1,2}})(?: ?(?P=sign) ?{YEAR})?"
)
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
DAYS_AGO = re.compile(r"([0-9]{1,2}) (?:hari|hr) (?:yang |yg )?lalu")
LEAD = re.compile(rf"^(?:({'|'.join(WEEKDAY_NUMBERS)})[,. ]+)?(?:(?:tanggal|tgl)[.: ]*)?")
SOON_DAYS = 60
NEAR_YEARS = 10


def day(text: str, *, today: date) -> date:
    """A day: "3/4", "3 April 2026", "03-04-26", "kemarin"."""
    plain = tidy(text).rstrip(" .!")
    lead = LEAD.match(plain)
    written = plain[lead.end() :] if lead else plain
    if not written:
        raise Unreadable(Reason.NOT_A_DAY if plain else Reason.EMPTY)
    found = _relative(written, today) or _written(written, today)
    if lead and lead[1] and found.weekday() != WEEKDAY_NUMBERS[lead[1]]:
        raise Unreadable(Reason.WEEKDAY_DIFFERS, day=found.isoformat())
    return found


def _relative(written: str, today: date) -> date | None:
    ago = DAYS_AGO.fullmatch(written)
    days = -int(ago[1]) if ago else RELATIVE.get(written)
    return None if days is None else today + timedelta(days=days)


def _written(written: str, today: date) -> date:
    if found := YEAR_FIRST.fullmatch(written):
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    found = NAMED.fullmatch(written) or NUMBERED.fullmatch(written)
    if not found:
        raise Unreadable(_fault(written))
    month = MONTH_NUMBERS.get(found["month"]) or int(found["month"])
    if found["year"] is None:
        return _without_year(month, int(found["day"]), today)
    return _valid(_year(found["year"], today), month, int(found["day"]))


def _without_year(month: int, number: int, today: date) -> date:
    """The one that comes within two months, or else the last one that was."""
    latest = today + timedelta(days=SOON_DAYS)
    year = latest.year - ((month, number) > (latest.month, latest.day))
    while (month, number) == (2, 29) and not isleap(year):
        year -= 1
    return _valid(year, month, number)


def _year(written: str, today: date) -> int:
    """Two figures mean this century; a year far from today was hardly meant as one."""
    year = int(written) if len(written) == 4 else 2000 + int(written)
    if len(written) == 2 and abs(year - today.year) > NEAR_YEARS:
        raise Unreadable(Reason.AMBIGUOUS)
    return year


def _valid(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise Unreadable(Reason.NO_SUCH_DAY) from None


def _fault(written: str) -> Reason:
    names = re.findall(rf"\b(?:{MONTH})\b", written)
    numbers = re.findall(r"(?<![0-9])[0-9]{1,2}(?![0-9])", written)
    several = re.search(r"[0-9] ?(?:-|s/d|sd|sampai|dan|,|&) ?[0-9]", written)
    if len(names) > 1 or len(NUMBERED.findall(written)) > 1 or (names and several):
        return Reason.SEVERAL_DAYS
    if names and not numbers:
        return Reason.DAY_MISSING
    return Reason.NOT_A_DAY
