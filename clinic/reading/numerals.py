"""One number from tokens: figures with dots and commas, scales, or words up to trillions."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from clinic.reading.unreadable import Reason, Unreadable

DIGITS = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
DIALECT = {
    "ampa": "empat",
    "ampat": "empat",
    "anam": "enam",
    "tuju": "tujuh",
    "lapan": "delapan",
    "sambilan": "sembilan",
    "sambilang": "sembilan",
}
THOUSAND, MILLION, BILLION, TRILLION = (Decimal(1000) ** power for power in (1, 2, 3, 4))
SCALES = {
    **dict.fromkeys(("ribu", "rb", "rbu", "k"), THOUSAND),
    **dict.fromkeys(("juta", "jt", "jta", "jut"), MILLION),
    **dict.fromkeys(("miliar", "milyar", "miliyar", "milyard", "mlyr", "mlr", "m"), BILLION),
    **dict.fromkeys(("triliun", "trilyun", "triliyun", "t"), TRILLION),
}
TENS = {"ratus": 100, "puluh": 10}

FACTOR = "belas|puluh|ratus|ribu|juta|miliar|milyar|triliun|trilyun"
DIGIT = "|".join(sorted([*DIGITS, *DIALECT], key=len, reverse=True))
PIECE = re.compile(rf"s[ea](?={FACTOR})|{DIGIT}|{FACTOR}")
GLUED = re.compile(rf"(?:{PIECE.pattern})+")
INDONESIAN = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def numeral(tokens: Sequence[str], *, scales: Collection[str], point: bool = False) -> Decimal:
    """The one number that the tokens say; `point` when a decimal point is to be expected."""
    if tokens and tokens[0] in ("-", "minus"):
        raise Unreadable(Reason.NEGATIVE)
    if not any(token[0].isdigit() for token in tokens):
        return _spoken([word for token in tokens for word in _unglued(token)])
    return _sum(_parts(tokens, scales, point))


def _parts(
    tokens: Sequence[str], scales: Collection[str], point: bool
) -> list[tuple[Decimal, Decimal]]:
    """Figure and scale of each part: "1 jt 250 rb" has two."""
    parts: list[tuple[Decimal, Decimal]] = []
    rest = list(tokens)
    while rest and rest[0][0].isdigit():
        written = rest.pop(0)
        scale = SCALES[rest.pop(0)] if rest and rest[0] in scales else Decimal(1)
        parts.append((_figure(written, point=point or scale > 1), scale))
    if rest:
        many = sum(token[0].isdigit() for token in tokens) > 1
        raise Unreadable(Reason.SEVERAL_NUMBERS if many else Reason.NOT_A_NUMBER)
    return parts


def _sum(parts: list[tuple[Decimal, Decimal]]) -> Decimal:
    for (_, larger), (figure, scale) in pairwise(parts):
        if larger == 1 or figure * scale >= larger:
            raise Unreadable(Reason.SEVERAL_NUMBERS)
        # "1 juta 500" may mean one and a half million or 1.000.500.
        if scale == 1:
            raise Unreadable(Reason.AMBIGUOUS)
    return sum((figure * scale for figure, scale in parts), Decimal(0))


def _figure(written: str, *, point: bool) -> Decimal:
    """A written figure; refused where a dot or comma can be read in two ways."""
    if written.isdecimal():
        return Decimal(written)
    comma_group = "," in written and ONE_GROUP.fullmatch(written)
    dot_group = "." in written and ONE_GROUP.fullmatch(written)
    if comma_group or (dot_group and point):
        raise Unreadable(Reason.AMBIGUOUS)
    if INDONESIAN.fullmatch(written) or re.fullmatch(r"[0-9]+,[0-9]+", written):
        return Decimal(written.replace(".", "").replace(",", "."))
    if ENGLISH.fullmatch(written) or (point and re.fullmatch(r"[0-9]+\.[0-9]+", written)):
        return Decimal(written.replace(",", ""))
    raise Unreadable(Reason.AMBIGUOUS)


def _unglued(token: str) -> list[str]:
    """ "duabelas" is two words, and "se-" is one."""
    pieces = PIECE.findall(token) if GLUED.fullmatch(token) else [token]
    return ["satu" if piece in ("se", "sa") else DIALECT.get(piece, piece) for piece in pieces]


def _spoken(words: list[str]) -> Decimal:
    scales = {SCALES[word] for word in words if word in SCALES and len(word) > 1}
    if scales:
        return _scaled(words, max(scales))
    if "koma" in words:
        comma = words.index("koma")
        digits = "".join(str(_digit(word)) for word in words[comma + 1 :])
        return _whole(words[:comma]) + Decimal(f"0.{digits or _refuse()}")
    if words and words[-1] == "setengah":
        return (_whole(words[:-1]) if words[:-1] else 0) + Decimal("0.5")
    return Decimal(_whole(words))


def _scaled(words: list[str], scale: Decimal) -> Decimal:
    """ "dua ratus ribu lima puluh": what stands before the scale, times it, and the rest."""
    at = next(index for index, word in enumerate(words) if SCALES.get(word) == scale)
    tail = words[at + 1 :]
    if any(SCALES.get(word) == scale for word in tail):
        _refuse()
    head, rest = _spoken(words[:at]), _spoken(tail) if tail else Decimal(0)
    if not 0 < head < 1000 or (tail and rest == 0):
        _refuse()
    # "sejuta lima ratus" is said for one and a half million too.
    if tail and scale >= MILLION and rest < 1000:
        raise Unreadable(Reason.AMBIGUOUS)
    return head * scale + rest


def _whole(words: list[str]) -> int:
    """Up to 999 in words."""
    for name, factor in TENS.items():
        if name in words:
            at = words.index(name)
            head, tail = _digit(*words[:at]), words[at + 1 :]
            rest = _whole(tail) if tail and name not in tail else 0
            if head == 0 or rest >= factor or (tail and rest == 0):
                _refuse()
            return head * factor + rest
    if words[1:] == ["belas"] and _digit(words[0]) > 0:
        return 10 + _digit(words[0])
    return _digit(*words)


def _digit(*words: str) -> int:
    return DIGITS[words[0]] if len(words) == 1 and words[0] in DIGITS else _refuse()


def _refuse() -> int:
    raise Unreadable(Reason.NOT_A_NUMBER)
