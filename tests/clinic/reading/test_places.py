from collections.abc import Callable
from typing import Any

import pytest

from clinic import reading
from clinic.reading import Reason

PLACES: dict[str, list[float] | Reason] = {
    "-3.695, 128.181": [-3.695, 128.181],
    "-3.695 128.181": [-3.695, 128.181],
    "−3.695;128.181": [-3.695, 128.181],
    "128.181, -3.695": Reason.NOT_A_PLACE,
    "-6.2, 106.8": Reason.OUTSIDE_MALUKU,
    "di kantor desa": Reason.NOT_A_PLACE,
    "": Reason.NOT_A_PLACE,
}


@pytest.mark.parametrize(("text", "told"), PLACES.items())
def test_coordinates_are_read_or_refused_with_the_reason(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.place, text) == told
