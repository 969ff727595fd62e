"""The state of this Telegram: the bot, the people, the chats and what moves between them."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .delivery import TAP_LIFE, Delivery
from .faults import Faults
from .files import Files
from .rooms import Account, Entry, Room
from .webhook import Webhook
from .wire import Json

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
SERVICE = (
    "new_chat_members",
    "pinned_message",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)


@dataclass(slots=True)
class Tap:
    """A pressed inline button, and what the bot said to it."""

    id: str
    person: int
    room: int
    expires: float
    answered: bool = False
    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True)
class Profile:
    """What the bot told Telegram about itself."""

    name: dict[str, str] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    menu_button: Json | None = None


class World:
    """Everything there is; `touched` names what changed since it was last written down."""

    def __init__(
        self,
        token: str,
        *,
        clock: Callable[[], datetime],
        chance: random.Random,
        history: int | None,
        stored: bool,
        webhook_pause: float,
    ) -> None:
        self.bot_id = int(token.partition(":")[0])
        self.clock = clock
        self.chance = chance
        self.bot: Json = {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": "Klinik Desa Binaan",
            "username": "klinik_lokal_bot",
        }
        self.history = history
        self.version = 0
        self.touched: set[tuple[str, Any]] | None = set() if stored else None
        self.accounts: dict[int, Account] = {}
        self.rooms: dict[int, Room] = {}
        self.taps: dict[str, Tap] = {}
        self.profile = Profile()
        self.faults = Faults(chance)
        self.files = Files(chance, self.keep)
        self.delivery = Delivery(clock, chance, self.faults, self.keep)
        self.flush: Callable[[], None] = lambda: None
        self.webhook = Webhook(self.delivery, chance, webhook_pause, lambda: self.flush())

    def now(self) -> int:
        return int(self.clock().timestamp())

    def keep(self, kind: str, key: Any) -> None:
        if self.touched is not None:
            self.touched.add((kind, key))

    def changed(self, room: Room) -> int:
        """A new version for something in the room; whoever watches it hears."""
        self.version += 1
        room.version = self.version
        self.keep("room", room.id)
        room.bell.ring()
        return self.version

    def entry_changed(self, room: Room, entry: Entry) -> None:
        entry.version = self.changed(room)
        self.keep("entry", (room.id, entry.message["message_id"]))

    def private_room(self, account: Account) -> Room:
        """The chat of this person with the bot, opened if it is the first time."""
        if room := self.rooms.get(account.id):
            return room
        public = account.as_user()
        del public["is_bot"]
        public.pop("language_code", None)
        return self.add_room(Room(account.id, "private", public={**public, "type": "private"}))

    def add_room(self, room: Room) -> Room:
        self.rooms[room.id] = room
        self.changed(room)
        return room

    def post(self, room: Room, sender: Json, content: Json) -> Entry:
        """A new message in the room."""
        room.last_id += 1
        message = {
            "message_id": room.last_id,
            "from": sender,
            "chat": room.public,
            "date": int(self.clock().timestamp()),
            **content,
        }
        entry = Entry(message, self.changed(room))
        room.entries[room.last_id] = entry
        self.keep("entry", (room.id, room.last_id))
        if self.history and len(room.entries) > self.history:
            oldest = next(iter(room.entries))
            del room.entries[oldest]
            self.keep("entry", (room.id, oldest))
        return entry

    def tell_bot(self, room: Room, entry: Entry, kind: str = "message") -> None:
        """Make an update of a message if the bot may see it."""
        if room.private or self.bot_sees(room, entry.message):
            self.delivery.push(kind, entry.message, queue=room.id)

    def bot_sees(self, room: Room, message: Json) -> bool:
        membership = room.membership(self.bot_id)
        if not membership.present:
            return False
        if membership.rules or any(name in message for name in SERVICE):
            return True
        replied = message.get("reply_to_message", {}).get("from", {})
        return replied.get("id") == self.bot_id or self.addresses_bot(message)

    def addresses_bot(self, message: Json) -> bool:
        text = message.get("text") or message.get("caption") or ""
        name = self.bot["username"]
        if re.search(rf"@{name}\b", text, re.IGNORECASE):
            return True
        return bool(re.match(r"/\w+(?!@)(?:\s|$)", text))

    def add_tap(self, person: int, room: int) -> Tap:
        number = str(self.chance.randrange(10**17, 10**18))
        tap = Tap(number, person, room, self.clock().timestamp() + TAP_LIFE)
        self.taps[number] = tap
        if len(self.taps) > 10_000:
            del self.taps[next(iter(self.taps))]
        self.keep("tap", number)
        return tap

    def commands_for(self, person: Account, room: Room) -> list[Json]:
        """The commands a person sees in a chat: the narrowest list wins."""
        rules = room.private or room.membership(person.id).rules
        scopes: Iterable[str] = (
            f"chat_member {room.id} {person.id}",
            f"chat_administrators {room.id}" if rules and not room.private else "",
            f"chat {room.id}",
            "all_chat_administrators" if rules and not room.private else "",
            "all_private_chats" if room.private else "all_group_chats",
            "default",
        )
        for scope in filter(None, scopes):
            for language in (person.language_code, ""):
                if found := self.profile.commands.get(f"{scope}|{language}"):
                    return found
        return []

    def bot_membership(self, room: Room, by: Json, old: Json, new: Json) -> None:
        """Tell the bot that its own standing in a chat has changed."""
        content = {
            "chat": room.public,
            "from": by,
            "date": self.now(),
            "old_chat_member": {"user": self.bot, **old},
            "new_chat_member": {"user": self.bot, **new},
        }
        self.delivery.push("my_chat_member", content, queue=room.id)
