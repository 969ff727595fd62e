"""A person with a phone: what a Telegram client lets somebody do in a chat with the bot."""

import asyncio
import re

from .refusals import Impossible
from .rooms import Room
from .wire import Json
from .world import Tap
from .writing import Writer

# Taps of one person stand in a line of their own under a webhook.
TAP_LINE = 3 << 33
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Person(Writer):
    """Acts as one account: writes, presses, blocks, and hears what others say."""

    def starts(self, payload: str | None = None) -> Json:
        """Presses Start, perhaps through a deep link; this also ends a block."""
        if payload is not None and not PAYLOAD.fullmatch(payload):
            raise Impossible("Kode mulai terdiri dari 1 sampai 64 huruf latin, angka, _ atau -.")
        self.unblocks()
        return self.says(f"/start {payload}" if payload else "/start")

    def presses(self, label: str, chat: int | None = None) -> Tap | Json:
        """The button whose label has these words: under the newest message, or the keyboard."""
        room = self.room(chat)
        if found := find_button(room, label):
            return self.taps(*found, chat)
        if button := find_key(room, label):
            return self.presses_key(button, chat)
        raise Impossible(f"Tidak ada tombol bertulisan {label}.")

    def presses_key(self, button: Json, chat: int | None) -> Json:
        if button.get("request_contact"):
            return self.sends_contact(chat=chat)
        if button.get("request_location"):
            return self.sends_location(-3.6954, 128.1814, chat)
        return self.says(button["text"], chat)

    def taps(self, message_id: int, data: str, chat: int | None = None) -> Tap:
        """Presses an inline button, also one that is stale or made up."""
        room = self.room(chat)
        self.check_may_write(room)
        entry = room.entry(message_id)
        gone = {"chat": room.public, "message_id": message_id, "date": 0}
        return self.query(room, entry.message if entry else gone, data)

    def taps_old(self, label: str, chat: int | None = None) -> Tap:
        """Presses a button of a message so old that the bot no longer gets its content."""
        room = self.room(chat)
        found = find_button(room, label)
        if not found:
            raise Impossible(f"Tidak ada tombol bertulisan {label}.")
        gone = {"chat": room.public, "message_id": found[0], "date": 0}
        return self.query(room, gone, found[1])

    def query(self, room: Room, message: Json, data: str) -> Tap:
        tap = self.world.add_tap(self.id, room.id)
        content = {
            "id": tap.id,
            "from": self.account.as_user(),
            "message": message,
            "chat_instance": str(abs(room.id) * 7919),
            "data": data,
        }
        life = int(tap.expires - self.world.clock().timestamp())
        self.world.delivery.push("callback_query", content, queue=self.id + TAP_LINE, life=life)
        return tap

    async def answer_to(self, tap: Tap, seconds: float = 5.0) -> Tap:
        """The tap, once the bot has answered it or the seconds are over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        room = self.world.rooms[tap.room]
        while not tap.answered and loop.time() < end:
            await room.bell.heard(end - loop.time())
        return tap

    def blocks(self) -> None:
        if not self.account.blocked:
            self.account.blocked = True
            self.membership_changed("member", "kicked")

    def unblocks(self) -> None:
        if self.account.blocked:
            self.account.blocked = False
            self.membership_changed("kicked", "member")

    def deactivates(self) -> None:
        """The account is deleted; the bot is not told."""
        self.account.deactivated = True
        self.world.keep("account", self.id)

    def membership_changed(self, old: str, new: str) -> None:
        room = self.room()
        self.world.keep("account", self.id)
        self.world.changed(room)
        self.world.bot_membership(room, self.account.as_user(), status(old), status(new))

    def chats(self) -> list[Room]:
        """The chats this person is in, the one with the bot first."""
        groups = [room for room in self.world.rooms.values() if not room.private]
        return [self.room(), *(room for room in groups if room.membership(self.id).present)]

    def heard(self, chat: int | None = None) -> list[Json]:
        """What others said in the chat, as it stands now."""
        entries = self.room(chat).entries.values()
        mine = self.id
        return [e.message for e in entries if not e.deleted and e.message["from"]["id"] != mine]

    async def hears(
        self, words: str, chat: int | None = None, *, after: int = 0, seconds: float = 10.0
    ) -> Json:
        """The first message of another, later than `after`, that has these words."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        room = self.room(chat)
        while True:
            for message in self.heard(chat):
                if message["message_id"] > after and words.lower() in words_of(message).lower():
                    return message
            if loop.time() >= end:
                raise TimeoutError(f"{self.account.first_name} did not hear {words!r}")
            await room.bell.heard(end - loop.time())

    def keyboard(self, chat: int | None = None) -> list[str]:
        """The labels of the keyboard below the chat."""
        markup = self.room(chat).keyboard or {"keyboard": []}
        return [button["text"] for row in markup["keyboard"] for button in row]

    def buttons(self, chat: int | None = None) -> list[str]:
        """The labels under the newest message that has buttons."""
        for entry in self.room(chat).newest():
            if markup := entry.message.get("reply_markup"):
                return [button["text"] for row in markup["inline_keyboard"] for button in row]
        return []


def words_of(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def status(name: str) -> Json:
    return {"status": name, "until_date": 0} if name == "kicked" else {"status": name}


def find_button(room: Room, label: str) -> tuple[int, str] | None:
    """Message and data of the newest inline button with these words, an exact label first."""
    wanted = label.lower()
    for entry in room.newest():
        rows = entry.message.get("reply_markup", {}).get("inline_keyboard", [])
        able = [button for row in rows for button in row if "callback_data" in button]
        for button in sorted(able, key=lambda button: button["text"].lower() != wanted):
            if wanted in button["text"].lower():
                return entry.message["message_id"], button["callback_data"]
    return None


def find_key(room: Room, label: str) -> Json | None:
    keys: list[Json] = [key for row in (room.keyboard or {}).get("keyboard", []) for key in row]
    keys.sort(key=lambda key: key["text"].lower() != label.lower())
    return next((key for key in keys if label.lower() in key["text"].lower()), None)
