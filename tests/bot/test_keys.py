"""The key of the invitations: made once, whole, for its owner's eyes only."""

from pathlib import Path

from bot.keys import invitation_key


def test_the_key_is_made_once_and_stays(tmp_path: Path) -> None:
    data = tmp_path / "data"
    key = invitation_key(data)
    assert len(key) == 32
    assert invitation_key(data) == key
    assert invitation_key(tmp_path / "other") != key


def test_only_its_owner_may_read_it_and_nothing_else_is_left(tmp_path: Path) -> None:
    invitation_key(tmp_path)
    (key,) = tmp_path.iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
