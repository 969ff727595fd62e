"""Reading what people type, in the many ways they type it; what has two meanings is asked back."""

from clinic.reading.amounts import integer, percent, rupiah
from clinic.reading.answers import choice, yes_no
from clinic.reading.days import day
from clinic.reading.places import place
from clinic.reading.unreadable import Reason, Unreadable

__all__ = [
    "Reason",
    "Unreadable",
    "choice",
    "day",
    "integer",
    "percent",
    "place",
    "rupiah",
    "yes_no",
]
