"""Texts as Telegram keeps them: trimmed, measured, with the entities it finds by itself."""

import re

from .markup import parse_html, units
from .refusals import bad_request
from .wire import Json, Parameters

HINT = re.compile(r"[/@#.]")
FOUND = re.compile(
    r"(?P<url>(?:https?://|t\.me/|www\.)[^\s<>\"]*[^\s<>\".,!?;:)])"
    r"|(?<![\w/@])(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@.])(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)
CLOSED = {"code", "pre", "text_link"}
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def find_entities(text: str) -> list[Json]:
    """Commands, links, mentions and tags in a plain text, with UTF-16 offsets."""
    if not HINT.search(text):
        return []
    return [
        {
            "type": found.lastgroup,
            "offset": units(text[: found.start()]),
            "length": units(found.group()),
        }
        for found in FOUND.finditer(text)
    ]


def marked_text(p: Parameters, text_name: str, entities_name: str) -> tuple[str, list[Json]]:
    """A text of the bot: markup read, edges trimmed, entities found."""
    source = p.text(text_name)
    mode = p.text("parse_mode").lower()
    if not mode:
        return trimmed(source, [dict(entity) for entity in p.objects(entities_name)])
    if mode != "html":
        raise bad_request("unsupported parse_mode")
    return trimmed(*parse_html(source))


def trimmed(text: str, marked: list[Json]) -> tuple[str, list[Json]]:
    bare = text.strip()
    shift = units(text[: len(text) - len(text.lstrip())]) if bare != text else 0
    room = units(bare)
    kept = []
    for entity in marked:
        check_entity(entity)
        begin = max(0, entity["offset"] - shift)
        end = min(room, entity["offset"] + entity["length"] - shift)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return bare, with_found(kept, find_entities(bare))


def check_entity(entity: Json) -> None:
    if not isinstance(entity.get("offset"), int) or not isinstance(entity.get("length"), int):
        raise bad_request("can't parse MessageEntity: offset and length must be Integers")
    if not isinstance(entity.get("type"), str):
        raise bad_request("can't parse MessageEntity: Can't find field \"type\"")


def with_found(marked: list[Json], found: list[Json]) -> list[Json]:
    if not found:
        return marked
    closed = [(e["offset"], e["offset"] + e["length"]) for e in marked if e["type"] in CLOSED]
    free = [
        e
        for e in found
        if not any(e["offset"] < end and e["offset"] + e["length"] > begin for begin, end in closed)
    ]
    return sorted(marked + free, key=lambda e: (e["offset"], -e["length"]))


def message_text(p: Parameters) -> Json:
    if not p.text("text"):
        raise bad_request("message text is empty")
    text, entities = marked_text(p, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption(p: Parameters) -> Json:
    if "caption" not in p.values:
        return {}
    text, entities = marked_text(p, "caption", "caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    return {**content, "caption_entities": entities} if entities else content
