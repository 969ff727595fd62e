"""The nearest known word for one that nobody knows."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 4
"""Shorter words have too many neighbours to be corrected."""
NEAR = 0.56
"""Measured on the tests' typing errors: lower joins words that merely share an ending."""
SAME_SOUND = 0.3
"""Added when only vowels and soft endings differ, as in «bntuan» or «bantuang»."""

ENOUGH = 1 / 3
"""So much of a word must stand in another one before the two are compared: it saves time."""

REMEMBERED = 10_000
"""So many words are not looked for twice."""

_SOFT = str.maketrans({"v": "f", "z": "s", "x": "s", "q": "k", "h": ""})


def sound(word: str) -> str:
    """What is left of a word when vowels, soft endings, every h and all doubling are swallowed."""
    spoken = re.sub(r"ng$", "n", word).translate(_SOFT)
    first, rest = spoken[:1], re.sub(r"[aeiouy]", "", spoken[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


class Spelling:
    """The known words, found again by their letters and by their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._size: dict[str, int] = {}  # how many groups of letters a word has
        self._by_gram: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._first: dict[str, str] = {}
        self.nearest = lru_cache(REMEMBERED)(self._nearest)  # people make the same slips
        for word in sorted({word for word in words if len(word) >= SHORTEST}):
            self._add(word)

    def _add(self, word: str) -> None:
        grams, spoken = _grams(word), sound(word)
        self._size[word], self._first[word] = len(grams), spoken[:1]
        self._by_sound[spoken].append(word)
        for gram in grams:
            self._by_gram[gram].append(word)

    def _nearest(self, word: str) -> tuple[str, float] | None:
        """The most alike known word and how alike it is, or None when none is near."""
        if len(word) < SHORTEST or word.isdigit():
            return None
        grams, spoken = _grams(word), sound(word)
        shared: dict[str, int] = defaultdict(int)
        for gram in grams:
            for known in self._by_gram.get(gram, ()):
                shared[known] += 1
        scores = {
            known: 2 * count / (len(grams) + self._size[known])
            for known, count in shared.items()
            if count >= ENOUGH * len(grams) and self._first[known] == spoken[:1]
        }
        for known in self._by_sound.get(spoken, ()) if len(spoken) > 2 else ():
            scores[known] = scores.get(known, 0.0) + SAME_SOUND
        best = max(scores, key=lambda known: (scores[known], known), default="")
        return (best, min(1.0, scores[best])) if best and scores[best] >= NEAR else None


def _grams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[at : at + size] for size in (2, 3) for at in range(len(padded) - 1))
