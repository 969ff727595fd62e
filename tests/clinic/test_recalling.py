"""Whoever was given an answer hears once what was corrected in it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from clinic import recalling
from knowledge.library import Library
from storage import answers, outbox, people
from storage.database import Database
from storage.outbox import Letter, Urgency
from tests import cast
from tests.phone import MORNING
from tests.shelf import ENTRY, write

OLD, NEW = "Bawa KTP ke kantor camat. Biaya Rp50.000.", "Bawa KTP ke kantor camat. Tanpa biaya."


class Desk:
    """A secretariat that corrects one answer, and the letters that follow."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.now = MORNING

    async def notes(self, answer: str, **more: object) -> Library:
        """What is written by night is in use, and nobody is told of it yet."""
        self.now += timedelta(days=1)
        write(self.folder, answer=answer, **more)
        library = Library.load(self.folder)
        async with self.database.work() as session:
            await recalling.take_notice(session, library, now=self.now)
        return library

    async def writes(self, answer: str, **more: object) -> list[Letter]:
        """The letters that were written because of it."""
        library = await self.notes(answer, **more)
        async with self.database.work() as session:
            await recalling.recall(session, library, now=self.now)
        async with self.database.reading() as session:
            letters = await session.exec(select(Letter).where(Letter.created_at == self.now))
            return list(letters)

    async def gives(self, chat: int, answer: str) -> None:
        async with self.database.work() as session:
            answers.give(session, None, chat, 7, ENTRY["id"], answer, now=self.now)


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> Desk:
    async with database.work() as session:
        await cast.enter(session)
    desk = Desk(database, tmp_path)
    assert await desk.writes(OLD) == []
    return desk


async def test_who_read_the_old_answer_is_told_old_and_new_once(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    await desk.gives(cast.MARIA, OLD)
    (letter,) = await desk.writes(NEW)
    assert (letter.chat_id, letter.urgency) == (cast.MARIA, Urgency.BULK)
    assert f"<s>{OLD}</s>" in letter.params["text"]
    assert NEW in letter.params["text"]
    assert "Tanya praktisi" in str(letter.params["reply_markup"])
    assert await desk.writes(NEW) == []


async def test_the_corrected_answer_can_be_read_at_length_as_any_other(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    (letter,) = await desk.writes(NEW, more="Langkah satu sampai sembilan contoh.")
    assert "Lebih lengkap" in str(letter.params["reply_markup"])


async def test_an_answer_that_ends_as_it_is_corrected_is_told_once_it_is_given_again(
    desk: Desk,
) -> None:
    await desk.gives(cast.MARIA, OLD)
    assert await desk.writes(NEW, valid_until="2026-11-01") == []
    (letter,) = await desk.writes(NEW)
    assert f"<s>{OLD}</s>" in letter.params["text"]


async def test_who_read_what_is_withdrawn_in_the_files_is_told_not_to_use_it(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    (letter,) = await desk.writes(OLD, withdrawn_on=str(MORNING.date()))
    assert "ditarik dari buku" in letter.params["text"]
    assert OLD in letter.params["text"]
    assert await desk.writes(OLD, withdrawn_on=str(MORNING.date())) == []
    (letter,) = await desk.writes(NEW)
    assert NEW in letter.params["text"]


async def test_what_was_withdrawn_and_comes_back_unchanged_is_told_to_whoever_waits_for_it(
    desk: Desk,
) -> None:
    await desk.gives(cast.MARIA, OLD)
    await desk.writes(OLD, withdrawn_on=str(MORNING.date()))
    (letter,) = await desk.writes(OLD)
    assert "berlaku lagi" in letter.params["text"]
    assert "<s>" not in letter.params["text"]
    assert await desk.writes(OLD) == []


async def test_what_was_withdrawn_and_comes_back_otherwise_is_told_against_what_was_read(
    desk: Desk,
) -> None:
    await desk.gives(cast.MARIA, OLD)
    await desk.writes(OLD, withdrawn_on=str(MORNING.date()))
    (letter,) = await desk.writes(NEW)
    assert f"<s>{OLD}</s>" in letter.params["text"]


async def test_a_withdrawal_that_lies_ahead_calls_nobody_back(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    ends = {"valid_until": str(MORNING.date()), "withdrawn_on": "2030-01-01"}
    assert await desk.writes(OLD, **ends) == []


async def test_what_was_read_and_corrected_in_one_night_is_told_in_the_morning(desk: Desk) -> None:
    await desk.notes(NEW)
    await desk.gives(cast.MARIA, NEW)
    (letter,) = await desk.writes(OLD)
    assert f"<s>{NEW}</s>" in letter.params["text"]
    assert letter.chat_id == cast.MARIA


async def test_an_answer_that_only_ends_on_its_day_calls_nobody_back(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    assert await desk.writes(OLD, valid_until=str(MORNING.date())) == []


async def test_a_spelling_fix_tells_nobody_and_the_next_correction_is_told_against_it(
    desk: Desk,
) -> None:
    slip = OLD.replace("Biaya", "Biyaya")
    await desk.notes(slip)
    await desk.gives(cast.MARIA, slip)
    assert await desk.writes(OLD) == []
    (letter,) = await desk.writes(NEW)
    assert f"<s>{slip}</s>" in letter.params["text"]


async def test_each_hears_of_the_change_against_what_was_read_last(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    await desk.writes(NEW)
    await desk.gives(cast.TITUS, NEW)
    again = OLD.replace("50", "75")
    told = {letter.chat_id: letter.params["text"] for letter in await desk.writes(again)}
    assert told.keys() == {cast.MARIA, cast.TITUS}
    assert all(f"<s>{NEW}</s>" in text for text in told.values())


async def test_strangers_the_unreachable_and_readers_of_long_ago_are_left_alone(
    desk: Desk,
) -> None:
    for chat in (cast.STRANGER, cast.PETRUS, cast.MARIA):
        await desk.gives(chat, OLD)
    async with desk.database.work() as session:
        await people.mark_unreachable(session, cast.PETRUS, now=desk.now)
        long_ago = desk.now - timedelta(days=400)
        here = answers._answers.c.chat_id == cast.MARIA
        await session.exec(answers._answers.update().where(here).values(given_at=long_ago))
    assert await desk.writes(NEW) == []


async def test_the_postman_takes_it_as_bulk(desk: Desk) -> None:
    await desk.gives(cast.MARIA, OLD)
    await desk.writes(NEW)
    async with desk.database.reading() as session:
        assert len(await outbox.owed(session, Urgency.BULK, after=0, most=9)) == 1
