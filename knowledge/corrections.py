"""Whether an answer was corrected in substance, or only in its spelling."""

import re
from difflib import SequenceMatcher

from knowledge import words
from knowledge.spelling import sound

TAG = re.compile(r"<[^>]*>")


def is_substance(before: str, after: str) -> bool:
    """Whether somebody who has read `before` should hear of `after`.

    Small words, order of signs, and words that sound the same are spelling; every other word that
    came, went or changed is substance, and so is every number.
    """
    old, new = _read(before), _read(after)
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return any(not _same_words(old[a:b], new[c:d]) for tag, a, b, c, d in changes if tag != "equal")


def _read(answer: str) -> list[str]:
    lists = words.packaged()
    return [
        word
        for word in lists.read(TAG.sub(" ", answer))
        if word not in lists.ignored or word in lists.turning
    ]


def _same_words(old: list[str], new: list[str]) -> bool:
    if len(old) != len(new):
        return "".join(old) == "".join(new)  # written together, or apart
    return all(_same_word(*pair) for pair in zip(old, new, strict=True))


def _same_word(old: str, new: str) -> bool:
    if old.isdigit() or new.isdigit() or {old, new} & words.packaged().turning:
        return old == new
    return words.stem(old) == words.stem(new) or sound(old) == sound(new)
