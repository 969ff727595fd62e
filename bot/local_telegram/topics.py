"""The lanes of a forum."""

from .addressing import open_room
from .editing import erase
from .methods import method
from .refusals import bad_request
from .rooms import Room, Topic
from .wire import Json, Parameters
from .world import World

DEFAULT_COLOUR = 7322096


def forum(world: World, p: Parameters) -> Room:
    room = open_room(world, p)
    if not room.forum:
        raise bad_request("the chat is not a forum")
    bot = room.membership(world.bot_id)
    if not (bot.rules and bot.manages_topics):
        raise bad_request("not enough rights to manage forum topics")
    return room


def topic_of(room: Room, p: Parameters) -> Topic:
    topic = room.topics.get(p.integer("message_thread_id") or 0)
    if topic is None:
        raise bad_request("message thread not found")
    return topic


def topic_name(p: Parameters) -> str:
    name = p.text("name")
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_NAME_INVALID")
    return name


def note(world: World, room: Room, topic: Topic, what: str, content: Json) -> None:
    where = {"message_thread_id": topic.thread_id, "is_topic_message": True}
    world.post(room, world.bot, where | {what: content})


@method("createForumTopic", "chat_id name icon_color icon_custom_emoji_id")
def create_forum_topic(world: World, p: Parameters) -> Json:
    room = forum(world, p)
    colour = p.integer("icon_color") or DEFAULT_COLOUR
    topic = open_topic(world, room, topic_name(p), colour, world.bot)
    return {
        "message_thread_id": topic.thread_id,
        "name": topic.name,
        "icon_color": topic.icon_color,
    }


def open_topic(world: World, room: Room, name: str, colour: int, sender: Json) -> Topic:
    """A new lane, named by the number of the message that opens it."""
    thread = room.last_id + 1
    topic = room.topics[thread] = Topic(thread, name, colour)
    created = {"name": name, "icon_color": colour}
    where = {"message_thread_id": thread, "is_topic_message": True}
    entry = world.post(room, sender, where | {"forum_topic_created": created})
    if sender is not world.bot:
        world.tell_bot(room, entry)
    return topic


@method("editForumTopic", "chat_id message_thread_id name icon_custom_emoji_id")
def edit_forum_topic(world: World, p: Parameters) -> bool:
    room = forum(world, p)
    topic = topic_of(room, p)
    if p.text("name"):
        if topic.name == topic_name(p):
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.name = topic_name(p)
        note(world, room, topic, "forum_topic_edited", {"name": topic.name})
    return True


def shut(world: World, p: Parameters, closed: bool) -> bool:
    room = forum(world, p)
    topic = topic_of(room, p)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    note(world, room, topic, f"forum_topic_{'closed' if closed else 'reopened'}", {})
    return True


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(world: World, p: Parameters) -> bool:
    return shut(world, p, True)


@method("reopenForumTopic", "chat_id message_thread_id")
def reopen_forum_topic(world: World, p: Parameters) -> bool:
    return shut(world, p, False)


@method("deleteForumTopic", "chat_id message_thread_id")
def delete_forum_topic(world: World, p: Parameters) -> bool:
    """The lane goes with everything said in it."""
    room = forum(world, p)
    thread = topic_of(room, p).thread_id
    del room.topics[thread]
    for entry in list(room.newest()):
        if entry.message.get("message_thread_id") == thread:
            erase(world, room, entry)
    world.changed(room)
    return True
