"""HTML markup to plain text and entities, refused where Telegram refuses it."""

import re
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from .refusals import bad_request
from .wire import Json

PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
SPECIAL = re.compile("[<&]")
# Only these are known to Telegram; everything else after "&" stays as written.
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
BARE_VALUE = re.compile(r"[A-Za-z0-9.-]*")
SPACES = re.compile(r"\s*")
PROTOCOL = re.compile(r"(?:https?|tg|ton|tonsite|mailto|tel)://?\S|[^\s/:]+\.[^\s/:.]{2,}")


@dataclass(slots=True)
class OpenTag:
    """A tag that waits for its end: where its text starts, counted as entities count."""

    name: str
    offset: int
    starts_at: int
    attributes: dict[str, str]


class Place(NamedTuple):
    """Where in the source a complaint points, told in bytes."""

    source: str
    at: int

    def __str__(self) -> str:
        return f"at byte offset {len(self.source[: self.at].encode())}"


def units(text: str) -> int:
    """The length of a text in UTF-16 units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The text without tags, and the entities the tags stood for."""
    if not SPECIAL.search(source):
        return source, []
    return Reader(source).read()


class Reader:
    """One pass over one HTML text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = ""
        self.length = 0
        self.open: list[OpenTag] = []
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        index = 0
        while found := SPECIAL.search(self.source, index):
            self.write(self.source[index : found.start()])
            index = self.reference(found.start()) or self.tag(found.start())
        self.write(self.source[index:])
        if self.open:
            name = self.open[-1].name
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self.text, sorted(self.entities, key=lambda e: (e["offset"], -e["length"]))

    def write(self, text: str) -> None:
        self.text += text
        self.length += units(text)

    def reference(self, index: int) -> int:
        if self.source[index] != "&":
            return 0
        found = REFERENCE.match(self.source, index)
        self.write(character(found) if found else "&")
        return found.end() if found else index + 1

    def tag(self, index: int) -> int:
        if self.source.startswith("</", index):
            return self.end_tag(index)
        return self.start_tag(index)

    def start_tag(self, begin: int) -> int:
        place = Place(self.source, begin)
        index = span_end(TAG_NAME, self.source, begin + 1)
        name = self.source[begin + 1 : index].lower()
        if index == len(self.source):
            raise unparsable(f"Unclosed start tag {place}")
        if name not in PLAIN_TAGS:
            raise unparsable(f'Unsupported start tag "{name}" {place}')
        attributes, index = self.attributes(name, begin, index)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {place}')
        self.open.append(OpenTag(name, self.length, len(self.text), attributes))
        return index + 1

    def attributes(self, tag: str, begin: int, index: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        place = Place(self.source, begin)
        while True:
            index = span_end(SPACES, self.source, index)
            if index == len(self.source):
                raise unparsable(f'Unclosed start tag "{tag}" {place}')
            if self.source[index] == ">":
                return found, index
            name_end = span_end(ATTRIBUTE_NAME, self.source, index)
            name = self.source[index:name_end].lower()
            if not name:
                raise unparsable(f'Empty attribute name in the tag "{tag}" {place}')
            found[name], index = self.value(tag, name, begin, name_end)

    def value(self, tag: str, name: str, begin: int, index: int) -> tuple[str, int]:
        place = Place(self.source, begin)
        index = span_end(SPACES, self.source, index)
        if self.source[index : index + 1] != "=":
            if index == len(self.source):
                raise unparsable(f'Unclosed start tag "{tag}" {place}')
            if (tag, name) == ("blockquote", "expandable"):
                return "1", index
            raise unparsable(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" {place}'
            )
        index = span_end(SPACES, self.source, index + 1)
        if index == len(self.source):
            raise unparsable(f'Unclosed start tag "{tag}" {place}')
        if self.source[index] in "\"'":
            return self.quoted(index, place)
        return self.bare(index)

    def quoted(self, index: int, place: Place) -> tuple[str, int]:
        end = self.source.find(self.source[index], index + 1)
        if end < 0:
            raise unparsable(f"Unclosed start tag {place}")
        return REFERENCE.sub(character, self.source[index + 1 : end]), end + 1

    def bare(self, index: int) -> tuple[str, int]:
        end = span_end(BARE_VALUE, self.source, index)
        if not re.match(r"[\s>]", self.source[end : end + 1]):
            place = Place(self.source, index)
            raise unparsable(f"Unexpected end of name token {place}")
        return self.source[index:end].lower(), end

    def end_tag(self, begin: int) -> int:
        place = Place(self.source, begin)
        if not self.open:
            raise unparsable(f"Unexpected end tag {place}")
        name_end = span_end(TAG_NAME, self.source, begin + 2)
        name = self.source[begin + 2 : name_end].lower()
        index = span_end(SPACES, self.source, name_end)
        if self.source[index : index + 1] != ">":
            raise unparsable(f"Unclosed end tag {place}")
        tag = self.open.pop()
        if name and name != tag.name:
            raise unparsable(
                f'Unmatched end tag {place}, expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self.close(tag)
        return index + 1

    def close(self, tag: OpenTag) -> None:
        entity: Json = {
            "type": PLAIN_TAGS[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        if tag.name == "a":
            entity["url"] = tag.attributes.get("href") or self.text[tag.starts_at :]
            if not PROTOCOL.match(entity["url"]):
                return
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = emoji_id(tag)
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "code" and self.names_language(tag):
            return
        elif tag.name == "pre" and "language" in tag.attributes:
            entity["language"] = tag.attributes["language"]
        self.entities.append(entity)

    def names_language(self, code: OpenTag) -> bool:
        language = code.attributes.get("class", "").removeprefix("language-")
        if not language or not self.open or self.open[-1].name != "pre":
            return False
        self.open[-1].attributes["language"] = language
        return True


def span_end(pattern: re.Pattern[str], source: str, index: int) -> int:
    found = pattern.match(source, index)
    return found.end() if found else index


def character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return unescape(f"&{name};")
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if 0xD800 <= code <= 0xDFFF:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding "
            "HTML entities, check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code <= 0x10FFFF else found.group()


def emoji_id(tag: OpenTag) -> str:
    number = tag.attributes.get("emoji-id", "")
    if not number.isdigit():
        raise unparsable("Invalid custom emoji identifier specified")
    return number


def unparsable(complaint: str) -> Exception:
    return bad_request(f"can't parse entities: {complaint}")
