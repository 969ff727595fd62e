"""The province's clock: where a moment becomes local time."""

from datetime import datetime
from zoneinfo import ZoneInfo

WIT = ZoneInfo("Asia/Jayapura")
_here = WIT


def settle(name: str) -> None:
    """Move the clinic to another zone; said once, at the start, by the settings."""
    global _here
    _here = ZoneInfo(name)


def here() -> ZoneInfo:
    """The zone of working hours, deadlines and quarters."""
    return _here


def local(moment: datetime) -> datetime:
    """The same moment on the province's clock; naive moments are refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(_here)
