"""The people's side over HTTP, for the chat page and for drivers in another process."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from .calls import CallLog
from .files import LARGEST_PHOTO
from .page_files import NAME, page_file
from .person import Person
from .refusals import Impossible, Refusal
from .rooms import Account, Room
from .view import shown
from .wire import LOOPBACK, Json, Upload, encode, read_json, read_parameters
from .world import Tap, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LONGEST_WAIT = 25.0
ANSWER_WAIT = 5.0
TOO_LARGE = "Terlalu besar: paling besar 50 MB."
UNREADABLE = "Permintaan ini kurang lengkap atau keliru."
# A file that somebody sent is looked at, and never runs as a part of the page.
SHOWN_ONLY = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}


class PeopleApi:
    """Everything below /telegram/."""

    def __init__(self, world: World, log: CallLog, add: Callable[..., Person]) -> None:
        self.world = world
        self.log = log
        self.add = add

    def add_routes(self, app: web.Application) -> None:
        routes: list[tuple[str, str, Handler]] = [
            ("GET", "", page_file),
            ("GET", NAME, page_file),
            ("GET", "api/people", self.people),
            ("POST", "api/people", self.newcomer),
            ("POST", "api/people/{person}/{deed:block|unblock}", self.block),
            ("GET", "api/chats", self.chats),
            ("GET", "api/chats/{chat}/messages", self.messages),
            ("POST", "api/chats/{chat}/{deed:photo|document|voice}", self.upload),
            ("POST", "api/chats/{chat}/tap", self.tap),
            ("POST", "api/chats/{chat}/{deed:text|location|contact|edit}", self.deed),
            ("GET", "api/files/{file}", self.file),
            ("GET", "api/calls", self.calls),
            ("GET", "api/faults", self.faults),
            ("PUT", "api/faults", self.set_faults),
        ]
        for verb, path, handler in routes:
            app.router.add_route(verb, f"/telegram/{path}", self.guarded(handler))

    def guarded(self, handler: Handler) -> Handler:
        """Refusals as JSON sentences; a page of another site may not act here."""

        async def guard(request: web.Request) -> web.StreamResponse:
            if not from_here(request):
                return failed(403, "Hanya dari komputer ini, dan bukan dari halaman situs lain.")
            try:
                return await handler(request)
            except Impossible as no:
                return failed(400, str(no))
            except Refusal as no:
                return failed(no.code, TOO_LARGE if no.code == 413 else UNREADABLE)
            except (KeyError, ValueError, TypeError):
                return failed(400, UNREADABLE)
            finally:
                self.world.flush()

        return guard

    def person(self, number: Any) -> Person:
        account = self.world.accounts.get(int(number))
        if account is None:
            raise Impossible("Orang itu tidak ada.")
        return Person(self.world, account)

    async def people(self, request: web.Request) -> web.Response:
        return answer([shown_account(account) for account in self.world.accounts.values()])

    async def newcomer(self, request: web.Request) -> web.Response:
        values = read_json(await request.read())
        known = Account.__dataclass_fields__.keys() - {"blocked", "deactivated"}
        fields = {name: value for name, value in values.items() if name in known}
        return answer(shown_account(self.add(**fields).account))

    async def block(self, request: web.Request) -> web.Response:
        person = self.person(request.match_info["person"])
        person.blocks() if request.match_info["deed"] == "block" else person.unblocks()
        return answer(shown_account(person.account))

    async def chats(self, request: web.Request) -> web.Response:
        rooms = self.person(request.query["person"]).chats()
        return answer([{"id": r.id, "type": r.type, "title": self.title(r)} for r in rooms])

    def title(self, room: Room) -> str:
        return str(self.world.bot["first_name"]) if room.private else room.title

    async def messages(self, request: web.Request) -> web.Response:
        person = self.person(request.query["person"])
        room = person.room(int(request.match_info["chat"]))
        after = int(request.query.get("after", -1))
        if after > room.version:
            # The page remembers a talk from before this Telegram was started.
            after = -1
        if room.version <= after:
            await room.bell.heard(wait_of(request))
        changed = [shown(e) for e in room.entries.values() if e.version > after]
        writing = room.action_until > self.world.clock().timestamp()
        return answer(
            {
                "version": room.version,
                "messages": changed,
                "keyboard": room.keyboard,
                "commands": self.world.commands_for(person.account, room),
                "bot": {name: self.world.bot[name] for name in ("first_name", "username")},
                "action": room.action if writing else None,
            }
        )

    async def deed(self, request: web.Request) -> web.Response:
        values = read_json(await request.read())
        person = self.person(values.pop("person"))
        chat = int(request.match_info["chat"])
        return sent(DEEDS[request.match_info["deed"]](person, chat, values))

    async def upload(self, request: web.Request) -> web.Response:
        p = await read_parameters(request)
        person, chat = self.person(p.values["person"]), int(request.match_info["chat"])
        uploads, words = list(p.files.values()), p.text("caption")
        if not 1 <= len(uploads) <= 10:
            raise Impossible("Pilih 1 sampai 10 berkas.")
        kind = request.match_info["deed"]
        if kind == "photo" and any(len(one.data) > LARGEST_PHOTO for one in uploads):
            raise Impossible("Foto paling besar 10 MB. Kirim saja sebagai dokumen.")
        if kind == "voice":
            return sent(person.sends_voice(uploads[0].data, p.integer("duration") or 1, chat))
        if len(uploads) > 1:
            return sent(person.sends_album(uploads, words, chat, kind=kind)[0])
        return sent(send_one(person, kind, uploads[0], words, chat))

    async def tap(self, request: web.Request) -> web.Response:
        values = read_json(await request.read())
        person = self.person(values["person"])
        chat = int(request.match_info["chat"])
        tap = person.taps(int(values["message_id"]), str(values["data"]), chat)
        self.world.flush()
        return answer(shown_tap(await person.answer_to(tap, ANSWER_WAIT)))

    async def file(self, request: web.Request) -> web.Response:
        file = self.world.files.by_id.get(request.match_info["file"])
        if file is None:
            return failed(404, "Berkas itu tidak ada.")
        kind = "image/jpeg" if file.kind == "photo" else "application/octet-stream"
        headers = {"Content-Type": file.about.get("mime_type", kind), **SHOWN_ONLY}
        return web.Response(body=file.data, headers=headers)

    async def calls(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", 0))
        if after > self.log.count:
            after = 0
        if self.log.count == after:
            await self.log.bell.heard(wait_of(request))
        return answer(self.log.after(after))

    async def faults(self, request: web.Request) -> web.Response:
        return answer([asdict(rule) for rule in self.world.faults.rules])

    async def set_faults(self, request: web.Request) -> web.Response:
        """The rules of this list and no others."""
        rules = await request.json()
        self.world.faults.clear()
        for rule in rules:
            self.world.faults.add(**rule)
        return await self.faults(request)


def send_one(person: Person, kind: str, upload: Upload, words: str, chat: int) -> Json:
    if kind == "photo":
        return person.sends_photo(upload.data, words, chat)
    return person.sends_document(upload.name, upload.data, upload.mime, words, chat)


DEEDS: dict[str, Callable[[Person, int, Json], Json]] = {
    "text": lambda person, chat, v: say(person, chat, v),
    "location": lambda person, chat, v: person.sends_location(
        float(v["latitude"]), float(v["longitude"]), chat
    ),
    "contact": lambda person, chat, v: person.sends_contact(chat=chat, **v),
    "edit": lambda person, chat, v: person.edits(int(v["message_id"]), v["text"], chat),
}


def say(person: Person, chat: int, values: Json) -> Json:
    """A text; pressing Start again also ends a block, as it does in Telegram."""
    if values["text"].startswith("/start") and chat == person.id:
        person.unblocks()
    return person.says(values["text"], chat, reply_to=values.get("reply_to"))


def from_here(request: web.Request) -> bool:
    """Asked by this machine's own name, and by no other site's page."""
    origin = request.headers.get("Origin")
    own = urlsplit(f"//{request.host}").hostname in LOOPBACK
    return own and (not origin or origin.partition("://")[2] == request.host)


def wait_of(request: web.Request) -> float:
    return min(float(request.query.get("wait", 0)), LONGEST_WAIT)


def shown_account(account: Account) -> Json:
    kept = asdict(account)
    del kept["deactivated"]
    return kept


def shown_tap(tap: Tap) -> Json:
    found: Json = {"answered": tap.answered}
    return found | ({"text": tap.text, "show_alert": tap.show_alert} if tap.text else {})


def sent(message: Json) -> web.Response:
    return answer({"message_id": message["message_id"]})


def answer(content: Any) -> web.Response:
    return web.Response(text=encode(content), content_type="application/json")


def failed(status: int, sentence: str) -> web.Response:
    return web.Response(
        text=encode({"error": sentence}), status=status, content_type="application/json"
    )
