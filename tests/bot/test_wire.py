"""The log of the wire: what a crash leaves behind, and that it stays small."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.wire import LARGE, LINE, Wire


def after_a_crash(path: Path) -> tuple[dict[int, int], set[int], set[int]]:
    wire = Wire(path)
    left = wire.left_over()
    wire.close()
    return left


def test_a_crash_leaves_what_was_answered_and_what_is_in_doubt(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "wire.log")
    for letter in (1, 2, 3, 4, 5):
        wire.started(letter)
    wire.answered(1, 101)
    wire.answered(2, 0)
    wire.failed(3)
    wire.doubted(4)
    wire.superseded(6)
    wire.close()
    assert after_a_crash(tmp_path / "wire.log") == ({1: 101, 2: 0}, {4, 5}, {6})


def test_a_torn_last_line_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "wire.log"
    whole = LINE.pack(1, -1) + LINE.pack(1, 101) + LINE.pack(2, -1)
    for torn in range(LINE.size):
        path.write_bytes(whole + LINE.pack(2, 102)[:torn])
        assert after_a_crash(path) == ({1: 101}, {2}, set())


def test_what_the_database_knows_is_not_left_over(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "wire.log")
    for letter in (1, 2):
        wire.started(letter)
        wire.answered(letter, 100 + letter)
    wire.superseded(3)
    wire.settled([1, 2, 3])
    wire.close()
    assert (tmp_path / "wire.log").stat().st_size == 0


def test_a_call_that_has_started_again_stays_in_doubt(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "wire.log")
    wire.started(1)
    wire.failed(1)
    wire.started(1)
    wire.settled([1])
    wire.close()
    assert after_a_crash(tmp_path / "wire.log") == ({}, {1}, set())


def test_a_decided_doubt_is_no_longer_one(tmp_path: Path) -> None:
    wire = Wire(tmp_path / "wire.log")
    wire.started(1)
    wire.doubted(1)
    wire.settled([1])
    wire.close()
    assert after_a_crash(tmp_path / "wire.log") == ({}, set(), set())


def test_a_log_grown_large_is_rewritten_with_what_still_counts(tmp_path: Path) -> None:
    path = tmp_path / "wire.log"
    wire = Wire(path)
    wire.started(1)
    for letter in range(2, LARGE // LINE.size // 2 + 10):
        wire.started(letter)
        wire.answered(letter, letter)
    wire.settled(range(2, LARGE))
    assert path.stat().st_size == LINE.size
    wire.answered(1, 101)
    wire.close()
    assert after_a_crash(path) == ({1: 101}, set(), set())


def test_who_takes_over_begins_anew_in_the_file_that_is_there(tmp_path: Path) -> None:
    """Whoever stood by had the log open while the other one rewrote it."""
    path = tmp_path / "wire.log"
    standby = Wire(path)
    fresh = tmp_path / "fresh"
    fresh.write_bytes(LINE.pack(1, -1))
    fresh.replace(path)
    assert standby.left_over() == ({}, {1}, set())
    standby.clear()
    standby.started(2)
    standby.close()
    assert after_a_crash(path) == ({}, {2}, set())


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file can grow beyond `room` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 7])
def test_on_a_full_disk_no_call_begins_and_what_has_happened_stays_in_doubt(
    tmp_path: Path, room: int
) -> None:
    path = tmp_path / "wire.log"
    wire = Wire(path)
    wire.started(1)
    with full_disk(LINE.size + room):
        wire.answered(1, 101)
        with pytest.raises(OSError, match=r"space|large"):
            wire.started(2)
    wire.started(3)
    wire.answered(3, 103)
    wire.close()
    assert after_a_crash(path) == ({3: 103}, {1}, set())
