"""Telegram's limits: whatever the way costs, no window ever holds more than it may."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pace import Pace

OVERALL, CHAT, GROUP = 5, 2, 3
CALLS = st.lists(
    st.tuples(
        st.sampled_from([1, 2, -3]),
        st.floats(0, 3),  # how long after the one before somebody wants to send
        st.floats(0, 2),  # how long the call is on its way
        st.floats(0, 1),  # where on its way Telegram counts it
    ),
    max_size=60,
)


def counted(calls: list[tuple[int, float, float, float]]) -> list[tuple[int, float]]:
    """Send one call after the other as early as the pace allows; when Telegram counts each."""
    pace = Pace(overall=OVERALL, chat=CHAT, group=GROUP)
    now, free, flying, seen = 0.0, defaultdict[int, float](float), [], []
    for chat, wait, way, where in calls:
        now = max(now + wait, free[chat])
        while True:
            for landing, to in sorted(flying):
                if landing <= now or pace.overall_free_at(now) == float("inf"):
                    now = max(now, landing)
                    free[to] = pace.landed(to, landing)
                    flying.remove((landing, to))
            now, before = max(pace.overall_free_at(now), free[chat]), now
            busy = [landing for landing, to in flying if to == chat]  # one at a time to a chat
            now = max([now, *busy])
            if now == before and not busy:
                break
        pace.started()
        flying.append((now + way, chat))
        seen.append((chat, now + way * where))
    return seen


def most_within(times: list[float], seconds: float) -> int:
    """The fullest window that Telegram could count."""
    inside = (sum(begin <= t < begin + seconds - 1e-6 for t in times) for begin in times)
    return max(inside, default=0)


@settings(deadline=None, derandomize=True)
@given(CALLS)
def test_no_window_ever_holds_more_than_it_may(
    calls: list[tuple[int, float, float, float]],
) -> None:
    seen = counted(calls)
    assert most_within([t for _chat, t in seen], 1) <= OVERALL
    for chat in (1, 2, -3):
        assert most_within([t for to, t in seen if to == chat], 1) <= CHAT
    assert most_within([t for to, t in seen if to == -3], 60) <= GROUP


def test_what_is_free_may_go_at_once() -> None:
    pace = Pace(overall=2, chat=1, group=1)
    assert pace.overall_free_at(10.0) == 10.0
    pace.started()
    assert pace.overall_free_at(10.0) == 10.0
    assert pace.landed(7, 10.5) == 11.5
    assert pace.overall_free_at(10.5) == 10.5


def test_when_all_room_is_on_its_way_an_answer_must_come_first() -> None:
    pace = Pace(overall=1)
    pace.started()
    assert pace.overall_free_at(3.0) == float("inf")
    pace.landed(7, 4.0)
    assert pace.overall_free_at(4.5) == 5.0
    assert pace.overall_free_at(5.0) == 5.0


def test_a_group_waits_for_its_minute_and_a_person_does_not() -> None:
    pace = Pace(overall=0, chat=0, group=1)
    for chat in (-7, 7):
        pace.started()
        assert pace.landed(chat, 1.0) == (61.0 if chat < 0 else 1.0)


def test_nought_is_no_limit() -> None:
    pace = Pace(overall=0, chat=0, group=0)
    for _ in range(1000):
        pace.started()
        assert (pace.landed(-7, 1.0), pace.overall_free_at(1.0)) == (1.0, 1.0)


def test_a_quiet_chat_is_forgotten_only_when_its_minute_is_over() -> None:
    pace = Pace(overall=0, chat=0, group=1)
    pace.started()
    pace.landed(-7, 0.0)
    pace.forget_idle(59.0)
    pace.started()
    assert pace.landed(-7, 59.0) == 119.0
    pace.forget_idle(120.0)
    pace.started()
    assert pace.landed(-7, 120.0) == 180.0


def test_one_chat_that_must_wait_leaves_the_others_alone() -> None:
    pace = Pace(overall=2)
    pace.refused(7, 10.0, 60)
    pace.refused(7, 20.0, 5)
    assert pace.overall_free_at(20.0) == 20.0


def test_a_second_chat_that_must_wait_meanwhile_means_everybody() -> None:
    for overall in (0, 2):
        pace = Pace(overall=overall)
        pace.refused(7, 10.0, 60)
        pace.refused(7, 11.0, 1)  # the first word still counts
        pace.refused(8, 30.0, 5)
        assert pace.overall_free_at(30.0) == 35.0
        pace.refused(9, 31.0, 2)
        assert pace.overall_free_at(31.0) == 35.0
        assert pace.overall_free_at(36.0) == 36.0


def test_who_must_wait_after_the_first_may_go_again_is_a_first_one() -> None:
    pace = Pace()
    for chat, now in ((7, 10.0), (8, 12.0), (9, 14.0)):
        pace.refused(chat, now, 2)
    assert pace.overall_free_at(14.0) == 14.0
