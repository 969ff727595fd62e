from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic import reading
from clinic.reading import Reason, Unreadable

READERS = (
    reading.integer,
    reading.rupiah,
    reading.percent,
    reading.yes_no,
    reading.place,
    lambda text: reading.day(text, today=date(2026, 11, 21)),
    lambda text: reading.choice(text, {"dd": ["Dana Desa"]}),
)


@given(st.sampled_from(READERS), st.text() | st.text("0123456789.,-rbjtmk /%"))
def test_any_text_is_read_or_refused_and_never_breaks(
    read: Callable[[str], object], text: str
) -> None:
    with suppress(Unreadable):
        read(text)


def test_a_refusal_carries_its_reason_and_the_facts_to_tell() -> None:
    with pytest.raises(Unreadable) as refused:
        reading.percent("120%")

    assert (refused.value.reason, refused.value.facts) == (Reason.TOO_LARGE, {"limit": 100})
