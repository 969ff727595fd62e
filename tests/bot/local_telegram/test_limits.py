"""Telegram's limits, held to the second."""

import pytest

from bot.local_telegram import Limits, LocalTelegram
from bot.local_telegram.refusals import Refusal


def refused(limits: Limits, chat: int, now: float, method: str = "sendMessage") -> int | None:
    try:
        limits.check(method, chat, now)
    except Refusal as no:
        return int(no.parameters["retry_after"])
    return None


def test_one_chat_takes_one_message_a_second():
    limits = Limits()
    assert [refused(limits, 1, now) for now in (0.0, 0.5, 1.0)] == [None, 1, None]


def test_thirty_a_second_overall():
    limits = Limits()
    assert all(refused(limits, chat, 0.1) is None for chat in range(1, 31))
    assert refused(limits, 31, 0.2) == 1
    assert refused(limits, 31, 1.1) is None


def test_a_group_takes_twenty_a_minute():
    limits = Limits()
    assert all(refused(limits, -5, float(second)) is None for second in range(20))
    assert refused(limits, -5, 20.5) == 40


def test_edits_count_and_answers_to_taps_do_not():
    limits = Limits()
    assert refused(limits, 1, 0.0, "editMessageText") is None
    assert refused(limits, 1, 0.1, "answerCallbackQuery") is None
    assert refused(limits, 1, 0.2) == 1


@pytest.fixture
def local(make) -> LocalTelegram:
    return make(limits=Limits())


async def test_a_bot_that_hurries_gets_429(call, maria):
    statuses = [(await call("sendMessage", chat_id=maria.id, text="x"))[0] for _ in range(2)]
    assert statuses == [200, 429]
