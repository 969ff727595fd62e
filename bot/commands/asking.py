"""`klinik ask`: what the bot would answer, without Telegram and without a database."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from knowledge.deciding import decide
from knowledge.library import Library


def replies(
    library: Library, questions: Iterable[str], *, on: date, as_json: bool, repeat: bool
) -> Iterator[str]:
    """One reply for each question, in their order; `repeat` adds the question as "q"."""
    for question in questions:
        decided = _decided(library, question, on)
        if as_json:
            asked = {"q": question} if repeat else {}
            yield json.dumps({**asked, **decided})
        else:
            yield _in_words(library, decided)


def _decided(library: Library, question: str, on: date) -> dict[str, Any]:
    decision = decide(library, question, on=on)
    ranked = [{"id": hit.entry.id, "score": round(hit.score, 4)} for hit in decision.ranked]
    return {"decision": decision.kind.value, "ranked": ranked, "topic": decision.topic}


def _in_words(library: Library, decided: dict[str, Any]) -> str:
    lines = [f"{decided['decision']} (topik: {decided['topic'] or 'tidak ada'})"]
    for hit in decided["ranked"]:
        lines.append(f"  {hit['score']:.2f}  {hit['id']}: {library.entry(hit['id']).question}")
    return "\n".join(lines)
