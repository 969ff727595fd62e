"""The secret that turns an invitation's seed into its code; it never enters the database."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

SIZE = 32


def invitation_key(data_dir: Path) -> bytes:
    """The key in the data folder, made at first need; only its owner may read it."""
    path = data_dir / "invitation.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """A whole key or none, also in a power cut; of two processes the first one wins."""
    with TemporaryDirectory(dir=path.parent) as folder:  # which only its owner may enter
        fresh = Path(folder) / path.name
        with fresh.open("xb") as file:
            fresh.chmod(0o600)
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
