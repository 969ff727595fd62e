"""The log of every call: what was on the wire, when, and how it ended."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .bell import Bell
from .wire import Json

SHOWN = 500


class Call(NamedTuple):
    """One finished call; begin and end are monotonic, a cut connection has status 0."""

    n: int
    at: datetime
    begin: float
    end: float
    method: str
    chat_id: int | None
    status: int
    parameters: Mapping[str, Any]
    summary: str

    def as_json(self) -> Json:
        return {
            "n": self.n,
            "time": self.at.isoformat(),
            "method": self.method,
            "chat_id": self.chat_id,
            "status": self.status,
            "ms": round((self.end - self.begin) * 1000, 1),
            "summary": self.summary,
        }


class CallLog:
    """Calls in the order in which they ended; only the last ones unless all are kept."""

    def __init__(self, keep_all: bool) -> None:
        self.calls: deque[Call] = deque(maxlen=None if keep_all else SHOWN)
        self.count = 0
        self.bell = Bell()

    def note(
        self,
        at: datetime,
        begin: float,
        end: float,
        method: str,
        parameters: Mapping[str, Any],
        status: int,
        refusal: str,
    ) -> None:
        self.count += 1
        chat = str(parameters.get("chat_id", ""))
        summary = refusal or str(parameters.get("text") or parameters.get("caption") or "")[:80]
        number = int(chat) if chat.lstrip("-").isdigit() else None
        self.calls.append(
            Call(self.count, at, begin, end, method, number, status, parameters, summary)
        )
        self.bell.ring()

    def after(self, number: int) -> list[Json]:
        return [call.as_json() for call in self.calls if call.n > number]

    def of(self, *methods: str, status: int | None = None) -> list[Call]:
        """The calls of these methods, or of all; with a status only those that ended so."""
        return [
            call
            for call in self.calls
            if (not methods or call.method in methods) and (status is None or call.status == status)
        ]
