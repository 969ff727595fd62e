"""Texts with entities as safe HTML of Telegram's own tags, for the page."""

from html import escape
from typing import Any

from .wire import Json

HTML_OF = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "bot_command": "tg-command",
}
LINKING = {"url", "text_link"}


def as_html(text: str, entities: list[Json]) -> str:
    wide = text.encode("utf-16-le")
    return rendered(wide, 0, len(wide) // 2, entities)


def rendered(wide: bytes, begin: int, end: int, entities: list[Json]) -> str:
    pieces = []
    while entities:
        first, *rest = entities
        start, stop = first["offset"], min(end, first["offset"] + first["length"])
        inner = [e for e in rest if e["offset"] < stop]
        entities = rest[len(inner) :]
        if start < begin or stop <= start:
            continue
        pieces.append(slice_of(wide, begin, start))
        pieces.append(
            dressed(first, rendered(wide, start, stop, inner), wide[2 * start : 2 * stop])
        )
        begin = stop
    return "".join([*pieces, slice_of(wide, begin, end)])


def slice_of(wide: bytes, begin: int, end: int) -> str:
    return escape(wide[2 * begin : 2 * end].decode("utf-16-le", "replace"))


def dressed(entity: Json, inner: str, wide: bytes) -> str:
    if entity["type"] in LINKING:
        url: Any = entity.get("url") or wide.decode("utf-16-le", "replace")
        target = url if "://" in url else f"https://{url}"
        return f'<a href="{escape(target)}">{inner}</a>' if target.startswith("http") else inner
    tag = HTML_OF.get(entity["type"])
    return f"<{tag}>{inner}</{tag}>" if tag else inner
