"""Whether an answer was corrected in substance, or only in its spelling."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from knowledge import words
from knowledge.spelling import sound

TAG = re.compile(r"<[^>]*>")
LONG_ENOUGH = 5
"""Shorter words are too often others of the same sound: «lima» and «lama», «KIA» and «KUA»."""

Known = Callable[[str], bool]
"""Whether a word stands in the books or in their lists."""


def is_substance(before: str, after: str, known: Known) -> bool:
    """Whether somebody who has read `before` should hear of `after`.

    Small words and signs are spelling, and so is a long word that nobody knows and that sounds as
    a known one. Every other word that came, went or changed is substance, and so is every number.
    """
    old, new = _read(before), _read(after)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = [(old[a:b], new[c:d]) for tag, a, b, c, d in changes if tag != "equal"]
    return not all(_same_words(*pair, known) for pair in changed)


def _read(answer: str) -> list[str]:
    lists = words.packaged()
    return [
        word
        for word in lists.read(TAG.sub(" ", answer))
        if word not in lists.ignored or word in lists.turning
    ]


def _same_words(old: list[str], new: list[str], known: Known) -> bool:
    if len(old) != len(new):
        return "".join(old) == "".join(new)  # written together, or apart
    return all(_same_word(*pair, known) for pair in zip(old, new, strict=True))


def _same_word(old: str, new: str, known: Known) -> bool:
    if old.isdigit() or new.isdigit() or {old, new} & words.packaged().turning:
        return old == new
    if words.stem(old) == words.stem(new):
        return True
    alike = len(min(old, new, key=len)) >= LONG_ENOUGH and sound(old) == sound(new)
    return alike and known(old) != known(new)
