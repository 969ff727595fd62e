"""Files that letters enclose."""

from datetime import timedelta

import pytest

from storage import enclosures, outbox
from storage.database import Database
from storage.outbox import LetterState
from tests.phone import MORNING

CHAT, KEY = 7, "file-1"
MINUTE = timedelta(minutes=1)


async def test_a_file_is_kept_once_and_told_apart_by_name_and_content(database: Database) -> None:
    async with database.work() as session:
        first = await enclosures.keep(session, "a.docx", b"\x00satu")
        await enclosures.uploaded(session, first, "BQAC1")
        assert await enclosures.keep(session, "a.docx", b"\x00satu") == first
        others = [
            await enclosures.keep(session, "b.docx", b"\x00satu"),
            await enclosures.keep(session, "a.docx", b"dua"),
        ]
        assert len({first, *others}) == 3
    async with database.reading() as session:
        assert await enclosures.known(session, first) == ("a.docx", "BQAC1")
        assert await enclosures.known(session, others[0]) == ("b.docx", None)
        assert await enclosures.known(session, "lain") is None
        assert await enclosures.content(session, first) == b"\x00satu"


@pytest.mark.parametrize(
    ("state", "sent_ago", "on_its_way"),
    [
        (LetterState.OWED, None, True),
        (LetterState.SENT, timedelta(seconds=59), True),
        (LetterState.SENT, MINUTE, False),
        (LetterState.UNDELIVERABLE, None, False),
    ],
)
async def test_a_letter_is_on_its_way_until_it_has_been_there_for_a_while(
    database: Database, state: LetterState, sent_ago: timedelta | None, on_its_way: bool
) -> None:
    now = MORNING + timedelta(hours=1)
    async with database.work() as session:
        outbox.put(session, CHAT, "sendDocument", {}, now=MORNING, key=KEY)
        assert await enclosures.is_on_its_way(session, CHAT, KEY, since=now - MINUTE)
        assert not await enclosures.is_on_its_way(session, CHAT, "file-2", since=now - MINUTE)
        assert not await enclosures.is_on_its_way(session, CHAT + 1, KEY, since=now - MINUTE)
        (letter,) = await outbox.owed(session, outbox.Urgency.REPLY, after=0, most=1)
        sent = {"sent_at": now - sent_ago if sent_ago else None, "message_id": 9}
        outcome = {"id": letter.id, "state": state, "due_at": MORNING, "attempts": 0, "fault": None}
        if state is not LetterState.OWED:
            await outbox.settle(session, [{**outcome, **sent}])
        found = await enclosures.is_on_its_way(session, CHAT, KEY, since=now - MINUTE)
        assert found is on_its_way
