"""The province's clock: where a moment becomes local time."""

from datetime import datetime
from zoneinfo import ZoneInfo

WIT = ZoneInfo("Asia/Jayapura")


def local(moment: datetime, zone: ZoneInfo = WIT) -> datetime:
    """The same moment on the clock of `zone`; naive moments are refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(zone)
