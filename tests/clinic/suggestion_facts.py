"""Sample facts for the texts of the suggestions for the books (see letter_facts)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any

from clinic import leafing, suggestion_lists, suggestion_standing
from storage.answers import Tally

Words = Callable[[int], str]
MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def own(say: Words) -> dict[str, dict[str, Any]]:
    """Everything that these templates may be told."""
    counts = Thing(question=say(600), revises=True, villages=12, times=34, answered=5)
    seen = Thing(village=say(80), asked_on=date(2026, 11, 21), case="K-2026-00001", rating=5)
    seen.question, seen.answer = say(600), say(4096)
    lacks = Thing(faults=[say(200)] * 6, numbers=[say(16)] * 3, masks=["[nama]"])
    lacks.doubtful = [say(40)] * suggestion_standing.MOST_DOUBTFUL
    listed = {"rows": [counts] * leafing.SIZE, "first": 11}
    entry = {"question": say(200), "answer": say(900), "settled": False}
    return {
        "books/answered": entry,
        "refusals/day_not_taken": {"past": True},
        "refusals/personal_data_left": {"left": [say(40)] * 15, "doubtful": True},
        "refusals/suggestion_decided": {"published": True, "mine": False},
        "refusals/written_late": {"published": True, "mine": False, "moved": False},
        "refusals/edit_not_taken": {"label": "Berlaku sampai"},
        "refusals/part_not_taken": {"waiting": True},
        "refusals/suggestion_incomplete": {"faults": [say(200)] * 9},
        "suggest/ask": {"part": "answer", "label": "Jawaban", "current": say(4096), "most": 900},
        "suggest/card": {
            "note": "saved",
            "serial": 7,
            "entry": say(60),
            "counts": counts,
            "also": [say(600)] * 12,
            "answer": say(900),
            "more": True,
            "legal_basis": [say(200)] * 5,
            "until": date(2027, 12, 31),
            "shelf": say(40),
            "field": say(40),
            "known": say(200),
            "near": [(8, say(600))] * 3,
            "lacks": lacks,
        },
        "suggest/dismissed": {"serial": 7},
        "suggest/list": {**listed, "passed_on": (1234, "klinik_program")},
        "suggest/observed": {"rows": [seen] * suggestion_lists.SHOWN},
        "suggest/preview": {
            **entry,
            **{"before": say(900), "also": [say(300)] * 12, "long": say(900), "shelf": say(60)},
        },
        "suggest/published": {"entry": say(60)},
        "suggest/tallies": {"rows": [(say(200), Tally(1234, 56, 7))] * leafing.SIZE, "first": 1},
        "suggest/wanted": listed,
        "suggest/what_for": {"label": "Jawaban", "serial": 7, "text": say(4096)},
        "suggest/withdrawing": {"question": say(300)},
    }
