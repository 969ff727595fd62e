"""Questions: kept by the message they began with, reworded, and forgotten after a while."""

from datetime import timedelta

from storage import questions
from storage.database import Database
from tests.phone import MORNING

DAY = timedelta(days=1)


async def test_a_question_of_several_messages_is_recalled_whole_and_as_it_reads_now(
    database: Database,
) -> None:
    async with database.work() as session:
        questions.keep(session, 5, [(8, "dan atapnya?"), (7, "Siapa bantu?")], now=MORNING)
        questions.keep(session, 6, [(7, "lain")], now=MORNING)
    async with database.work() as session:
        await questions.reword(session, 5, 8, "dan dindingnya?")
    async with database.reading() as session:
        asked = await questions.recall(session, 5, 7)
        assert asked == [(7, "Siapa bantu?"), (8, "dan dindingnya?")]
        assert await questions.recall(session, 6, 7) == [(7, "lain")]
        assert await questions.recall(session, 6, 8) == []


async def test_only_questions_of_long_ago_are_forgotten(database: Database) -> None:
    async with database.work() as session:
        questions.keep(session, 5, [(7, "lama")], now=MORNING - 2 * DAY)
        questions.keep(session, 5, [(9, "baru")], now=MORNING)
    async with database.work() as session:
        assert await questions.sweep(session, now=MORNING, keep=DAY) == 1
    async with database.reading() as session:
        assert await questions.recall(session, 5, 7) == []
        assert await questions.recall(session, 5, 9) == [(9, "baru")]
