"""What became of the letters: kept at once on the wire's log, then in groups in the database."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.delivery import Fate, Verdict
from bot.wire import Wire
from storage import enclosures, outbox, people
from storage.database import Database
from storage.outbox import LetterState, Owed

logger = logging.getLogger(__name__)

GROUP_S = 0.03  # answers gathered for one commit
RETRY_S = 1.0
REMEMBERED = 5_000  # message ids kept in memory for edits


class Ledger:
    """Writes outcomes down in one commit for many, and knows where earlier letters stand."""

    def __init__(
        self,
        database: Database,
        wire: Wire,
        clock: Clock,
        in_force: Callable[[], bool] = lambda: True,
    ) -> None:
        self._in_force = in_force
        self._database = database
        self._wire = wire
        self._clock = clock
        self._outcomes: dict[int, dict[str, Any]] = {}
        self._writing: dict[int, dict[str, Any]] = {}
        self._gone: set[int] = set()
        self._moves: dict[int, int] = {}
        self._files: dict[str, str] = {}
        self._places: dict[tuple[int, str], int] = {}
        self._news = asyncio.Event()

    async def recover(self) -> None:
        """After a crash: what was answered is settled, what must not be copied is left in doubt."""
        answered, doubtful, superseded = self._wire.left_over()
        if answered or doubtful or superseded:
            async with self._database.work() as session:
                await outbox.recover(session, answered, doubtful, superseded, now=self._clock())
            logger.warning(
                "ledger.recovered", extra={"answered": len(answered), "in_doubt": len(doubtful)}
            )
        self._wire.clear()

    async def run(self) -> None:
        """Write outcomes as they come; cancelled at the end, before `close` writes the last."""
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self.write_all()
                await asyncio.sleep(GROUP_S)
            except Exception:
                logger.exception("ledger.fault")
                self._outcomes = {**self._writing, **self._outcomes}
                self._news.set()
                await asyncio.sleep(RETRY_S)

    async def write_all(self) -> None:
        self._writing, self._outcomes = {**self._writing, **self._outcomes}, {}
        gone, moves = set(self._gone), dict(self._moves)  # more may come while these are written
        files = dict(self._files)
        if not (self._writing or gone or moves or files):
            return

        async def write(session: AsyncSession) -> None:
            if self._writing:
                await outbox.settle(session, list(self._writing.values()))
            for chat in gone:
                await people.mark_unreachable(session, chat, now=self._clock())
            for old, new in moves.items():
                await outbox.move(session, old, new)
            for fingerprint, file_id in files.items():
                await enclosures.uploaded(session, fingerprint, file_id)

        await self._database.join(write, patient=True)
        if self._in_force():  # else another process, which has taken over, writes the same file
            # What has happened to a letter since is not in the database yet.
            self._wire.settled(self._writing.keys() - self._outcomes.keys())
        self._writing = {}
        self._gone -= gone
        self._moves = {old: new for old, new in self._moves.items() if old not in moves}
        self._files = {each: i for each, i in self._files.items() if each not in files}

    async def close(self) -> None:
        await self.write_all()
        self._wire.close()

    def unwritten(self) -> set[int]:
        """Letters whose outcome the database does not know yet."""
        return {*self._outcomes, *self._writing}

    async def address(self, letter: Owed) -> tuple[str, dict[str, Any]] | None:
        """Method and parameters; an edit finds its message. None: there is nothing to edit."""
        params = {**letter.params, "chat_id": letter.chat_id}  # a group may have moved since
        if letter.about is None:
            return letter.method, params
        place = await self._place(letter.chat_id, letter.about)
        if place is not None:
            return letter.method, {**params, "message_id": place}
        if letter.method == "editMessageText":
            return "sendMessage", params
        return None

    async def _place(self, chat: int, key: str) -> int | None:
        if (chat, key) not in self._places:
            async with self._database.reading() as session:
                found = await outbox.message_id(session, chat, key)
            if found is not None:
                self._remember(chat, key, found)
        return self._places.get((chat, key))

    def started(self, letter: Owed) -> None:
        self._wire.started(letter.id)

    def landed(self, letter: Owed, verdict: Verdict) -> None:
        if verdict.fate is Fate.DOUBT and not letter.repeat_in_doubt:
            self._wire.doubted(letter.id)
            return
        if verdict.fate is not Fate.DONE:
            self._wire.failed(letter.id)
            return
        self._wire.answered(letter.id, verdict.value)
        name = letter.key or letter.about
        if name and verdict.value:
            self._remember(letter.chat_id, name, verdict.value)

    def _remember(self, chat: int, name: str, message_id: int) -> None:
        self._places[chat, name] = message_id
        while len(self._places) > REMEMBERED:
            del self._places[next(iter(self._places))]

    def settle(
        self,
        letter: Owed,
        state: LetterState,
        *,
        message_id: int | None = None,
        fault: str | None = None,
    ) -> None:
        """Note the outcome; it is in the database with the next group."""
        if state is LetterState.SUPERSEDED:  # after a crash it must not follow what replaced it
            self._wire.superseded(letter.id)
        self._outcomes[letter.id] = {
            "id": letter.id,
            "state": state,
            "sent_at": self._clock() if state is LetterState.SENT else None,
            "message_id": message_id,
            "due_at": letter.due_at,
            "attempts": letter.attempts,
            "fault": fault,
        }
        self._news.set()

    def unreachable(self, chat: int) -> None:
        self._gone.add(chat)

    def uploaded(self, fingerprint: str, file_id: str) -> None:
        """Telegram has this file: the next letter that encloses it need not carry it."""
        self._files[fingerprint] = file_id
        self._news.set()

    def moved(self, old: int, new: int) -> None:
        self._moves[old] = new
        self._news.set()
