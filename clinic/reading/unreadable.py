"""Why something typed could not be taken over."""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with an answer; the texts explain each kind in plain words."""

    EMPTY = "empty"
    WRONG_KIND = "wrong_kind"
    AMBIGUOUS = "ambiguous"

    NOT_A_NUMBER = "not_a_number"
    SEVERAL_NUMBERS = "several_numbers"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    SCALE_MISSING = "scale_missing"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"

    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    SEVERAL_DAYS = "several_days"
    DAY_MISSING = "day_missing"
    WEEKDAY_DIFFERS = "weekday_differs"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    IN_FUTURE = "in_future"

    NOT_A_CHOICE = "not_a_choice"
    NOT_YES_OR_NO = "not_yes_or_no"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOT_A_PLACE = "not_a_place"
    OUTSIDE_MALUKU = "outside_maluku"
    UNCLEAR_NOTHING = "unclear_nothing"
    NOT_EMPTY_HERE = "not_empty_here"


class Unreadable(Exception):
    """The answer cannot be taken over; `reason` and plain facts tell the person why."""

    def __init__(self, reason: Reason, **facts: int | float | str | list[str]) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.facts = facts
