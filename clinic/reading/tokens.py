"""What was typed, cut into the pieces that the readers look at."""

import re
import unicodedata

TOKEN = re.compile(r"[0-9](?:[0-9.,]*[0-9])?|[^\W\d_]+|\S")
SPACED_GROUPS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3}){2,}(?![0-9.,])")
ABOUT = re.compile(
    r"±|~|\+/?-|\b(?:kurang lebih|lebih kurang|krg lbh|sekitar|skitar|kira[- ]?kira|kira2)\b"
)


def tidy(text: str) -> str:
    """Lower case, one kind of dash and space, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    # Format characters (zero width joiners and the like) come along with copied text.
    visible = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return " ".join(visible.split())


def tokens(text: str) -> list[str]:
    """Numbers, words and signs in their order; "about" is taken for the number itself."""
    plain = ABOUT.sub(" ", tidy(text))
    joined = SPACED_GROUPS.sub(lambda found: found[0].replace(" ", ""), plain)
    return TOKEN.findall(joined)


def words(text: str) -> list[str]:
    """Only the words and bare numbers, without signs."""
    return re.findall(r"[^\W_]+", tidy(text))
