"""Which questions ask the same: to gather many of them under one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from knowledge.library import Library
from knowledge.search import index_of
from knowledge.words import Weights

ALIKE = 0.4
"""From here on two questions are taken for one (docs/mutu-jawaban.md tells what that costs)."""


class Groups:
    """Questions under numbers; a question is as like a group as it is to its members on average."""

    def __init__(self, library: Library, gathered: Mapping[int, Sequence[str]]) -> None:
        self._library = library
        self._sizes: dict[int, int] = defaultdict(int)
        self._by_stem: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for number, questions in gathered.items():
            for question in questions:
                self.add(number, question)

    def add(self, number: int, question: str) -> None:
        """One more question of a group."""
        self._sizes[number] += 1
        for stem, weight in _direction(self._library, question).items():
            self._by_stem[stem][number] += weight

    def nearest(self, question: str) -> list[tuple[float, int]]:
        """The groups that have anything in common with it: likeness (0 to 1) and number."""
        alike: dict[int, float] = defaultdict(float)
        for stem, weight in _direction(self._library, question).items():
            for number, summed in self._by_stem.get(stem, {}).items():
                alike[number] += weight * summed / self._sizes[number]
        measured = [(share, number) for number, share in alike.items()]
        return sorted(measured, key=lambda pair: (-pair[0], pair[1]))


@lru_cache(maxsize=20_000)
def _direction(library: Library, text: str) -> Weights:
    return index_of(library).direction(text)
