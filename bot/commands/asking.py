"""`klinik ask`: what the bot would answer, without Telegram and without a database."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from clinic.wording import percent
from knowledge.deciding import Kind, decide
from knowledge.explaining import Explanation, Reason, explain
from knowledge.library import Library
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
            yield "\n".join(_in_words(explain(library, question, on=on)))


def _decided(library: Library, question: str, on: date) -> dict[str, Any]:
    decision = decide(library, question, on=on)
    ranked = [{"id": hit.entry.id, "score": round(hit.score, 4)} for hit in decision.ranked]
    return {"decision": decision.kind.value, "ranked": ranked, "topic": decision.topic}


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
