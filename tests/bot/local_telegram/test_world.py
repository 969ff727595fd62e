"""What one Telegram keeps, and for how long."""

import pytest

from bot.local_telegram import LocalTelegram


@pytest.fixture
def local(make) -> LocalTelegram:
    return make(history=3)


def test_a_bounded_history_forgets_the_oldest_messages(maria):
    for word in "abcd":
        maria.says(word)
    texts = [entry.message["text"] for entry in maria.room().entries.values()]
    assert texts == ["b", "c", "d"]


def test_update_numbers_rise_by_one_from_a_number_of_chance(make):
    first, second = make(), make()
    assert first.world.delivery.next_id == second.world.delivery.next_id > 0
    for local in (first, second):
        local.person(7_000_000_001).starts()
    assert list(first.world.delivery.pending) == [first.world.delivery.next_id - 1]
