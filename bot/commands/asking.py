"""`klinik ask`: what the bot would answer, without Telegram and without a database."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from clinic.wording import percent
from knowledge.deciding import Kind
from knowledge.explaining import Explanation, Reason, explain
from knowledge.library import Library
from knowledge.parting import Part, decide_each, ranked
from knowledge.search import Hit
from knowledge.words import Weights

SENTENCES = {
    Kind.ANSWER: "dijawab dengan jawaban pertama",
    Kind.CLARIFY: "penanya diminta memilih",
    Kind.EXPERT: "diteruskan ke praktisi",
    Kind.NONE: "obrolan, atau bukan urusan klinik",
}


def replies(
    library: Library, questions: Iterable[str], *, on: date, as_json: bool, repeat: bool
) -> Iterator[str]:
    """One reply for each question, in their order; `repeat` adds the question as "q"."""
    for question in questions:
        if as_json:
            asked = {"q": question} if repeat else {}
            yield json.dumps({**asked, **_decided(library, question, on)})
        else:
            parts = decide_each(library, question, on=on)
            yield "\n\n".join(_explained(library, part, on, one_of=len(parts)) for part in parts)


def _decided(library: Library, question: str, on: date) -> dict[str, Any]:
    """Of several questions in one: what all of them get together, and each by itself."""
    parts = decide_each(library, question, on=on)
    first = parts[0].decision
    if len(parts) == 1:
        return _as_json(first.kind, first.ranked, first.topic)
    each = [{"q": part.text, **_as_json(*part.decision[:3])} for part in parts]
    return {**_as_json(Kind.ANSWER, ranked(parts), first.topic), "parts": each}


def _as_json(kind: Kind, hits: Iterable[Hit], topic: str | None) -> dict[str, Any]:
    found = [{"id": hit.entry.id, "score": round(hit.score, 4)} for hit in hits]
    return {"decision": kind.value, "ranked": found, "topic": topic}


def _explained(library: Library, part: Part, on: date, *, one_of: int) -> str:
    """As it is decided beside the others, which may be more careful than alone."""
    quoted = [f"«{part.text}»"] if one_of > 1 else []
    why = explain(library, part.text, on=on)._replace(decision=part.decision)
    return "\n".join([*quoted, *_in_words(why)])


def _in_words(why: Explanation) -> Iterator[str]:
    kind, topic, matter = why.decision.kind, why.decision.topic, why.decision.matter
    yield f"{kind}: {SENTENCES[kind]} (topik: {topic or 'tidak ada'})"
    if matter:
        how = "mendesak" if matter.urgent else "tidak mendesak"
        yield f"hal peka: {matter.name}, {how}; tidak dijawab dari buku"
    yield f"kata yang dicari: {_weighed(why.searched)}"
    yield f"tidak dikenal buku: {percent(round(100 * why.unknown))}"
    for reason in why.best:
        yield from _candidate(reason)


def _candidate(reason: Reason) -> Iterator[str]:
    yield f"  {_figure(reason.hit.score)}  {reason.hit.entry.id}: {reason.hit.entry.question}"
    yield f"        cocok: {_weighed(reason.matched)}"


def _weighed(weights: Weights) -> str:
    return ", ".join(f"{stem} {_figure(weight)}" for stem, weight in weights.items()) or "tidak ada"


def _figure(share: float) -> str:
    return f"{share:.2f}".replace(".", ",")
