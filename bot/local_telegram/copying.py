"""The bot passes messages on: as copies without a trace, or forwarded with their origin."""

from itertools import pairwise

from .addressing import known_room, lane, named_entry, open_room
from .entities import caption
from .methods import MARKED, SENDING, method
from .refusals import bad_request
from .rooms import Entry
from .sending import place, send
from .wire import Json, Parameters
from .world import SERVICE, World

CARRIED = [
    "text",
    "entities",
    "photo",
    "document",
    "voice",
    "location",
    "contact",
    "caption",
    "caption_entities",
]
MOST_MESSAGES = 100


def copyable(entry: Entry) -> Json:
    if any(name in entry.message for name in SERVICE):
        raise bad_request("message can't be copied")
    return {name: entry.message[name] for name in CARRIED if name in entry.message}


@method("copyMessage", SENDING + MARKED + "from_chat_id message_id reply_markup")
def copy_message(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    entry = named_entry(known_room(world, p, "from_chat_id"), p, "copy")
    content = copyable(entry)
    if "caption" in p.values and "text" not in content:
        content.pop("caption_entities", None)
        content |= caption(p)
    return {"message_id": send(world, p, room, content)["message_id"]}


def message_numbers(p: Parameters) -> list[int]:
    numbers = p.objects("message_ids")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_MESSAGES:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) for number in numbers):
        raise bad_request("can't parse message identifiers")
    return numbers


@method(
    "copyMessages",
    "chat_id message_thread_id from_chat_id message_ids disable_notification protect_content "
    "remove_caption",
)
def copy_messages(world: World, p: Parameters) -> list[Json]:
    room = open_room(world, p)
    source = known_room(world, p, "from_chat_id")
    numbers = message_numbers(p)
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [entry for number in numbers if (entry := source.entry(number))]
    if not found:
        raise bad_request("message to copy not found")
    where = lane(room, p)
    albums: dict[str, str] = {}
    copies = []
    for entry in found:
        content = where | copyable(entry)
        if p.flag("remove_caption"):
            content = {n: v for n, v in content.items() if not n.startswith("caption")}
        if album := entry.message.get("media_group_id"):
            fresh = str(world.chance.randrange(10**16, 10**17))
            content["media_group_id"] = albums.setdefault(album, fresh)
        copies.append({"message_id": place(world, room, content, None)["message_id"]})
    return copies


@method(
    "forwardMessage",
    "chat_id message_thread_id from_chat_id message_id disable_notification protect_content",
)
def forward_message(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    entry = named_entry(known_room(world, p, "from_chat_id"), p, "forward")
    return send(world, p, room, copyable(entry) | {"forward_origin": origin(entry.message)})


def origin(message: Json) -> Json:
    """Where a forwarded message comes from; forwarding again keeps the first origin."""
    if "forward_origin" in message:
        kept: Json = message["forward_origin"]
        return kept
    if chat := message.get("sender_chat"):
        return {"type": "chat", "sender_chat": chat, "date": message["date"]}
    return {"type": "user", "sender_user": message["from"], "date": message["date"]}
