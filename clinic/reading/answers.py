"""Yes, no, and one of several offered words."""

from collections.abc import Iterable, Mapping

from clinic.reading.tokens import tidy, words
from clinic.reading.unreadable import Reason, Unreadable

YES = frozenset(
    words("ya y iya iyo iyoo yo ia yes ok oke okay oky betul benar btul siap sip setuju tentu")
)
NO = frozenset(
    words(
        "tidak tdk tak tida tra trada seng sing nggak enggak gak ga ndak nda no bukan jangan jang "
        "belum blm balong batal n"
    )
)
WILLING = frozenset(words("mau mo boleh bisa bole jadi lanjut sudah su sdh perlu ada"))
POLITE = frozenset(
    words(
        "beta saya katong kita pak bu bapak ibu kaka abang bung usi dong jua lai saja sj sih kok "
        "terima kasih makasih danke dulu"
    )
)


def yes_no(text: str) -> bool:
    """ "iya", "beta mau" or "seng", "tidak usah"; anything in between is asked again."""
    if tidy(text) in ("👍", "✅"):
        return True
    if tidy(text) in ("👎", "❌"):
        return False
    said = set(words(text)) - POLITE
    if not said:
        raise Unreadable(Reason.NOT_YES_OR_NO if tidy(text) else Reason.EMPTY)
    # Two different noes may cancel each other ("bukan tidak mau").
    if len(said & NO) == 1 and said <= NO | WILLING | {"usah"} and "?" not in text:
        return False
    if said <= YES | WILLING and "?" not in text:
        return True
    raise Unreadable(Reason.NOT_YES_OR_NO)


def choice(text: str, offered: Mapping[str, Iterable[str]]) -> str:
    """The key whose words were typed, wholly or as the only ones that begin so."""
    typed = " ".join(words(text))
    if not typed:
        raise Unreadable(Reason.EMPTY)
    names = [(" ".join(words(name)), key) for key, known in offered.items() for name in known]
    exact = {key for name, key in names if name == typed}
    begun = {key for name, key in names if name.startswith(typed) and len(typed) > 2}
    fitting = exact or begun
    if len(fitting) == 1:
        return fitting.pop()
    if fitting:
        raise Unreadable(Reason.AMBIGUOUS, keys=sorted(fitting))
    raise Unreadable(Reason.NOT_A_CHOICE)
