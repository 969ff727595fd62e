"""JSON, read and written several times as fast as the standard library does.

Every update and every letter is read and written; pydantic-core is here anyway. What it refuses,
half an emoji (a lone surrogate), is left to the standard library.
"""

import json
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json


def read(text: str | bytes) -> Any:
    """The value in a JSON text; ValueError if it is none."""
    try:
        return from_json(text)
    except (TypeError, ValueError):
        return json.loads(text)


def write(value: Any) -> str:
    """What came as JSON as a text to store or send: of half an emoji a question mark is left."""
    try:
        return to_json(value).decode()
    except PydanticSerializationError:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
