"""The bot changes or takes back what is there: edits, deletions, pins and reactions."""

from .addressing import known_room, named_entry, open_room, shallow
from .copying import message_numbers
from .entities import caption, message_text
from .keyboards import inline_keyboard
from .methods import method
from .refusals import Refusal, bad_request
from .rooms import Entry, Room
from .wire import Json, Parameters
from .world import World

TWO_DAYS = 48 * 3600
EDIT = "chat_id message_id parse_mode reply_markup "
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EMOJI = """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌
    🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓
    🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡
    🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀
    😡
"""
REACTIONS = frozenset(EMOJI.split())


def editable(world: World, p: Parameters) -> tuple[Room, Entry]:
    room = open_room(world, p)
    if p.integer("message_id") is None:
        raise bad_request("message identifier is not specified")
    entry = named_entry(room, p, "edit")
    message = entry.message
    if message["from"]["id"] != world.bot_id or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return room, entry


def rewrite(world: World, room: Room, entry: Entry, old: tuple[str, str], new: Json) -> Json:
    """Replace what `old` and the keyboard held; the old dictionary stays as replies saw it."""
    names = (*old, "reply_markup")
    before = {name: entry.message[name] for name in names if name in entry.message}
    if before == new:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in entry.message.items() if name not in names}
    entry.message = {**kept, **new, "edit_date": world.now()}
    world.entry_changed(room, entry)
    return entry.message


def with_keyboard(p: Parameters, content: Json) -> Json:
    markup = inline_keyboard(p)
    return {**content, "reply_markup": markup} if markup else content


@method("editMessageText", EDIT + "text entities link_preview_options")
def edit_message_text(world: World, p: Parameters) -> Json:
    room, entry = editable(world, p)
    if "text" not in entry.message:
        raise bad_request("there is no text in the message to edit")
    return rewrite(world, room, entry, ("text", "entities"), with_keyboard(p, message_text(p)))


@method("editMessageCaption", EDIT + "caption caption_entities show_caption_above_media")
def edit_message_caption(world: World, p: Parameters) -> Json:
    room, entry = editable(world, p)
    if not {"photo", "document", "voice"} & entry.message.keys():
        raise bad_request("there is no caption in the message to edit")
    new = with_keyboard(p, caption(p))
    return rewrite(world, room, entry, ("caption", "caption_entities"), new)


@method("editMessageReplyMarkup", "chat_id message_id reply_markup")
def edit_message_reply_markup(world: World, p: Parameters) -> Json:
    room, entry = editable(world, p)
    return rewrite(world, room, entry, ("", ""), with_keyboard(p, {}))


def erase(world: World, room: Room, entry: Entry) -> None:
    entry.deleted = True
    number = entry.message["message_id"]
    if number in room.pinned:
        room.pinned.remove(number)
    world.entry_changed(room, entry)


def check_deletable(world: World, room: Room, entry: Entry) -> None:
    own = entry.message["from"]["id"] == world.bot_id
    if not (own or room.private or room.membership(world.bot_id).rules):
        raise bad_request("message can't be deleted")
    if not (room.private or own) and room.type == "supergroup":
        return
    if world.now() - entry.message["date"] > TWO_DAYS:
        raise bad_request("message can't be deleted for everyone")


@method("deleteMessage", "chat_id message_id")
def delete_message(world: World, p: Parameters) -> bool:
    room = open_room(world, p)
    entry = named_entry(room, p, "delete")
    check_deletable(world, room, entry)
    erase(world, room, entry)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(world: World, p: Parameters) -> bool:
    """What cannot be deleted is skipped, as Telegram does."""
    room = open_room(world, p)
    for number in message_numbers(p):
        entry = room.entry(number)
        if entry is None:
            continue
        try:
            check_deletable(world, room, entry)
        except Refusal:
            continue
        erase(world, room, entry)
    return True


@method("pinChatMessage", "chat_id message_id disable_notification")
def pin_chat_message(world: World, p: Parameters) -> bool:
    room = open_room(world, p)
    check_may_pin(world, room)
    entry = named_entry(room, p, "pin")
    number = entry.message["message_id"]
    if number not in room.pinned:
        room.pinned.append(number)
        world.post(room, world.bot, {"pinned_message": shallow(entry.message)})
    return True


@method("unpinChatMessage", "chat_id message_id")
def unpin_chat_message(world: World, p: Parameters) -> bool:
    room = open_room(world, p)
    check_may_pin(world, room)
    number = p.integer("message_id") or (room.pinned[-1] if room.pinned else None)
    if number not in room.pinned:
        raise bad_request("message to unpin not found")
    room.pinned.remove(number)
    world.changed(room)
    return True


def check_may_pin(world: World, room: Room) -> None:
    if not room.private and not room.membership(world.bot_id).rules:
        raise bad_request("not enough rights to manage pinned messages in the chat")


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(world: World, p: Parameters) -> bool:
    room = known_room(world, p)
    entry = named_entry(room, p, "react")
    wanted = p.objects("reaction")
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(one.get("type") != "emoji" or one.get("emoji") not in REACTIONS for one in wanted):
        raise bad_request("REACTION_INVALID")
    entry.reaction = wanted[0]["emoji"] if wanted else None
    world.entry_changed(room, entry)
    return True
