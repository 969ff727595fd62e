"""What the chat page is shown of a message."""

from typing import Any

from .rendering import as_html
from .rooms import Entry
from .wire import Json
from .world import SERVICE

COPIED = ("message_id", "date", "edit_date", "location", "contact", "media_group_id")
SENDER = ("id", "first_name", "last_name", "is_bot")
SNIPPET = 80
SERVICE_WORDS = {
    "new_chat_members": "bergabung",
    "pinned_message": "menyematkan sebuah pesan",
    "forum_topic_created": "membuka topik",
    "forum_topic_edited": "mengubah topik",
    "forum_topic_closed": "menutup topik",
    "forum_topic_reopened": "membuka kembali topik",
    "migrate_to_chat_id": "memindahkan grup",
    "migrate_from_chat_id": "memindahkan grup",
}


def shown(entry: Entry) -> Json:
    message = entry.message
    sender = {name: message["from"][name] for name in SENDER if name in message["from"]}
    view: Json = {"version": entry.version, "from": sender, "deleted": entry.deleted}
    view |= {name: message[name] for name in COPIED if name in message}
    if entry.deleted:
        return view
    return view | words(message) | media(message) | surroundings(message)


def words(message: Json) -> Json:
    for name, marks in (("text", "entities"), ("caption", "caption_entities")):
        if name in message:
            return {name: message[name], "html": as_html(message[name], message.get(marks, []))}
    for name in SERVICE:
        if name in message:
            return {"text": SERVICE_WORDS[name], "html": SERVICE_WORDS[name]}
    return {}


def media(message: Json) -> Json:
    if photo := message.get("photo"):
        largest = photo[-1]
        size = {"width": largest["width"], "height": largest["height"]}
        return {"photo": {"url": address(largest), **size}}
    for name in ("document", "voice"):
        if file := message.get(name):
            wanted = ("file_name", "file_size", "mime_type", "duration")
            about = {key: file[key] for key in wanted if key in file}
            return {name: {"url": address(file), **about}}
    return {}


def address(file: Any) -> str:
    return f"api/files/{file['file_id']}"


def surroundings(message: Json) -> Json:
    found: Json = {}
    if replied := message.get("reply_to_message"):
        snippet = str(replied.get("text") or replied.get("caption") or "")[:SNIPPET]
        found["reply_to"] = {"message_id": replied["message_id"], "snippet": snippet}
    if markup := message.get("reply_markup"):
        rows = markup["inline_keyboard"]
        found["buttons"] = [[shown_button(button) for button in row] for row in rows]
    return found


def shown_button(button: Json) -> Json:
    shown: Json = {n: button[n] for n in ("text", "callback_data", "url") if n in button}
    if "copy_text" in button:
        shown["copy_text"] = button["copy_text"]["text"]
    return shown
