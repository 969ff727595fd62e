"""What a person can put into a chat: texts, photos, files, places and contacts."""

from typing import Any

from .entities import LONGEST_TEXT, find_entities
from .refusals import Impossible
from .rooms import Account, Entry, Room
from .sending import location
from .wire import Json, Upload
from .world import ANONYMOUS, World

PICTURE = b"\xff\xd8\xff\xe0 contoh"


class Writer:
    """Writes as one account; every message leaves its update for the bot."""

    def __init__(self, world: World, account: Account) -> None:
        self.world = world
        self.account = account

    @property
    def id(self) -> int:
        return self.account.id

    def room(self, chat: int | None = None) -> Room:
        """The private chat with the bot, or a group this person is in."""
        if chat is None or chat == self.id:
            return self.world.private_room(self.account)
        room = self.world.rooms.get(chat)
        if room is None or room.private or not room.membership(self.id).present:
            raise Impossible("Orang ini tidak ada di percakapan itu.")
        return room

    def send(
        self,
        content: Json,
        chat: int | None = None,
        *,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> Json:
        """Put a message into the chat and tell the bot."""
        room = self.room(chat)
        self.check_may_write(room)
        extra = self.signature(room)
        if topic is not None:
            if topic not in room.topics or room.topics[topic].closed:
                raise Impossible("Topik itu tidak ada atau sudah ditutup.")
            extra |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to is not None:
            entry = self.entry(room, reply_to)
            replied = {n: v for n, v in entry.message.items() if n != "reply_to_message"}
            extra["reply_to_message"] = replied
        sender = ANONYMOUS if "sender_chat" in extra else self.account.as_user()
        entry = self.world.post(room, sender, {**extra, **content})
        self.world.tell_bot(room, entry)
        return entry.message

    def check_may_write(self, room: Room) -> None:
        if self.account.deactivated:
            raise Impossible("Akun ini sudah dihapus.")
        if room.private and self.account.blocked:
            raise Impossible("Orang ini memblokir bot. Buka blokirnya dulu.")
        if room.migrated_to:
            raise Impossible("Grup ini sudah pindah menjadi supergrup.")

    def signature(self, room: Room) -> Json:
        anonymous = not room.private and room.membership(self.id).anonymous
        return {"sender_chat": room.public} if anonymous else {}

    def entry(self, room: Room, message_id: int) -> Entry:
        entry = room.entry(message_id)
        if entry is None:
            raise Impossible("Pesan itu tidak ada atau sudah dihapus.")
        return entry

    def says(self, text: str, chat: int | None = None, **where: Any) -> Json:
        """A text; a longer one than Telegram takes goes out in pieces, as from a real client."""
        text = text.strip()
        if not text:
            raise Impossible("Pesan kosong tidak bisa dikirim.")
        head, tail = text[:LONGEST_TEXT], text[LONGEST_TEXT:]
        entities = find_entities(head)
        content: Json = {"text": head, "entities": entities} if entities else {"text": head}
        message = self.send(content, chat, **where)
        return self.says(tail, chat, **where) if tail.strip() else message

    def edits(self, message_id: int, text: str, chat: int | None = None) -> Json:
        room = self.room(chat)
        self.check_may_write(room)
        entry = self.entry(room, message_id)
        if entry.message["from"]["id"] != self.id:
            raise Impossible("Hanya pesan sendiri yang bisa diubah.")
        field = "text" if "text" in entry.message else "caption"
        entities = find_entities(text)
        named = {"entities": entities} if entities and field == "text" else {}
        kept = {n: v for n, v in entry.message.items() if n not in (field, "entities")}
        entry.message = {**kept, field: text, **named, "edit_date": self.world.now()}
        self.world.entry_changed(room, entry)
        self.world.tell_bot(room, entry, "edited_message")
        return entry.message

    def sends_photo(
        self, data: bytes = PICTURE, caption: str = "", chat: int | None = None, **where: Any
    ) -> Json:
        upload = Upload("photo.jpg", data, "image/jpeg")
        return self.send(self.world.files.add_photo(upload) | captioned(caption), chat, **where)

    def sends_document(
        self,
        name: str,
        data: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
        chat: int | None = None,
        **where: Any,
    ) -> Json:
        document = self.world.files.add_document(Upload(name, data, mime))
        return self.send(document | captioned(caption), chat, **where)

    def sends_album(
        self,
        uploads: list[Upload],
        caption: str = "",
        chat: int | None = None,
        *,
        kind: str = "photo",
    ) -> list[Json]:
        """Several files at once: a message and an update each, one group, the caption first."""
        if not 2 <= len(uploads) <= 10:
            raise Impossible("Satu album berisi 2 sampai 10 berkas.")
        add = self.world.files.add_photo if kind == "photo" else self.world.files.add_document
        group = {"media_group_id": str(self.world.chance.randrange(10**16, 10**17))}
        captions = [caption] + [""] * len(uploads)
        return [
            self.send(group | add(upload) | captioned(words), chat)
            for upload, words in zip(uploads, captions, strict=False)
        ]

    def sends_voice(
        self, data: bytes = b"OggS contoh", duration: int = 3, chat: int | None = None, **where: Any
    ) -> Json:
        upload = Upload("voice.oga", data, "audio/ogg")
        return self.send(self.world.files.add_voice(upload, duration), chat, **where)

    def sends_location(
        self, latitude: float, longitude: float, chat: int | None = None, **where: Any
    ) -> Json:
        return self.send({"location": location(latitude, longitude)}, chat, **where)

    def sends_contact(
        self,
        phone_number: str | None = None,
        first_name: str = "",
        user_id: int | None = None,
        chat: int | None = None,
        *,
        forwarded: bool = False,
    ) -> Json:
        """The own contact when nothing is named, else somebody else's; perhaps forwarded."""
        if phone_number is None:
            phone_number, user_id = self.account.phone, self.id
            first_name = first_name or self.account.first_name
        if not phone_number:
            raise Impossible("Orang ini tidak punya nomor telepon.")
        contact: Json = {"phone_number": phone_number, "first_name": first_name or "Contoh"}
        if user_id is not None:
            contact["user_id"] = user_id
        content: Json = {"contact": contact}
        if forwarded:
            hidden = {"type": "hidden_user", "sender_user_name": contact["first_name"]}
            content["forward_origin"] = hidden | {"date": self.world.now()}
        return self.send(content, chat)


def captioned(words: str) -> Json:
    return {"caption": words} if words else {}
