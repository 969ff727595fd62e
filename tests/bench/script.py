"""The five steps, and the words that belong to them: what our bot says, plain aiogram says too."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

START, ASK, MENU = "/start", "❓ Tanya", "/menu"
ENOUGH = "👍 Terjawab"

Reply = dict[str, Any]  # text and reply_markup


@dataclass(frozen=True)
class Script:
    """Replies by the text that was said, and by the entry whose button was tapped."""

    said: dict[str, Reply]
    tapped: dict[str, Reply]

    def questions(self) -> list[str]:
        return [text for text in self.said if text not in (START, ASK, MENU)]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False))

    @classmethod
    def load(cls, path: Path) -> "Script":
        return cls(**json.loads(path.read_text()))


def button(reply: Reply) -> str | None:
    """What the button that ends a question carries; None where there is none."""
    rows = reply.get("reply_markup", {}).get("inline_keyboard", [])
    carried = [one["callback_data"] for row in rows for one in row if one["text"] == ENOUGH]
    return carried[0] if carried else None


def subject(data: str) -> str:
    """The entry that a button is about; the message it also carries differs each time."""
    return data.split(":")[1]


def reply_of(params: dict[str, Any]) -> Reply:
    """Of a call only what a person sees."""
    return {name: params[name] for name in ("text", "reply_markup") if name in params}
