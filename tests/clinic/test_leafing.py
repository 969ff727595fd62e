"""Pages of a long list."""

import pytest

from clinic.leafing import SIZE, LeafCases, leaf, needed

LONG = list(range(3 * SIZE - 1))


def labels(page: int, found: list[int]) -> list[str]:
    turned, _shown = leaf(found, page)
    return [label.strip("⬅️➡ ") for label, _button in turned.buttons(LeafCases)]


@pytest.mark.parametrize("page", range(3))
def test_every_item_is_on_one_page(page: int) -> None:
    known = LONG[: needed(page)]
    assert leaf(known, page)[1] == LONG[page * SIZE : (page + 1) * SIZE]


def test_there_is_a_way_on_and_back_where_there_is_more() -> None:
    assert labels(0, LONG) == ["Berikutnya"]
    assert labels(1, LONG) == ["Sebelumnya", "Berikutnya"]
    assert labels(2, LONG) == ["Sebelumnya"]
    assert labels(0, LONG[:SIZE]) == []
    assert labels(0, []) == []


def test_a_list_that_became_shorter_shows_its_last_page() -> None:
    turned, shown = leaf(LONG, 7)
    assert (turned.page, turned.more, list(shown)) == (2, False, LONG[2 * SIZE :])
    assert leaf([], 7) == ((0, False), [])
