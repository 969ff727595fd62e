"""Trouble on order: which calls are refused, slowed or cut."""

import random
from dataclasses import dataclass
from typing import Any

from .refusals import Impossible, Refusal, conflict, too_many

KINDS = ("429", "500", "502", "slow", "cut_before", "cut_after", "conflict", "poison")
REFUSING = ("429", "500", "502", "conflict")
POLLED_TWICE = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Fault:
    """One rule; `share` of the matching calls, at most `count` times."""

    kind: str
    method: str | None = None
    chat_id: int | None = None
    share: float = 1.0
    count: int | None = None
    retry_after: int = 1
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Impossible(f"Gangguan {self.kind} tidak dikenal.")
        if self.kind == "conflict":
            self.method = "getUpdates"

    def matches(self, method: str | None, chat_id: Any) -> bool:
        if self.method and (method or "").lower() != self.method.lower():
            return False
        return self.chat_id is None or str(self.chat_id) == str(chat_id)


class Faults:
    """The rules in force."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rules: list[Fault] = []

    def add(self, kind: str, **options: Any) -> Fault:
        rule = Fault(kind, **options)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def take(self, kind: str, method: str | None, chat_id: Any) -> Fault | None:
        """The rule of this kind that strikes now, its count used up by one."""
        if not self.rules:
            return None
        for rule in self.rules:
            if rule.kind == kind and rule.matches(method, chat_id) and self.strikes(rule):
                return rule
        return None

    def strikes(self, rule: Fault) -> bool:
        if rule.share < 1 and self.chance.random() >= rule.share:
            return False
        if rule.count is not None:
            rule.count -= 1
            if rule.count <= 0:
                self.rules.remove(rule)
        return True


def refusal_of(rule: Fault) -> Refusal:
    if rule.kind == "429":
        return too_many(rule.retry_after)
    if rule.kind == "conflict":
        return conflict(POLLED_TWICE)
    words = {"500": "Internal Server Error", "502": "Bad Gateway"}
    return Refusal(int(rule.kind), words[rule.kind])
