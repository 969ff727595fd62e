"""Personal data in what people wrote (UU 27/2022): found, and masked before others read it.

What is found by its form (numbers, addresses of mail) is certain; a name is told by the roster, or
by what stands before it («Ibu Marten»). Nothing finds every name: people look at it, too.
"""

import re
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple


class Kind(StrEnum):
    """What was found, as its mask names it."""

    NIK = "NIK"
    PHONE = "nomor HP"
    ACCOUNT = "nomor rekening"
    MAIL = "alamat surel"
    BIRTH = "tanggal lahir"
    NAME = "nama"


class Piece(NamedTuple):
    """A stretch of a text that tells who somebody is."""

    start: int
    end: int
    kind: Kind


MASKS = {f"[{kind}]": kind for kind in Kind}
ROLES = frozenset(
    {"kades", "ketua", "sekdes", "raja", "camat", "kaur", "lurah", "kadus", "rt", "rw"}
)
BEFORE_NAMES = frozenset(
    {
        *("pak", "bapak", "bpk", "bp", "bapa", "ibu", "bu", "mama", "om", "tante", "nona", "nyong"),
        *("sdr", "sdri", "saudara", "saudari", "bung", "usi", "almarhum", "almarhumah", "alm"),
        *("pdt", "pendeta", "pastor", "ustadz", "haji", "hj", "dr", "dokter", "bidan", "guru"),
        *("bernama", "nama", *ROLES),
    }
)
LONGEST_NAME = 3  # words of a name behind one of these
SHORTEST_PART = 3  # «La» and «de» stand in names and everywhere else
PARTICLES = frozenset({"la", "wa"})  # a name begins so, in Maluku: «pak la hamzah»
BEHIND_TITLE = ROLES | {"n", "p", "h", "hj", "saya", "beta", "bidan", "dokter", "guru", "bpd"}
"""What may stand between: «a.n.», «Bp./p.», «Pdt. H.», «nama saya», «pak kades»."""

