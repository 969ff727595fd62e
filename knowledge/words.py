"""What people write, turned into the words the books are searched by."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import Stemmer

from knowledge.marked_yaml import read

FOLDER = Path(__file__).parent / "words"
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3})")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+|\d+")
EXPANDED = 0.5
"""What a written word also means helps to find, but must not outweigh what was written."""
LIGHT = 0.3
"""Words such as «berapa» tell two entries of one subject apart, and nothing else."""
LONGEST_PHRASE = 5
WORDS_BETWEEN = 2
"""«gelapkan uang» also stands in «gelapkan semua uang», but not across a whole sentence."""

Phrase = tuple[str, ...]
Weights = dict[str, float]

_stemmer = Stemmer.Stemmer("indonesian")


class Matter(NamedTuple):
    """A matter no book may settle: the signs that betray it, and who must hear of it.

    `careful` is said instead of an answer, with its sources and their date.
    """

    name: str
    topic: str
    signs: tuple[Phrase, ...]
    urgent: bool
    careful: str
    sources: tuple[str, ...]
    valid_as_of: str

    def shows_in(self, sequence: Phrase) -> bool:
        """Whether a sign stands in the text: its words in order, few others in between."""
        present = set(sequence)
        return any(present.issuperset(sign) and _stands_in(sign, sequence) for sign in self.signs)


class Words(NamedTuple):
    """The word lists, ready for use."""

    replaced: Mapping[Phrase, Phrase]
    expanded: Mapping[Phrase, Weights]
    ignored: frozenset[str]
    asking: frozenset[str]
    turning: frozenset[str]
    light: frozenset[str]
    open: frozenset[str]
    """Stems that ask for something without telling of what: «biaya» alone fits many entries."""
    exact: frozenset[str]
    """Stems that ask for one thing, such as an amount: an entry must be about that too."""
    smalltalk: frozenset[str]
    matters: tuple[Matter, ...]
    spoken: frozenset[str]
    stem: Callable[[str], str]
    """The stem of one word; only stems are ever compared."""

    def stems(self, text: str) -> Phrase:
        """The stems of a text, without any replacing."""
        return tuple(map(self.stem, plain(text)))

    def read(self, text: str) -> list[str]:
        """Split a text into plain Indonesian words."""
        written = plain(text)
        words: list[str] = []
        at = 0
        while at < len(written):
            for length in range(min(LONGEST_PHRASE, len(written) - at), 0, -1):
                known = self.replaced.get(tuple(written[at : at + length]))
                if known:
                    words += known
                    break
            else:
                length = 1
                words.append(written[at])
            at += length
        return words

    def weigh(self, words: Iterable[tuple[str, float]]) -> Weights:
        """The stems to search by, given words and how sure each is, with what they also mean."""
        read = [(self.stem(word), sure, word) for word, sure in words]
        stems = [one for one, _, _ in read]
        weights: Weights = {}
        for length in range(1, LONGEST_PHRASE + 1):
            for at in range(len(stems) - length + 1):
                meant = self.expanded.get(tuple(stems[at : at + length]))
                if not meant:
                    continue
                sure = min(sure for _, sure, _ in read[at : at + length])
                for other, weight in meant.items():
                    weights[other] = max(weights.get(other, 0.0), EXPANDED * sure * weight)
        for one, sure, word in read:
            weights[one] = max(weights.get(one, 0.0), (sure or 1.0) * self.importance(word))
        return {one: weight for one, weight in weights.items() if weight}

    def importance(self, word: str) -> float:
        """How much a word tells about what is asked."""
        return 0.0 if word in self.ignored else LIGHT if word in self.light else 1.0


def plain(text: str) -> list[str]:
    """Lower-case words and numbers without accents, signs and stretched letters."""
    small = text.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFKD", small).encode("ascii", "ignore").decode()
    return _WORD.findall(_STRETCHED.sub(r"\1", _THOUSANDS.sub("", small)))


def _stemming(unstemmed: frozenset[str]) -> Callable[[str], str]:
    @lru_cache(maxsize=50_000)
    def stem(word: str) -> str:
        return word if word in unstemmed else str(_stemmer.stemWord(word))

    return stem


_in_use: list[Words] = []


def packaged() -> Words:
    """The word lists of this package as they were last taken into use."""
    if not _in_use:
        use(read_lists())
    return _in_use[0]


def use(lists: Words) -> None:
    """From now on these; an index goes on with those that it was built with."""
    _in_use[:] = [lists]


def stem(word: str) -> str:
    """The stem of one word by the lists in use."""
    return packaged().stem(word)


def read_lists() -> Words:
    """The word lists as they are in the files; what may be wrong with them is not looked for."""
    small, talk, delicate = _list("small"), _list("smalltalk"), _list("delicate")
    ignored = frozenset(word for words in small["ignored"] for word in plain(words))
    spoken = [*talk["words"], *(sign for row in delicate for sign in row["signs"])]
    stemming = _stemming(frozenset(small["unstemmed"]))
    lists = Words(
        replaced=_replacements(),
        expanded={},
        ignored=ignored,
        asking=frozenset(small["asking"]),
        turning=frozenset(small["turning"]),
        light=frozenset(small["light"]),
        open=frozenset(map(stemming, small["open"])),
        exact=frozenset(map(stemming, small["exact"])),
        smalltalk=frozenset(stemming(one) for words in talk["words"] for one in plain(words)),
        matters=(),
        spoken=frozenset(word for words in spoken for word in plain(words)),
        stem=stemming,
    )
    matters = tuple(_matter(lists, row) for row in delicate)
    return lists._replace(expanded=_expansions(lists), matters=matters)


def _list(name: str) -> Any:
    return read(FOLDER / f"{name}.yaml").data


def _replacements() -> dict[Phrase, Phrase]:
    pairs = [(word, row["indonesian"]) for row in _list("ambonese") for word in row["words"]]
    pairs += [(word, row["standard"]) for row in _list("misspellings") for word in row["variants"]]
    pairs += [(row["short"], row["full"]) for row in _list("shorthand")]
    return {tuple(plain(written)): tuple(plain(meant)) for written, meant in pairs}


def _expansions(lists: Words) -> dict[Phrase, Weights]:
    pairs = [(row["short"], row["full"]) for row in _list("abbreviations")]
    pairs += [(full, short) for short, full in pairs]
    pairs += [(word, row["standard"]) for row in _list("synonyms") for word in row["variants"]]
    expanded: dict[Phrase, Weights] = {}
    for written, meant in pairs:
        found = {lists.stem(word): lists.importance(word) for word in plain(meant)}
        expanded.setdefault(lists.stems(written), {}).update(found)
    return expanded


def _stands_in(sign: Phrase, sequence: Phrase) -> bool:
    first, *rest = sign
    for start, one in enumerate(sequence):
        if one == first and _follows(rest, sequence[start + 1 :]):
            return True
    return False


def _follows(rest: list[str], sequence: Phrase) -> bool:
    for wanted in rest:
        near = sequence[: WORDS_BETWEEN + 1]
        if wanted not in near:
            return False
        sequence = sequence[near.index(wanted) + 1 :]
    return True


def _matter(words: Words, row: dict[str, Any]) -> Matter:
    signs = (tuple(map(words.stem, words.read(sign))) for sign in row["signs"])
    return Matter(
        row["matter"],
        row["topic"],
        tuple(signs),
        urgent=row["urgent"] == "true",
        careful=row["careful"].strip(),
        sources=tuple(row["sources"]),
        valid_as_of=row["valid_as_of"],
    )
