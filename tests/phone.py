"""People with phones: they say, press and hear. Real dispatcher, real database, no network."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from aiogram import Bot
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.dispatch import make_dispatcher
from bot.door import Door
from bot.lease import Lease
from bot.worker import Worker
from storage import outbox
from storage.database import Database
from storage.outbox import LetterState, Owed, Urgency

MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # Monday 09:30 WIT
TOKEN = "42:TEST"


@cache
def the_bot() -> Bot:
    """One for all towns: each would read all the certificates of the world for its connections."""
    return Bot(TOKEN)


class NoNetwork:
    """Stands where the API would be: whoever calls it from inside the work has a bug."""

    async def call(self, method: str, params: dict[str, Any], **_: Any) -> Any:
        assert method == "answerCallbackQuery", f"{method} must be a letter"
        return True


class Outbox:
    """Stands where the postman would be: here the town itself shows what is owed."""

    async def new_replies(self, session: AsyncSession) -> list[Owed]:
        return []

    def accept(self, letters: Sequence[Owed]) -> None:
        pass

    def wake(self) -> None:
        pass


@dataclass
class Shown:
    """A message on a screen."""

    message_id: int
    text: str
    markup: dict[str, Any] | None
    params: dict[str, Any]

    def labels(self) -> list[str]:
        markup = self.markup or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [button["text"] for row in rows for button in row]


@dataclass
class Town:
    """The clinic at work and everybody's screens."""

    database: Database
    workflow: dict[str, Any]
    now: datetime = MORNING
    connected: bool = True  # letters leave; else they stay owed
    screens: dict[int, list[Shown]] = field(default_factory=dict)
    _update: int = 0
    _message: int = 0
    _places: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lease = Lease(self.database, "test", lambda: self.now)
        self.lease = lease
        self.worker = Worker(
            self.database,
            make_dispatcher(),
            the_bot(),
            NoNetwork(),
            clock=lambda: self.now,
            lease=lease,
            postman=Outbox(),
            workflow=lambda: self.workflow,
        )
        self.door = Door(self.database, lambda: self.now)

    def pass_time(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    async def receive(self, **event: Any) -> None:
        """An update arrives and everything there is to do is done."""
        self._update += 1
        await self.door.store([{"update_id": self._update, **event}])
        await self.work()

    async def work(self) -> None:
        """Do all open updates, then show all letters."""
        await self.lease._take()
        while await self.worker.work_once():
            pass
        await self.deliver()

    async def deliver(self) -> None:
        """Put every owed letter on its screen, as the postman would."""
        if not self.connected:
            return
        for urgency in Urgency:
            async with self.database.reading() as session:
                letters = await outbox.owed(session, urgency, after=0, most=10_000)
            outcomes = [self._show(letter) for letter in letters]
            if outcomes:
                async with self.database.work() as session:
                    await outbox.settle(session, outcomes)

    def _show(self, letter: Owed) -> dict[str, Any]:
        screen = self.screens.setdefault(letter.chat_id, [])
        target = letter.params.get("message_id")
        if letter.about is not None:
            target = self._places.get((letter.chat_id, letter.about))
        message_id = target or self.next_message()
        params = letter.params
        if letter.method == "deleteMessage":
            screen[:] = [shown for shown in screen if shown.message_id != target]
        elif letter.method == "editMessageReplyMarkup":
            shown = next(s for s in screen if s.message_id == message_id)
            shown.markup = params.get("reply_markup")
        else:
            text = params.get("text", f"[{letter.method}]")
            fresh = Shown(message_id, text, params.get("reply_markup"), params)
            at = [s.message_id for s in screen].index(target) if target else len(screen)
            screen[at : at + 1] = [fresh]
        name = letter.key or letter.about
        if name:
            self._places[letter.chat_id, name] = message_id
        return {
            "id": letter.id,
            "state": LetterState.SENT,
            "sent_at": self.now,
            "message_id": message_id,
            "due_at": letter.due_at,
            "attempts": letter.attempts,
            "fault": None,
        }

    def next_message(self) -> int:
        self._message += 1
        return self._message


@dataclass
class Phone:
    """One person and their private chat with the clinic."""

    town: Town
    id: int
    name: str

    def _user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "id"}

    def _message(self, **content: Any) -> dict[str, Any]:
        return {
            "message_id": self.town.next_message(),
            "date": int(self.town.now.timestamp()),
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
            "from": self._user(),
            **content,
        }

    async def sends(self, **content: Any) -> int:
        """Send a message of any kind; its message id."""
        message = self._message(**content)
        await self.town.receive(message=message)
        return int(message["message_id"])

    async def says(self, text: str) -> int:
        return await self.sends(text=text)

    async def sends_photo(self, caption: str | None = None, **more: Any) -> int:
        number = self.town._message + 1
        photo = {
            "file_id": f"photo-{number}",
            "file_unique_id": f"u{number}",
            "width": 90,
            "height": 90,
        }
        return await self.sends(photo=[photo], **({"caption": caption} if caption else {}), **more)

    async def sends_voice(self) -> int:
        number = self.town._message + 1
        voice = {"file_id": f"voice-{number}", "file_unique_id": f"u{number}", "duration": 3}
        return await self.sends(voice=voice)

    async def sends_document(self, name: str = "surat.pdf") -> int:
        number = self.town._message + 1
        document = {"file_id": f"doc-{number}", "file_unique_id": f"u{number}", "file_name": name}
        return await self.sends(document=document)

    async def sends_location(self, latitude: float = -3.69, longitude: float = 128.18) -> int:
        return await self.sends(location={"latitude": latitude, "longitude": longitude})

    async def edits(self, message_id: int, text: str) -> None:
        message = {**self._message(text=text), "message_id": message_id}
        message["edit_date"] = message["date"]
        await self.town.receive(edited_message=message)

    async def presses(self, label: str) -> None:
        """Tap the newest button whose label has these words."""
        shown, data = self._button(label)
        await self.presses_data(data, shown)

    async def presses_data(self, data: str, shown: Shown | None = None) -> None:
        """Tap a button by what it carries: an old one, or a made-up one."""
        message = self._message(text=shown.text if shown else "lama")
        if shown:
            message["message_id"] = shown.message_id
        query = {"id": str(self.town._update), "from": self._user(), "chat_instance": "1"}
        await self.town.receive(callback_query={**query, "message": message, "data": data})

    def _button(self, label: str) -> tuple[Shown, str]:
        for shown in reversed(self.screen()):
            for row in (shown.markup or {}).get("inline_keyboard", []):
                for button in row:
                    if label.lower() in button["text"].lower():
                        return shown, button["callback_data"]
        raise AssertionError(f"{self.name} sees no button {label!r}: {self.labels()}")

    def data_of(self, label: str) -> str:
        """What a visible button carries, to press it later when it is old."""
        return self._button(label)[1]

    def screen(self) -> list[Shown]:
        return self.town.screens.get(self.id, [])

    def heard(self) -> str:
        """The newest message on the screen."""
        return self.screen()[-1].text if self.screen() else ""

    def all_heard(self) -> str:
        return "\n---\n".join(shown.text for shown in self.screen())

    def labels(self) -> list[str]:
        """All button labels of the newest message."""
        return self.screen()[-1].labels() if self.screen() else []
