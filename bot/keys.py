"""The secret that turns an invitation's seed into its code; it never enters the database."""

import os
import secrets
from pathlib import Path

SIZE = 32


def invitation_key(data_dir: Path) -> bytes:
    """The key in the data folder, made at first need; only its owner may read it."""
    path = data_dir / "invitation.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
    return path.read_bytes()
