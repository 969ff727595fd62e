"""People, chats and what was said in them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from .bell import Bell
from .wire import Json

PRESENT = ("creator", "administrator", "member")
RULING = ("creator", "administrator")
SAVED = {
    "id",
    "title",
    "type",
    "public",
    "forum",
    "keyboard",
    "pinned",
    "migrated_to",
    "menu_button",
    "last_id",
}


@dataclass(slots=True)
class Account:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    phone: str = ""
    note: str = ""
    start: str | None = None
    blocked: bool = False
    deactivated: bool = False

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user


@dataclass(slots=True)
class Membership:
    """What somebody is in a group."""

    status: str = "member"
    anonymous: bool = False
    manages_topics: bool = False

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    @property
    def rules(self) -> bool:
        return self.status in RULING


@dataclass(slots=True)
class Topic:
    """A lane of a forum."""

    thread_id: int
    name: str
    icon_color: int
    closed: bool = False


class Entry:
    """One message as the bot sees it, and when it last changed."""

    __slots__ = ("deleted", "message", "reaction", "version")

    def __init__(self, message: Json, version: int, deleted: bool = False) -> None:
        self.message = message
        self.version = version
        self.deleted = deleted
        self.reaction: str | None = None


@dataclass(slots=True)
class Room:
    """A chat of any kind with its messages."""

    id: int
    type: str
    title: str = ""
    public: Json = field(default_factory=dict)
    forum: bool = False
    members: dict[int, Membership] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    keyboard: Json | None = None
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    menu_button: Json | None = None
    last_id: int = 0
    version: int = 0
    action: str | None = None
    action_until: float = 0.0
    entries: dict[int, Entry] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    @property
    def private(self) -> bool:
        return self.type == "private"

    def entry(self, message_id: int | None) -> Entry | None:
        """The message, unless it never was or is deleted."""
        entry = self.entries.get(message_id or 0)
        return None if entry is None or entry.deleted else entry

    def newest(self) -> Iterator[Entry]:
        return (entry for entry in reversed(self.entries.values()) if not entry.deleted)

    def membership(self, user_id: int) -> Membership:
        return self.members.get(user_id) or Membership("left")

    def saved(self) -> Json:
        """Everything but the messages, ready to be written down."""
        kept: Json = {name: getattr(self, name) for name in SAVED}
        kept["members"] = [[user, asdict(member)] for user, member in self.members.items()]
        kept["topics"] = [asdict(topic) for topic in self.topics.values()]
        return kept

    @classmethod
    def restored(cls, kept: dict[str, Any]) -> "Room":
        members = {user: Membership(**member) for user, member in kept.pop("members")}
        topics = {topic["thread_id"]: Topic(**topic) for topic in kept.pop("topics")}
        return cls(**kept, members=members, topics=topics)
