"""What became of a call, and what is to be done about it: one table for all letters."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from html import unescape
from typing import Any

from bot.api import Api, ApiFault, InDoubt, NotSent, Upload
from storage.outbox import Owed

EDITS = ("editMessageText", "editMessageReplyMarkup", "editMessageCaption", "deleteMessage")
TOO_OLD = "message can't be deleted"  # after two days
GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    TOO_OLD,
)
OURS = (401, 404, 409)  # token, address, a second bot: no letter is at fault
UNREACHABLE = ("chat not found", "user is deactivated", "peer_id_invalid")
# Only what our texts are marked up with: any other "<" may be a person's own.
MARKUP = re.compile(r"</?(?:a|b|blockquote|code|i|pre|s|u)(?: [^<>]*)?>")


class Fate(Enum):
    """The ends a call can come to."""

    DONE = auto()
    LATER = auto()  # nothing happened: try again
    DOUBT = auto()  # perhaps it happened
    PAUSE = auto()  # Telegram wants this chat to wait
    MOVED = auto()  # the group has a new id
    UNREACHABLE = auto()  # this chat cannot be written to
    MEND = auto()  # the message to edit is gone, or too old to be deleted: do the next best
    PLAIN = auto()  # our markup is broken: the words must do without
    REFUSED = auto()  # our fault: trying again would not help


@dataclass(frozen=True)
class Verdict:
    """A call's end; `value` is the message id, the pause in seconds, or the new chat."""

    fate: Fate
    value: int = 0
    fault: str | None = None
    file_id: str | None = None  # of the document that was sent


async def deliver(
    api: Api, method: str, params: dict[str, Any], upload: Upload | None = None
) -> Verdict:
    """Make one call and judge its end."""
    try:
        result = await api.call(method, params, upload=upload)
    except NotSent as fault:
        return Verdict(Fate.LATER, fault=str(fault))
    except InDoubt as fault:
        fate = Fate.LATER if method in EDITS else Fate.DOUBT
        return Verdict(fate, fault=str(fault))
    except ApiFault as fault:
        return judge(method, fault)
    return Verdict(Fate.DONE, _message_id(result), file_id=_file_id(result))


def judge(method: str, fault: ApiFault) -> Verdict:
    """What a refusal of Telegram means for the letter."""
    said = fault.description.lower()
    # Of a copy the chat it comes from may be meant.
    unreachable = UNREACHABLE if method != "copyMessages" else ()
    new_chat = fault.parameters.get("migrate_to_chat_id")
    if new_chat:
        return Verdict(Fate.MOVED, int(new_chat))
    if fault.code == 429:
        return Verdict(Fate.PAUSE, int(fault.parameters.get("retry_after", 1)), str(fault))
    if fault.code >= 500 or fault.code in OURS:
        return Verdict(Fate.LATER, fault=str(fault))
    if fault.code == 403 or any(words in said for words in unreachable):
        return Verdict(Fate.UNREACHABLE, fault=str(fault))
    if "message is not modified" in said:
        return Verdict(Fate.DONE)
    if any(words in said for words in GONE):
        mendable = method == "editMessageText" or TOO_OLD in said
        return Verdict(Fate.MEND if mendable else Fate.DONE)
    fate = Fate.PLAIN if "can't parse entities" in said else Fate.REFUSED
    return Verdict(fate, fault=str(fault))


def as_mended(letter: Owed) -> Owed:
    """The same words as a fresh message, where the one to edit is gone.

    What cannot be deleted any more at least loses its buttons.
    """
    if letter.method == "deleteMessage":
        return letter._replace(method="editMessageReplyMarkup")
    fresh = {name: value for name, value in letter.params.items() if name != "message_id"}
    name = letter.key or letter.about  # later edits find the fresh message under the same name
    return letter._replace(method="sendMessage", params=fresh, key=name, about=None)


def as_plain(letter: Owed) -> Owed:
    """The same words without markup, where Telegram cannot read it."""
    plain = {name: value for name, value in letter.params.items() if name != "parse_mode"}
    return letter._replace(params={**plain, "text": unescape(MARKUP.sub("", plain["text"]))})


def _message_id(result: Any) -> int:
    """The id of the message a call made: the last one where it made several."""
    last = result[-1] if isinstance(result, list) and result else result
    return int(last["message_id"]) if isinstance(last, dict) and "message_id" in last else 0


def _file_id(result: Any) -> str | None:
    document = result.get("document") if isinstance(result, dict) else None
    return str(document["file_id"]) if document else None
