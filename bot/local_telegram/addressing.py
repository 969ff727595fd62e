"""Which chat, which lane and which message a call means, or why it cannot have them."""

from .refusals import bad_request, forbidden
from .rooms import Entry, Room
from .wire import Json, Parameters
from .world import World

UPGRADED = "group chat was upgraded to a supergroup chat"


def chat_number(p: Parameters, name: str) -> int:
    if not p.text(name):
        raise bad_request("chat_id is empty")
    try:
        return int(p.values[name])
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None


def known_room(world: World, p: Parameters, name: str = "chat_id") -> Room:
    """A chat the bot has seen."""
    number = chat_number(p, name)
    room = world.rooms.get(number)
    if room is None or (room.private and not room.last_id):
        if number in world.accounts:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
    if room.migrated_to:
        raise bad_request(UPGRADED, migrate_to_chat_id=room.migrated_to)
    return room


def open_room(world: World, p: Parameters) -> Room:
    """A chat the bot may write into."""
    room = known_room(world, p)
    if room.private:
        account = world.accounts[room.id]
        if account.deactivated:
            raise forbidden("user is deactivated")
        if account.blocked:
            raise forbidden("bot was blocked by the user")
        return room
    membership = room.membership(world.bot_id)
    if membership.status == "kicked":
        raise forbidden(f"bot was kicked from the {room.type} chat")
    if not membership.present:
        raise forbidden(f"bot is not a member of the {room.type} chat")
    return room


def lane(room: Room, p: Parameters) -> Json:
    """The topic a message goes into, as the message will name it."""
    thread = p.integer("message_thread_id")
    if thread is None:
        return {}
    topic = room.topics.get(thread)
    if topic is None:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def reply(world: World, room: Room, p: Parameters) -> Json:
    """The message that is replied to, one level deep."""
    wanted = p.nested("reply_parameters")
    if not wanted:
        return {}
    number = wanted.get("message_id")
    if not isinstance(number, int):
        raise bad_request("message identifier is not specified")
    entry = room.entry(number)
    if entry is None:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": shallow(entry.message), **quote(wanted, entry.message)}


def quote(wanted: Json, message: Json) -> Json:
    words = wanted.get("quote")
    if not words:
        return {}
    text = message.get("text") or message.get("caption") or ""
    if words not in text:
        raise bad_request("quote text not found in the replied message")
    position = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return {"quote": {"text": words, "position": position, "is_manual": True}}


def shallow(message: Json) -> Json:
    return {name: value for name, value in message.items() if name != "reply_to_message"}


def named_entry(room: Room, p: Parameters, verb: str, name: str = "message_id") -> Entry:
    """The message a call wants to edit, delete, copy or pin."""
    if (entry := room.entry(p.integer(name))) is None:
        raise bad_request(f"message to {verb} not found")
    return entry
