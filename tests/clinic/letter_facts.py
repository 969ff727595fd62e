"""Sample facts for every text: what a template may ask for, by the name it asks with.

`facts` builds them from two kinds of words: `name` for what has one line (a village, a person),
`words` for what people write at length. Tests give plain words, the longest ones, or mischief.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from types import SimpleNamespace as Thing
from typing import Any

from clinic import (
    alerting,
    answering,
    browsing,
    casework,
    leafing,
    menu,
    reminding,
    report_form,
    showing,
)
from clinic.evaluation_form import FIELDS as EVALUATION_FIELDS
from clinic.form_field import Field, Kind
from clinic.quarters import Quarter
from clinic.reasons import LONGEST as LONGEST_REASON
from knowledge.entries import LONGEST_MORE
from storage.reports import ReportStatus
from tests.clinic import suggestion_facts

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
DAY = date(2026, 12, 31)
Words = Callable[[int], str]  # somebody's words, of at most so many letters


def facts(template: str, say: Words) -> dict[str, Any]:
    """Everything that a template may be told."""
    return {**_everywhere(say), **_own(say).get(template, {})}


def _everywhere(say: Words) -> dict[str, Any]:
    name, long = say(80), say(4096)
    report = _report(say, ReportStatus.RETURNED)
    item = Thing(what="Laporan", quarter=Quarter(2026, 4), village=name, due_on=DAY)
    names = [
        "agency",
        "asker",
        "decider",
        "district",
        "ended",
        "expert",
        "holder",
        "label",
        "owner",
    ]
    names += [
        "position",
        "regency",
        "sender",
        "state",
        "topic",
        "village",
        "writer",
        "name",
        "beyond",
        "title",
    ]
    return {
        **dict.fromkeys(names, name),
        **dict.fromkeys(["before", "question", "text"], long),
        **dict.fromkeys(["changed_at", "due_at", "now", "sent_at"], MOMENT),
        **dict.fromkeys(["due_on", "until", "until_on", "today"], DAY),
        **dict.fromkeys(
            [
                "begun",
                "granted",
                "fresh",
                "afresh",
                "answered",
                "dropped",
                "unfinished",
                "unsent",
                "waiting",
                "open",
                "choosing",
                "heard",
                "above",
                "clear",
                "cut",
                "edited",
                "elsewhere",
                "added",
                "finished",
                "others",
                "may_ask",
                "urgent",
            ],
            True,
        ),
        **dict.fromkeys(["attachments", "most", "place", "of", "stars", "rating", "more"], 10),
        "about": "report",
        "answer": say(2500),
        "careful": say(2500),
        "as_of": "Februari 2026",
        "attached": ["foto", "dokumen", "pesan suara"] * 10,
        "colleagues": [name] * 5,
        "command": "lapor",
        "current": say(1000),
        "doubts": ["spent_over_budget"],
        "field": max(report_form.FIELDS, key=lambda field: len(field.question + field.hint)),
        "icon": "📝",
        "item": item,
        "items": list(menu.ITEMS),
        "kind": Kind.TEXT,
        "last": say(1000),
        "lines": _lines(report_form.FIELDS, say),
        "missing": ["Lokasi"],
        "note": "changed",
        "noun": "laporan",
        "number": "K-2026-00001",
        "phone": "+6281100000001",
        "quarter": Quarter(2026, 4).name,
        "reason": say(LONGEST_REASON),
        "report": report,
        "room": reminding.ROOM,
        "reviewers": [name] * 5,
        "settled": "rated",
        "sources": [(say(40), "https://contoh.example.go.id/?a=1&b=2")] * 5,
        "task": "report",
        "tasks": [Thing(name="koordinator OPD", scope=say(400))] * 20,
        "taken": (name, say(1000)),
        "unreadable": "⚠️ <b>Pagu</b>: tulis dengan angka.",
        "update_id": 2**52,
        "village_name": name,
        "ways_in": [],
    }


def _own(say: Words) -> dict[str, dict[str, Any]]:
    """What a template means by a name that others use otherwise."""
    name = say(80)
    case = Thing(number="K-2026-00001", village=name, topic="desa", question=say(4096))
    case.due_at, case.urgent = MOMENT, True
    kinds = ["text", "photo", "voice", "location", "video"]
    talk = [(name, say(4096), kind) for kind in kinds] * 2
    gap = Thing(task="report", returned_for=say(LONGEST_REASON), begun=True, fields=_labels())
    returned = _report(say, ReportStatus.RETURNED)
    standings = [
        Thing(
            done=False,
            begun=True,
            village=say(200),
            agency=say(198) + f"{n}",
            due_on=DAY,
            report=returned,
        )
        for n in range(leafing.SIZE)
    ]
    halves = [(name, 3, 10, standings[:5]), (name, 3, 10, standings[5:])]
    rows = [(say(200), [standing]) for standing in _standings(say)] * (leafing.SIZE // 2)
    return {
        **suggestion_facts.own(say),
        # The books themselves are tested whole; these are the longest a secretariat may write.
        "ask/found": {"question": say(200), "answer": say(LONGEST_MORE)},
        "books/review": {"items": [(say(4096), "contoh_satu", DAY, say(80))] * 30},
        "books/overruled": {"question": say(200), "approved": say(900), "used": say(898)},
        "books/withdrawn": {"question": say(200), "before": say(900), "owner": say(80)},
        "books/corrected": {"question": say(200), "answer": say(900), "before": say(900)},
        "ask/candidates": {"questions": [say(120)] * 5},
        "ask/not_enough": {"questions": [say(4096)] * answering.MOST_OTHERS},
        "ask/rest": {"asked": [say(4096)] * 5, "questions": [say(4096)] * answering.MOST_OTHERS},
        "ask/related": {"questions": [say(4096)] * showing.MOST_RELATED},
        "books/refused": {"faults": [say(4096)] * alerting.MOST_SHOWN, "more": 7},
        "browse/topic": {"questions": [say(4096)] * browsing.SIZE, "first": 9},
        "case/list": {"cases": [("K-2026-00001", "selesai", say(4096))] * 20},
        "case/words": {"text": say(casework.NAMED)},
        "case/shown": {"talk": talk},
        "desk/talk": {"talk": talk},
        "desk/waiting": {"cases": [case] * 10},
        "evaluate/everybody": {"quarters": halves},
        "evaluate/own": {"quarters": halves},
        "evaluate/receipt": {"lines": _lines(EVALUATION_FIELDS, say)},
        "form/mended": {"value": say(4096)},
        "form/saved": {"missing": _labels()},
        "profile/shown": {"phone": None},
        "remind/gap": {"gap": gap},
        "remind/reminder": {
            "groups": _groups(say(200), gap),
            "room": reminding.ROOM // reminding.MOST,
        },
        "report/mentored_villages": {"rows": rows},
        "report/own_villages": {"rows": rows},
        "report/which": {
            "offers": [Thing(village=say(200), quarter=Quarter(2026, 4), due_on=DAY)] * leafing.SIZE
        },
        "refusals/paper_incomplete": {"missing": _labels()},
        "refusals/answer_unreadable": {
            "left": "",
            "reason": "not_a_choice",
            "choices": [say(40)] * 6,
            "facts": Thing(limit=1000, length=4096),
            "hint": "",
            "nothings": [],
        },
    }


def _lines(fields: Iterable[Field], say: Words) -> list[tuple[str, str | None]]:
    """Every answer as long as its field allows; one is still missing."""
    text = {f.key: say(f.limits.most if f.kind is Kind.TEXT else 25) for f in fields}
    return [*((f.label, text[f.key]) for f in fields), ("Lokasi", None)]


def _labels() -> list[str]:
    return [field.label for field in report_form.FIELDS]


def _groups(name: str, gap: Thing) -> list[dict[str, Any]]:
    """Each village under a heading of its own: as long as such a letter can be."""
    items = [{"village": name, "gap": gap}]
    group = {"task": "report", "quarter": Quarter(2026, 4).name, "due_on": DAY, "items": items}
    return [group] * reminding.MOST


def _report(say: Words, status: ReportStatus) -> Thing:
    moments = {"changed_at": MOMENT, "decided_at": MOMENT, "sent_at": MOMENT}
    return Thing(status=status, reason=say(LONGEST_REASON), **moments)


def _standings(say: Words) -> list[Thing]:
    return [
        Thing(quarter=Quarter(2026, 4), due_on=DAY, missing=3, report=_report(say, status))
        for status in (ReportStatus.DRAFT, ReportStatus.SENT)
    ]
