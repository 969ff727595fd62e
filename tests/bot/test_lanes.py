"""Queues by chat: in order inside, in turn between."""

from bot.lanes import INFINITY, MOST_OF_ONE, Lanes


def filled(*items: tuple[int, str]) -> Lanes[str]:
    lanes: Lanes[str] = Lanes()
    for lane, item in items:
        lanes.put(lane, item)
    return lanes


def taken(lanes: Lanes[str], most: int = 10, per_lane: int = 1) -> list[str]:
    return [item for _lane, item in lanes.take(most, per_lane)]


def test_a_lane_keeps_its_order_and_lanes_take_turns() -> None:
    lanes = filled((1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"))
    assert taken(lanes) == ["a1", "b1"]
    assert taken(lanes) == ["a2"]
    assert len(lanes) == 1


def test_a_flood_in_one_lane_waits_behind_everybody_else_s_next() -> None:
    lanes = filled(*((1, f"a{n}") for n in range(100)), (2, "b1"), (3, "c1"))
    assert taken(lanes, most=4, per_lane=2) == ["a0", "a1", "b1", "c1"]


def test_no_more_is_taken_than_asked_for() -> None:
    lanes = filled((1, "a1"), (2, "b1"), (3, "c1"))
    assert taken(lanes, most=2) == ["a1", "b1"]
    assert taken(lanes, most=2) == ["c1"]


def test_what_is_put_back_comes_first_again() -> None:
    lanes = filled((1, "a1"), (1, "a2"))
    lanes.put_back(*lanes.take(1)[0])
    assert [*taken(lanes), *taken(lanes)] == ["a1", "a2"]


def test_a_lane_that_rests_gives_nothing_until_its_time() -> None:
    lanes = filled((1, "a1"), (2, "b1"))
    lanes.hold(1, until=5.0)
    assert lanes.wake(4.0) == 5.0
    assert taken(lanes) == ["b1"]
    assert lanes.wake(5.0) is None
    assert taken(lanes) == ["a1"]


def test_a_rest_is_never_shortened_except_by_a_release() -> None:
    lanes = filled((1, "a1"))
    lanes.hold(1, until=INFINITY)
    lanes.hold(1, until=5.0)
    lanes.wake(6.0)
    assert taken(lanes) == []
    lanes.release(1)
    assert taken(lanes) == ["a1"]


def test_a_rest_that_was_made_longer_lasts_longer() -> None:
    lanes = filled((1, "a1"))
    lanes.hold(1, until=5.0)
    lanes.hold(1, until=9.0)
    assert lanes.wake(6.0) == 9.0
    assert taken(lanes) == []


def test_lanes_taken_to_be_held_rest_until_released() -> None:
    lanes = filled((1, "a1"), (1, "a2"))
    assert lanes.take(5, hold=True) == [(1, "a1")]
    lanes.put(1, "a3")
    assert lanes.take(5, hold=True) == []
    lanes.release(1)
    assert [*taken(lanes), *taken(lanes)] == ["a2", "a3"]


def test_a_lane_may_rest_before_anything_is_in_it() -> None:
    lanes: Lanes[str] = Lanes()
    lanes.hold(1, until=5.0)
    lanes.put(1, "a1")
    assert taken(lanes) == []
    lanes.wake(5.0)
    assert taken(lanes) == ["a1"]


def test_a_lane_with_more_in_the_database_is_read_on_when_it_is_empty() -> None:
    lanes: Lanes[str] = Lanes()
    for number in range(MOST_OF_ONE + 1):
        assert not lanes.is_cut(1)
        lanes.admit(1, "a", number)
    assert (len(lanes), lanes.is_cut(1), lanes.to_read_on()) == (MOST_OF_ONE, True, [])
    lanes.empty(1)
    assert lanes.to_read_on() == [(1, MOST_OF_ONE - 1)]
    assert not lanes.is_cut(1)


def test_lanes_tell_how_long_until_something_may_be_taken() -> None:
    lanes = filled((1, "a1"))
    assert lanes.pause(2.0) == 0
    lanes.hold(1, 5.0)
    assert (lanes.pause(2.0), lanes.pause(7.0)) == (3.0, 0)
    lanes.put(2, "b1")
    assert lanes.pause(2.0) == 0
    lanes.empty(1)
    lanes.empty(2)
    assert lanes.pause(2.0) is None


def test_a_lane_that_is_empty_but_to_be_read_on_is_not_forgotten() -> None:
    lanes: Lanes[str] = Lanes()
    for number in range(MOST_OF_ONE + 1):
        lanes.admit(1, "a", number)
    lanes.empty(1)
    lanes.hold(1, 5.0)
    assert lanes.pause(2.0) == 3.0
    lanes.wake(5.0)
    assert lanes.pause(5.0) == 0


def test_a_lane_can_be_emptied_and_used_again() -> None:
    lanes = filled((1, "a1"), (1, "a2"), (2, "b1"))
    assert lanes.empty(1) == ["a1", "a2"]
    assert lanes.empty(1) == []
    lanes.put(1, "a3")
    assert (taken(lanes), len(lanes)) == (["b1", "a3"], 0)
