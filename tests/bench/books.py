"""How well and how fast the books answer, beside plain BM25 and fuzzy matching on the same data."""

import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from statistics import quantiles

import bm25s
from rapidfuzz import fuzz, process

from knowledge import measuring
from knowledge.deciding import LIMITS
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.measuring import Asked, Figures
from knowledge.search import index_of, search

ON = date(2026, 11, 22)
SETS = ("tuning", "held_back")
SIZES = {1_000: 10.0, 20_000: 50.0}
"""Entries, and milliseconds within which 95 of 100 questions must be searched."""
TIMED = 200
FOUND = 3
VOWELS, CONSONANTS = "aiueo", "bcdghjklmnprstwy"

Search = Callable[[str], list[str]]
"""A question in, the ids of the best entries out."""


def print_tables() -> None:
    library = Library.load(None)
    for name in SETS:
        asked = measuring.questions(name)
        print(f"\n### {name}: {len(asked)} questions\n\n{ours(library, asked)}", flush=True)
        print(f"\n{beside(library, asked)}\n\n{curve(library, asked)}", flush=True)
    print(f"\n{speeds(library)}", flush=True)


def ours(library: Library, asked: Sequence[Asked]) -> str:
    """Our figures, a line for each kind of question."""
    lines = [
        "| kind | questions | hit@1 | hit@3 | MRR | answered | wrongly answered | topic | field |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    found = measuring.outcomes(library, asked, on=ON)
    for kind, reached in measuring.by_kind(library, found).items():
        lines.append(f"| {kind} | {reached.questions} | {_cells(reached)} |")
    return "\n".join(lines)


def _cells(reached: Figures) -> str:
    shares = reached[1:]
    return " | ".join("-" if share is None else f"{share:.3f}" for share in shares)


def beside(library: Library, asked: Sequence[Asked]) -> str:
    """Three ways to search, on the questions that have an entry."""
    known = [one for one in asked if one.entries]
    lines = ["| search | hit@1 | hit@3 | p95 ms |", "| --- | --- | --- | --- |"]
    for name, look_up in searches(library).items():
        hits, times = [0, 0], []
        for one in known:
            begin = time.perf_counter()
            found = look_up(one.text)
            times.append(1e3 * (time.perf_counter() - begin))
            hits[0] += found[0] in one.entries if found else 0
            hits[1] += any(entry in one.entries for entry in found)
        shares = " | ".join(f"{count / len(known):.3f}" for count in hits)
        lines.append(f"| {name} | {shares} | {quantiles(times, n=20)[-1]:.1f} |")
    return "\n".join(lines)


def searches(library: Library) -> dict[str, Search]:
    return {"ours": _ours(library), "BM25 (bm25s)": _bm25(library), "RapidFuzz": _fuzzy(library)}


def _ours(library: Library) -> Search:
    index_of(library)
    return lambda text: [hit.entry.id for hit in search(library, text)[:FOUND]]


def _bm25(library: Library) -> Search:
    """Words as they are written, over question, other wordings and answer."""
    entries = list(library)
    texts = [" ".join((entry.question, *entry.also, entry.answer)) for entry in entries]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)

    def look_up(text: str) -> list[str]:
        words = bm25s.tokenize(text, stopwords=None, show_progress=False)
        found, _scores = index.retrieve(words, k=FOUND, show_progress=False)
        return [entries[at].id for at in found[0]]

    return look_up


def _fuzzy(library: Library) -> Search:
    """The wordings most alike, letter by letter."""
    wordings = [(text, entry.id) for entry in library for text in (entry.question, *entry.also)]
    texts = [text for text, _ in wordings]

    def look_up(text: str) -> list[str]:
        near = process.extract(text, texts, scorer=fuzz.WRatio, limit=4 * FOUND)
        return list(dict.fromkeys(wordings[at][1] for _, _, at in near))[:FOUND]

    return look_up


def curve(library: Library, asked: Sequence[Asked]) -> str:
    """What a bolder or a more careful clinic would do; `clear` moves along with `answer`."""
    lines = ["| answer from | answered | wrongly answered |", "| --- | --- | --- |"]
    for answer in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        limits = LIMITS._replace(answer=answer, clear=answer - (LIMITS.answer - LIMITS.clear))
        found = measuring.outcomes(library, asked, on=ON, limits=limits)
        reached = measuring.by_kind(library, found)[measuring.ALL]
        lines.append(f"| {answer} | {reached.answered:.3f} | {reached.answered_wrongly:.3f} |")
    return "\n".join(lines)


def speeds(library: Library) -> str:
    lines = ["| entries | index | p95 of a question | to reach |", "| --- | --- | --- | --- |"]
    texts = [one.text for one in measuring.questions("tuning")][:TIMED]
    for size, most in SIZES.items():
        large = grown(library, size)
        begin = time.perf_counter()
        index_of(large)
        built, times = time.perf_counter() - begin, []
        for text in texts:
            begin = time.perf_counter()
            search(large, text)
            times.append(1e3 * (time.perf_counter() - begin))
        p95 = quantiles(times, n=20)[-1]
        end = "ok" if p95 < most else "short"
        lines.append(f"| {size:,} | {built:.1f} s | {p95:.1f} ms | < {most:.0f} ms: {end} |")
    return "\n".join(lines)


def grown(library: Library, size: int) -> Library:
    """A library of that size: the real entries, and more with half of their words made up."""
    chance = random.Random(7)
    words = [_word(chance) for _ in range(size)]
    entries = list(library)
    shelves: dict[str, list[Entry]] = {
        topic.id: list(library.entries(topic.id)) for topic in library.topics()
    }
    for number in range(size - len(entries)):
        one = entries[number % len(entries)]
        also = tuple(_disguised(text, words, chance) for text in one.also)
        fresh = {
            "id": f"{one.id}_{number}",
            "question": _disguised(one.question, words, chance),
            "also": also,
            "related": (),
        }
        shelves[one.topic].append(one.model_copy(update=fresh))
    topics = {topic: tuple(shelves[topic.id]) for topic in library.topics()}
    return Library(topics, {topic.id: topic for topic in library.expert_topics()})


def _word(chance: random.Random) -> str:
    syllables = range(chance.randint(2, 3))
    return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in syllables)


def _disguised(text: str, words: Sequence[str], chance: random.Random) -> str:
    return " ".join(
        chance.choice(words) if chance.random() < 0.5 else word for word in text.split()
    )
