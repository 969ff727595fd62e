"""What keepers are told at once."""

from datetime import UTC, datetime

from sqlmodel import select

from clinic import alerting
from storage.database import Database
from storage.outbox import Letter
from tests import cast

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


async def test_the_first_faults_are_shown_and_the_others_counted(database: Database) -> None:
    faults = [f"umkm.yaml, baris {line}: kolom «<a>» tidak dikenal" for line in range(1, 9)]
    async with database.work() as session:
        await cast.enter(session)
        await alerting.books_refused(session, faults, now=NOW)
    async with database.reading() as session:
        (letter,) = await session.exec(select(Letter))
    assert letter.chat_id == cast.LINA
    assert letter.params["text"].count("• umkm.yaml") == 5
    assert "baris 5: kolom «&lt;a&gt;»" in letter.params["text"]
    assert "… dan 3 lagi." in letter.params["text"]
    assert "<code>klinik check</code>" in letter.params["text"]
