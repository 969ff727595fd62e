"""What an entry, a topic and an expert topic must look like."""

import re
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from knowledge import enclosures

LONGEST_ANSWER = 900
"""An answer must fit on a small phone without scrolling back."""
LONGEST_QUESTION = 300
LONGEST_MORE = 3000
"""Its long form must fit into one message, with question and sources around it."""
LONGEST_TITLE = 60

_TAG = re.compile(r"</?[bi]>")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot);")


def _telegram_html(text: str) -> str:
    if stray := re.search(r"[<>&]", _ESCAPED.sub("", _TAG.sub("", text))):
        raise ValueError(
            f"tanda «{stray[0]}» tidak boleh; hanya <b> dan <i>, selain itu tulis &amp; &lt; &gt;"
        )
    still_open: list[str] = []
    for tag in _TAG.findall(text):
        if not tag.startswith("</"):
            still_open.append(tag)
        elif not still_open or still_open.pop() != tag.replace("/", ""):
            raise ValueError(f"{tag} tidak punya pasangan")
    if still_open:
        raise ValueError(f"{still_open[-1]} belum ditutup")
    return text


def _one_message(text: str) -> str:
    length = len(text.encode("utf-16-le")) // 2  # as Telegram counts: an emoji is two
    if length > LONGEST_MORE:
        raise ValueError(f"terlalu panjang ({length} huruf, batasnya {LONGEST_MORE})")
    return text


def _month(text: str) -> str:
    year, month, day = [*text.split("-"), "1", "1"][:3]
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"tanggal «{text}» tidak ada di kalender") from None
    return text


def _address(text: str) -> str:
    try:
        urlsplit(text)
    except ValueError:
        raise ValueError(f"alamat «{text}» tidak bisa dibaca") from None
    return text


def _no_blank_ends(text: str) -> str:
    """A file keeps no blanks at the end of a line: what it says must stay the same."""
    return "\n".join(line.rstrip() for line in text.splitlines())


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# Ids stand in the data of buttons, which Telegram holds to 64 bytes; an entry that was written in
# the chat is called after its topic and a number.
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=40)]
TopicIdentifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=28)]
Owner = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Source = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s/]+\S*$"),
    AfterValidator(_address),
]
AsOf = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"), AfterValidator(_month)
]
Answer = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_ANSWER),
    AfterValidator(_no_blank_ends),
    AfterValidator(_telegram_html),
]
More = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_no_blank_ends),
    AfterValidator(_telegram_html),
    AfterValidator(_one_message),
]
FileName = Annotated[str, AfterValidator(enclosures.named_well)]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Enclosure(_Frozen):
    """A sample letter or form that is sent to whoever asks for it."""

    file: FileName
    title: Title


Asked = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION)
]


class Entry(_Frozen):
    """One question of the villages and its answer, with where the answer comes from."""

    id: Identifier
    topic: str
    question: Asked
    also: tuple[Asked, ...] = Field(min_length=2)
    answer: Answer
    more: More | None = None
    files: tuple[Enclosure, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    legal_basis: tuple[Line, ...] = ()
    valid_as_of: AsOf
    valid_until: date | None = None
    withdrawn_on: date | None = None
    owner: Owner
    expert_topic: str
    related: tuple[Identifier, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last on which the answer may be given; None while no end is known."""
        withdrawn = self.withdrawn_on and self.withdrawn_on - timedelta(days=1)
        return min(filter(None, (self.valid_until, withdrawn)), default=None)

    def is_valid(self, on: date) -> bool:
        """Whether the answer may still be given on this day."""
        return self.last_day is None or on <= self.last_day


class Topic(_Frozen):
    """One file of entries, as people browse it."""

    id: TopicIdentifier
    title: Line


class ExpertTopic(_Frozen):
    """A field of expertise: who answers what the books do not."""

    id: Identifier
    name: Line
    answered_by: Line
    words: tuple[Line, ...] = ()
    asked: tuple[Line, ...] = ()
