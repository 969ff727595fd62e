"""What is on the wire: a line before a call and a line after it, in a file that survives a crash.

After a crash only the calls without an answer are in doubt, instead of everything that was sent
since the last commit. The file belongs to one machine; after moving to another one, letters of
the last moments may be copied.
"""

import logging
import struct
from collections.abc import Iterable
from errno import ENOSPC
from io import FileIO
from os import strerror
from pathlib import Path

logger = logging.getLogger(__name__)

LINE = struct.Struct("<qq")  # letter id, message id
STARTED, FAILED, DOUBTED, SUPERSEDED = -1, -2, -3, -4
LARGE = 1 << 20


class Wire:
    """An append-only log of letters started and answered; what the database knows is dropped."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._open()
        self._live: dict[int, int] = {}

    def started(self, letter: int) -> None:
        """Raises OSError when it cannot be noted: then the call must not be made."""
        try:
            self._note(letter, STARTED)
        except OSError:
            del self._live[letter]
            raise

    def answered(self, letter: int, message_id: int) -> None:
        """The call was carried out; `message_id` is 0 for calls that make no message."""
        self._note_end(letter, message_id)

    def failed(self, letter: int) -> None:
        """The call was refused, never left, or its doubt has been decided."""
        self._note_end(letter, FAILED)

    def doubted(self, letter: int) -> None:
        """Nobody knows whether the call was carried out, and it must not be repeated."""
        self._note_end(letter, DOUBTED)

    def superseded(self, letter: int) -> None:
        """The call will not be made: a later letter says more."""
        self._note_end(letter, SUPERSEDED)

    def settled(self, letters: Iterable[int]) -> None:
        """The database knows what became of these."""
        for letter in letters:
            if self._live.get(letter) != STARTED:
                self._live.pop(letter, None)
        if not self._live:
            self._file.truncate(0)
        elif self._path.stat().st_size > LARGE:
            self._rewrite()

    def left_over(self) -> tuple[dict[int, int], set[int], set[int]]:
        """After a crash: message ids by letter answered, letters in doubt, letters superseded."""
        raw = self._path.read_bytes()
        whole = len(raw) - len(raw) % LINE.size  # a torn last line says nothing
        last = dict(LINE.iter_unpack(raw[:whole]))
        answered = {letter: said for letter, said in last.items() if said >= 0}
        doubtful = {letter for letter, said in last.items() if said in (STARTED, DOUBTED)}
        return answered, doubtful, {n for n, said in last.items() if said == SUPERSEDED}

    def clear(self) -> None:
        """Begin anew, in the file that is there now: another process may have rewritten it."""
        self._live.clear()
        self._file.close()
        self._path.write_bytes(b"")
        self._file = self._open()

    def close(self) -> None:
        self._file.close()

    def _note_end(self, letter: int, said: int) -> None:
        """What happened has happened: without its line a crash leaves the call in doubt."""
        try:
            self._note(letter, said)
        except OSError:
            logger.exception("wire.fault", extra={"letter": letter})

    def _note(self, letter: int, said: int) -> None:
        self._live[letter] = said
        written = self._file.write(LINE.pack(letter, said))
        if written != LINE.size:  # the disk is full: what follows must not begin in mid-line
            self._file.truncate(self._file.tell() - written)
            raise OSError(ENOSPC, strerror(ENOSPC))

    def _rewrite(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(b"".join(LINE.pack(*line) for line in self._live.items()))
        fresh.replace(self._path)
        self._file.close()
        self._file = self._open()

    def _open(self) -> FileIO:
        return self._path.open("ab", buffering=0)
