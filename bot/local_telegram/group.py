"""Groups and supergroups: who is in them, their topics, and how they move and end."""

from .chats import member_json
from .refusals import Impossible
from .rooms import Account, Membership, Room, Topic
from .topics import DEFAULT_COLOUR, open_topic
from .wire import Json
from .world import World


class Group:
    """Acts on one group as its owner would."""

    def __init__(self, world: World, room: Room, owner: Account) -> None:
        self.world = world
        self.room = room
        self.owner = owner

    @property
    def id(self) -> int:
        return self.room.id

    def adds(self, account: Account) -> None:
        self.room.members[account.id] = Membership()
        self.announce({"new_chat_members": [account.as_user()]})

    def announce(self, content: Json) -> None:
        entry = self.world.post(self.room, self.owner.as_user(), content)
        self.world.tell_bot(self.room, entry)

    def promotes(
        self, user_id: int, *, anonymous: bool = False, manages_topics: bool = True
    ) -> None:
        """Makes somebody an administrator; the bot hears of its own promotion."""
        status = "creator" if user_id == self.owner.id else "administrator"
        self.sets(user_id, Membership(status, anonymous, manages_topics))

    def adds_bot(self) -> None:
        self.sets(self.world.bot_id, Membership())

    def removes_bot(self) -> None:
        self.sets(self.world.bot_id, Membership("kicked"))

    def sets(self, user_id: int, new: Membership) -> None:
        old = self.room.membership(user_id)
        self.room.members[user_id] = new
        self.world.changed(self.room)
        if user_id == self.world.bot_id:
            self.world.bot_membership(
                self.room,
                self.owner.as_user(),
                member_json(self.world, user_id, old),
                member_json(self.world, user_id, new),
            )

    def opens_topic(self, name: str) -> Topic:
        if not self.room.forum:
            raise Impossible("Grup ini tidak punya topik.")
        return open_topic(self.world, self.room, name, DEFAULT_COLOUR, self.owner.as_user())

    def migrates(self, *, forum: bool = False) -> "Group":
        """Becomes a supergroup: a new id, new message numbers, the old id refuses."""
        if self.room.type != "group":
            raise Impossible("Hanya grup biasa yang bisa menjadi supergrup.")
        number = -1_000_000_000_000 - abs(self.room.id)
        new = new_room(number, self.room.title, forum=forum, supergroup=True)
        new.members = dict(self.room.members)
        self.world.add_room(new)
        self.announce({"migrate_to_chat_id": number})
        self.room.migrated_to = number
        self.world.changed(self.room)
        moved = Group(self.world, new, self.owner)
        moved.announce({"migrate_from_chat_id": self.room.id})
        return moved


def new_room(number: int, title: str, *, forum: bool, supergroup: bool) -> Room:
    kind = "supergroup" if supergroup else "group"
    public: Json = {"id": number, "title": title, "type": kind}
    if forum:
        public["is_forum"] = True
    return Room(number, kind, title, public, forum)
