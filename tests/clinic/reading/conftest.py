from collections.abc import Callable
from typing import Any

import pytest

from clinic.reading import Reason, Unreadable


@pytest.fixture
def outcome() -> Callable[..., Any]:
    """What a reader makes of a text: the value, or the reason why there is none."""

    def read(reader: Callable[..., Any], text: str, **facts: Any) -> Any | Reason:
        try:
            return reader(text, **facts)
        except Unreadable as refused:
            return refused.reason

    return read
