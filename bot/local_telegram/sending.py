"""What the bot sends: texts, photos, documents, albums, places and contacts."""

from typing import Any

from .addressing import lane, open_room, reply
from .entities import caption, message_text
from .keyboards import reply_markup
from .methods import MARKED, SENDING, method
from .refusals import bad_request
from .rooms import Room
from .wire import Json, Parameters
from .world import World

DOINGS = """
    typing upload_photo record_video upload_video record_voice upload_voice upload_document
    choose_sticker find_location record_video_note upload_video_note cancel
"""
ACTIONS = frozenset(DOINGS.split())
ACTION_LASTS = 5.0


def send(world: World, p: Parameters, room: Room, content: Json) -> Json:
    """Put the bot's message into the room and hand back what Telegram would."""
    markup = reply_markup(p, private=room.private)
    where = lane(room, p) | reply(world, room, p)
    if p.flag("protect_content"):
        where["has_protected_content"] = True
    return place(world, room, where | content, markup)


def place(world: World, room: Room, content: Json, markup: Json | None) -> Json:
    if markup and markup.get("inline_keyboard"):
        content["reply_markup"] = {"inline_keyboard": markup["inline_keyboard"]}
    elif markup and ("keyboard" in markup or "remove_keyboard" in markup):
        room.keyboard = markup if markup.get("keyboard") else None
    room.action = None
    return world.post(room, world.bot, content).message


@method("sendMessage", SENDING + "text parse_mode entities link_preview_options reply_markup")
def send_message(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    return send(world, p, room, message_text(p))


@method("sendPhoto", SENDING + MARKED + "photo has_spoiler reply_markup")
def send_photo(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    words = caption(p)
    photo = world.files.received("photo", p.values.get("photo"), p)
    return send(world, p, room, photo | words)


@method(
    "sendDocument",
    SENDING
    + "parse_mode caption caption_entities document disable_content_type_detection reply_markup",
)
def send_document(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    words = caption(p)
    document = world.files.received("document", p.values.get("document"), p)
    return send(world, p, room, document | words)


@method("sendMediaGroup", SENDING + "media")
def send_media_group(world: World, p: Parameters) -> list[Json]:
    room = open_room(world, p)
    items = p.objects("media")
    check_album(items)
    where = lane(room, p) | reply(world, room, p)
    group = {"media_group_id": str(world.chance.randrange(10**16, 10**17))}
    contents = [album_content(world, item, p) for item in items]
    return [place(world, room, where | group | content, None) for content in contents]


def check_album(items: list[Any]) -> None:
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) == 1:
        raise bad_request("album must contain at least 2 messages")
    if len(items) > 10:
        raise bad_request("too many messages to send as an album")
    kinds = {item.get("type") if isinstance(item, dict) else None for item in items}
    if unknown := kinds - {"photo", "document"}:
        raise bad_request(f'can\'t parse InputMedia: type "{unknown.pop()}" is unsupported')
    if len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")


def album_content(world: World, item: Json, p: Parameters) -> Json:
    words = caption(Parameters(item, {}))
    inner = Parameters({}, p.files)
    return world.files.received(item["type"], item.get("media"), inner) | words


@method(
    "sendLocation",
    SENDING + "latitude longitude horizontal_accuracy live_period heading "
    "proximity_alert_radius reply_markup",
)
def send_location(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    return send(world, p, room, {"location": location(p.number("latitude"), p.number("longitude"))})


def location(latitude: float | None, longitude: float | None) -> Json:
    if latitude is None or not -90 <= latitude <= 90:
        raise bad_request("wrong latitude specified")
    if longitude is None or not -180 <= longitude <= 180:
        raise bad_request("wrong longitude specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendContact", SENDING + "phone_number first_name last_name vcard reply_markup")
def send_contact(world: World, p: Parameters) -> Json:
    room = open_room(world, p)
    for name in ("phone_number", "first_name"):
        if not p.text(name):
            raise bad_request(f'parameter "{name}" is required')
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: p.text(name) for name in names if p.text(name)}
    return send(world, p, room, {"contact": contact})


@method("sendChatAction", "chat_id message_thread_id action")
def send_chat_action(world: World, p: Parameters) -> bool:
    room = open_room(world, p)
    action = p.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    room.action = None if action == "cancel" else action
    room.action_until = world.clock().timestamp() + ACTION_LASTS
    world.changed(room)
    return True
