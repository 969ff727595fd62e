"""The alarm and the growth of the books: gathered each minute, published within one."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.alarm import Alarm
from bot.books import Books
from bot.lease import Lease
from knowledge.editions import fingerprint, stored
from storage import answers, editions, observations, questions, suggestions
from storage.database import Database
from storage.outbox import Letter
from storage.suggestions import SuggestionStatus
from tests import cast
from tests.phone import MORNING
from tests.shelf import ENTRY, write

NEW = "Jawaban baru contoh."


@pytest.fixture
async def clinic(database: Database) -> Database:
    async with database.work() as session:
        await cast.enter(session)
    return database


@pytest.fixture
async def alarm(clinic: Database, tmp_path: Path) -> Alarm:
    write(tmp_path)
    lease = Lease(clinic, "test", lambda: MORNING)
    await lease.wait()
    return Alarm(lease, lambda: MORNING, lambda: None, Books.open(tmp_path))


async def publish(database: Database, alarm: Alarm) -> None:
    """Lina corrects the entry of the shelf, which Maria had asked for."""
    library = alarm._books.library
    entry = library.entry(ENTRY["id"]).model_copy(update={"answer": NEW})
    async with database.work() as session:
        made = await suggestions.add(
            session,
            topic="perikanan",
            status=SuggestionStatus.PUBLISHED,
            entry=entry.id,
            opened_at=MORNING,
            decided_by=5,
        )
        asked = {"question": "Perahu?", "person_id": 1, "village_id": 1, "asked_at": MORNING}
        await observations.add(session, suggestion_id=made.id, **asked)
        await editions.add(
            session,
            entry=entry.id,
            data=stored(entry),
            base=fingerprint(library.filed(entry.id)),
            suggestion_id=made.id,
            published_by=5,
            published_at=MORNING,
        )


async def test_what_was_approved_is_used_and_told_at_the_next_look(
    clinic: Database, alarm: Alarm
) -> None:
    await alarm.renew()
    await publish(clinic, alarm)
    for _ in range(2):
        await alarm.renew()
    assert alarm._books.library.entry(ENTRY["id"]).answer == NEW
    async with clinic.reading() as session:
        (letter,) = (await session.exec(select(Letter))).all()
    assert letter.chat_id == cast.MARIA
    assert "kini ada jawabannya" in letter.params["text"]
    assert NEW in letter.params["text"]


async def test_what_was_given_for_one_night_only_is_put_right_in_the_morning(
    clinic: Database, tmp_path: Path
) -> None:
    now = MORNING
    lease = Lease(clinic, "test", lambda: now)
    write(tmp_path)
    alarm = Alarm(lease, lambda: now, lambda: None, Books.open(tmp_path))
    for hours, answer in (0, ENTRY["answer"]), (12, NEW), (24, ENTRY["answer"]):
        now = MORNING + timedelta(hours=hours)
        await lease._take()
        write(tmp_path, answer=answer)
        for _ in range(3):
            await alarm.renew()
        if answer == NEW:
            async with clinic.work() as session:
                answers.give(session, None, cast.MARIA, 7, ENTRY["id"], NEW, now=now)
    async with clinic.reading() as session:
        (letter,) = (await session.exec(select(Letter))).all()
    assert letter.chat_id == cast.MARIA
    assert f"<s>{NEW}</s>" in letter.params["text"]


async def test_a_new_file_and_what_was_approved_count_together(
    clinic: Database, alarm: Alarm, tmp_path: Path
) -> None:
    await publish(clinic, alarm)
    write(tmp_path, name="lain", id="lain_satu")
    for _ in range(3):
        await alarm.renew()
    library = alarm._books.library
    assert (len(library), library.entry(ENTRY["id"]).answer) == (2, NEW)


async def test_the_owner_hears_once_when_a_file_overrules_what_was_approved(
    clinic: Database, alarm: Alarm, tmp_path: Path
) -> None:
    await publish(clinic, alarm)
    await alarm.renew()
    write(tmp_path, answer="Jawaban sekretariat contoh.")
    for _ in range(4):
        await alarm.renew()
    alarm._looked = None  # as after a restart
    await alarm.renew()
    async with clinic.reading() as session:
        heard = list(await session.exec(select(Letter).where(Letter.chat_id == cast.LINA)))
    (letter,) = heard
    assert "tidak dipakai lagi" in letter.params["text"]
    assert NEW in letter.params["text"]
    assert "Jawaban sekretariat contoh." in letter.params["text"]


async def test_a_clinic_that_starts_uses_what_was_approved_before(
    clinic: Database, alarm: Alarm, tmp_path: Path
) -> None:
    await publish(clinic, alarm)
    fresh = Books.open(tmp_path)
    async with clinic.reading() as session:
        await fresh.take(await fresh.approved(session))
        assert await fresh.approved(session) is None
    assert fresh.library.entry(ENTRY["id"]).answer == NEW


async def test_more_questions_than_fit_into_one_transaction_are_all_gathered(
    clinic: Database, alarm: Alarm
) -> None:
    async with clinic.work() as session:
        for number in range(120):
            words = f"Siapa yang harus rawat lapangan voli milik desa? {number}"
            asked_at = MORNING - timedelta(hours=2)
            questions.keep(session, cast.MARIA, [(number + 1, words)], now=asked_at)
    await alarm.observe()
    await alarm.observe()
    async with clinic.reading() as session:
        gathered = await suggestions.counted(session)
    assert sum(row.times for row in gathered) == 120
