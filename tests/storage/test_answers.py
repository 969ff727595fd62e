"""Answers: what was shown, in which wording, and whether it was enough."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from storage import answers
from storage.answers import Answer, fingerprint
from storage.database import Database
from tests.phone import MORNING

LATER = MORNING + timedelta(hours=1)
CHAT, QUESTION = 5, 7


async def give(
    database: Database, entry: str, question: int | None = QUESTION, words: str = "Bisa."
) -> None:
    async with database.work() as session:
        answers.give(session, None, CHAT, question, entry, words, now=MORNING)


async def judge(
    database: Database, entry: str, helped: bool, question: int | None = QUESTION, **more: Any
) -> None:
    async with database.work() as session:
        when = {"now": LATER, **more}
        answers.judge(session, CHAT, question, entry, helped, **when)


async def stored(database: Database) -> list[tuple[str, bool | None, datetime | None]]:
    async with database.reading() as session:
        rows = await session.exec(select(Answer).order_by("id"))
        return [(row.entry, row.helped, row.judged_at) for row in rows]


async def test_of_an_answer_only_the_fingerprint_is_kept(database: Database) -> None:
    await give(database, "atap", words="Bisa, lewat kecamatan.")
    async with database.reading() as session:
        row = (await session.exec(select(Answer))).one()
    assert row.fingerprint == fingerprint("Bisa, lewat kecamatan.")
    assert len(row.fingerprint) == 16
    assert "kecamatan" not in repr(row.model_dump())
    assert (row.chat_id, row.first_id, row.person_id, row.given_at) == (CHAT, 7, None, MORNING)


@pytest.mark.parametrize("question", [QUESTION, None])
async def test_a_wording_is_given_once_for_a_question(
    database: Database, question: int | None
) -> None:
    await give(database, "atap", question)
    async with database.reading() as session:
        known = [
            await answers.is_given(session, *where)
            for where in (
                (CHAT, question, "atap", "Bisa."),
                (CHAT, question, "atap", "Tidak bisa."),
                (CHAT, question, "jalan", "Bisa."),
                (CHAT, 8, "atap", "Bisa."),
                (6, question, "atap", "Bisa."),
            )
        ]
    assert known == [True, False, False, False, False]


@pytest.mark.parametrize("question", [QUESTION, None])
async def test_a_second_tap_changes_nothing_and_another_mind_does(
    database: Database, question: int | None
) -> None:
    await give(database, "atap", question)
    await judge(database, "atap", True, question)
    await judge(database, "atap", True, question, now=LATER + timedelta(hours=1))
    assert await stored(database) == [("atap", True, LATER)]
    await judge(database, "atap", False, question)
    assert await stored(database) == [("atap", False, LATER)]


async def test_a_judgement_is_about_the_answer_as_it_was_shown_last(database: Database) -> None:
    await give(database, "atap", words="Lama.")
    await give(database, "atap", words="Baru.")
    await give(database, "atap", question=8)
    await give(database, "atap", question=None)
    await judge(database, "atap", False)
    assert [helped for _entry, helped, _at in await stored(database)] == [None, False, None, None]


async def test_what_was_never_shown_is_not_judged(database: Database) -> None:
    await judge(database, "atap", True)
    assert await stored(database) == []


async def test_what_was_not_enough_is_known_by_its_question(database: Database) -> None:
    for entry in ("atap", "jalan", "air"):
        await give(database, entry)
    await judge(database, "atap", False)
    await judge(database, "jalan", True)
    async with database.reading() as session:
        assert await answers.refused(session, CHAT, QUESTION) == {"atap"}
        assert await answers.refused(session, CHAT, 8) == set()


async def test_that_an_answer_was_withdrawn_is_no_answer(database: Database) -> None:
    await give(database, "atap")
    await give(database, "atap", None, words=answers.NONE)
    async with database.reading() as session:
        assert (await answers.tallies(session))["atap"].given == 1


async def test_what_was_shown_for_the_old_wording_stays_read_and_answers_nothing(
    database: Database,
) -> None:
    await give(database, "atap")
    async with database.work() as session:
        await answers.set_apart(session, CHAT, QUESTION)
    async with database.reading() as session:
        assert await answers.judgements(session, CHAT, QUESTION) == {}
        assert await answers.has(session, CHAT, "atap", "Bisa.")
