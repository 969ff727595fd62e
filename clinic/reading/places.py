"""A place on the map: what the telephone sends, or two typed coordinates."""

import re

from clinic.reading.tokens import tidy
from clinic.reading.unreadable import Reason, Unreadable

PAIR = re.compile(r"([+-]?[0-9]{1,2}[.][0-9]+)[,; ]+([0-9]{2,3}[.][0-9]+)")
# The province with its seas, rounded outwards; exchanged coordinates fall outside.
SOUTH, NORTH, WEST, EAST = -9.5, -1.5, 124.0, 136.0


def place(text: str) -> list[float]:
    """Latitude and longitude: "-3.695, 128.181"."""
    found = PAIR.fullmatch(tidy(text))
    if not found:
        raise Unreadable(Reason.NOT_A_PLACE)
    return within_maluku(float(found[1]), float(found[2]))


def within_maluku(latitude: float, longitude: float) -> list[float]:
    """The pair as a list, when it lies in the province."""
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise Unreadable(Reason.OUTSIDE_MALUKU)
    return [float(latitude), float(longitude)]
