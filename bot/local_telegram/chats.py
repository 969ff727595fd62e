"""What the bot may ask about chats, their members and files."""

from .addressing import known_room
from .files import LARGEST_DOWNLOAD
from .methods import method
from .refusals import bad_request
from .rooms import Membership, Room
from .wire import Json, Parameters
from .world import World

# Rights that a plain administrator has here; topics are given singly.
RIGHTS = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
]
NO_RIGHTS = [
    "can_promote_members",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
]


@method("getFile", "file_id")
def get_file(world: World, p: Parameters) -> Json:
    file = world.files.by_id.get(p.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    return {name: file.about[name] for name in names} | {"file_path": file.path}


@method("getChat", "chat_id")
def get_chat(world: World, p: Parameters) -> Json:
    room = known_room(world, p)
    chat: Json = {
        **room.public,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if room.pinned and (entry := room.entry(room.pinned[-1])):
        chat["pinned_message"] = entry.message
    return chat


def member_json(world: World, user_id: int, member: Membership) -> Json:
    account = world.accounts.get(user_id)
    user = account.as_user() if account else world.bot
    found: Json = {"status": member.status, "user": user}
    if member.status == "kicked":
        return {**found, "until_date": 0}
    if not member.rules:
        return found
    found["is_anonymous"] = member.anonymous
    if member.status == "creator":
        return found
    rights = dict.fromkeys(RIGHTS, True) | dict.fromkeys(NO_RIGHTS, False)
    return {**found, **rights, "can_be_edited": False, "can_manage_topics": member.manages_topics}


def members_of(world: World, room: Room) -> dict[int, Membership]:
    if not room.private:
        return room.members
    bot = Membership("kicked" if world.accounts[room.id].blocked else "member")
    return {room.id: Membership("member"), world.bot_id: bot}


@method("getChatMember", "chat_id user_id")
def get_chat_member(world: World, p: Parameters) -> Json:
    room = known_room(world, p)
    user_id = p.integer("user_id")
    if user_id is None or (user_id not in world.accounts and user_id != world.bot_id):
        raise bad_request("invalid user_id specified")
    member = members_of(world, room).get(user_id) or Membership("left")
    return member_json(world, user_id, member)


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(world: World, p: Parameters) -> list[Json]:
    room = known_room(world, p)
    if room.private:
        raise bad_request("there are no administrators in the private chat")
    return [
        member_json(world, user_id, member)
        for user_id, member in room.members.items()
        if member.rules
    ]