_TYPED = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")}
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
)
"""Dashes and blanks as a copied number has them, each for the one on a keyboard."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BANK = r"(?:rek|rekening|norek|bri|bni|bca|mandiri|btn)"
_NO_SUM = r"(?<!Rp)(?<!Rp )(?<!Rp\. )(?!\d{1,3}(?:\.\d{3})+(?!\d))"
_NO_UNIT = r"(?!\d)(?!\s*(?:rupiah|ribu|juta|miliar|rb|jt)\b)"
_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[a-z]+)[-/. ]\d{2,4}"
_FORMS = tuple(
    (kind, re.compile(form, re.IGNORECASE))
    for kind, form in (
        (Kind.NIK, r"(?<!\d)(?:\d[ ._/-]{0,3}){15,17}\d(?!\d)"),  # also with a digit too many
        (Kind.PHONE, r"(?<!\d)\(?(?:\+?62|0)[ ().-]{0,3}8(?:[ ()./-]{0,3}\d){7,11}(?!\d)"),
        (Kind.PHONE, r"(?<![\d.,])\(?0\d{2,3}\)?[ -]\d{5,8}(?!\d)"),
        (Kind.PHONE, r"(?<![\d.,])8\d{2}[ -]\d{3,4}[ -]\d{3,5}(?!\d)"),
        (Kind.ACCOUNT, rf"\b{_BANK}\b[^\d\n]{{0,40}}{_NO_SUM}(\d(?:[ .-]?\d){{5,18}}){_NO_UNIT}"),
        (Kind.ACCOUNT, rf"(?<![\d.,]){_NO_SUM}(\d{{10,15}})(?!\d)"),
        (Kind.ACCOUNT, r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)"),  # NPWP
        (Kind.BIRTH, rf"\b(?:lahir|kelahiran|ttl)\b\D{{0,30}}?({_DAY})"),
        (Kind.NAME, r"\b[lw]a\s+ode\b(?:\s+[^\W\d_]+)?"),
        (Kind.MAIL, r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    )
)


class Names:
    """Tells names from words: `people` are those of the roster, `is_common` knows a usual word."""

    def __init__(self, people: Collection[str], is_common: Callable[[str], bool]) -> None:
        parts = (part.lower() for name in people for part in _WORD.findall(name))
        self._parts = frozenset(part for part in parts if len(part) >= SHORTEST_PART)
        self._is_common = is_common

    def found(self, text: str) -> Iterator[Piece]:
        words = list(_WORD.finditer(text))
        for first, last in {*self._of_roster(words), *self._behind_titles(words)}:
            yield Piece(words[first].start(), words[last].end(), Kind.NAME)
        for first in self._side_by_side(words):
            yield Piece(words[first].start(), words[first + 1].end(), Kind.NAME)

    def _of_roster(self, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        """Two known parts side by side in any case; one alone only if it reads as a name."""
        known = [at for at, word in enumerate(words) if word[0].lower() in self._parts]
        beside = {at for pair in pairwise(known) if pair[1] - pair[0] == 1 for at in pair}
        for at in known:
            if at in beside or self._reads_as_name(words[at][0]):
                yield at, at

    def _reads_as_name(self, word: str) -> bool:
        named = word[0].isupper() and not word.isupper()
        return named and len(word) >= SHORTEST_PART and not self._is_common(word.lower())

    def _side_by_side(self, words: list[re.Match[str]]) -> Iterator[int]:
        """Two strange words with a capital each: where from «Yosina Latu», «Fatma Rumra»."""
        for at, (one, other) in enumerate(pairwise(words)):
            apart = one.string[one.end() : other.start()]
            if apart == " " and self._reads_as_name(one[0]) and self._reads_as_name(other[0]):
                yield at

    def _behind_titles(self, words: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
        for at, word in enumerate(words):
            if word[0].lower() in BEFORE_NAMES or word.string[word.start() :].startswith("a.n."):
                first = at + 1
                while first < len(words) and words[first][0].lower() in BEHIND_TITLE:
                    first += 1
                last = first - 1
                if word[0].lower() in ROLES and not _capital(words, first):
                    continue  # «ketua tdk mau» names nobody
                while last - first + 1 < LONGEST_NAME and self._goes_on(words, first, last):
                    last += 1
                if last >= first:
                    yield first, last

    def _goes_on(self, words: list[re.Match[str]], first: int, last: int) -> bool:
        """Whether the next word is (still) of the name: an initial, a strange word.

        A second one shows by its capital.
        """
        if last + 1 >= len(words):
            return False
        here, following = words[max(last, 0)], words[last + 1]
        apart = following.string[here.end() : following.start()].strip(" ./")
        word, alone = following[0], last < first
        initial = (
            len(word) == 1 and word.isupper() and following.string[following.end() :][:1] == "."
        )
        uncommon = len(word) >= SHORTEST_PART and not self._is_common(word.lower())
        strange = uncommon or (alone and word.lower() in PARTICLES)
        as_before = alone or word[0].isupper() or here[0].islower()
        return not apart and (initial or (strange and as_before))


def _capital(words: list[re.Match[str]], at: int) -> bool:
    return at < len(words) and words[at][0][0].isupper()


def found(text: str, names: Names) -> list[Piece]:
    """Everything personal, from left to right; what lies within another piece is not told."""
    pieces = [*_by_form(text), *names.found(text)]
    return _apart(sorted(pieces, key=lambda piece: (piece.start, -piece.end)))


def _by_form(text: str) -> Iterator[Piece]:
    typed = text.translate(_TYPED)
    for kind, form in _FORMS:
        for match in form.finditer(typed):
            group = 1 if form.groups else 0
            yield Piece(match.start(group), match.end(group), kind)


def _apart(pieces: list[Piece]) -> list[Piece]:
    apart: list[Piece] = []
    for piece in pieces:
        if not apart or piece.start >= apart[-1].end:
            apart.append(piece)
    return apart


def mask(text: str, names: Names) -> str:
    """The text with a word such as «[NIK]» in the place of each piece."""
    for piece in reversed(found(text, names)):
        text = f"{text[: piece.start]}[{piece.kind}]{text[piece.end :]}"
    return re.sub(r"(\[nama\])(?:\s+\[nama\])+", r"\1", text)


def masks_in(text: str) -> list[str]:
    """The masks that still stand in a text."""
    return [sign for sign in MASKS if sign in text]
