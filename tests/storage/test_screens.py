"""Which of the clinic's messages stands lowest in a chat."""

from typing import Any

from storage import outbox, screens
from storage.database import Database
from storage.outbox import LetterState
from tests.storage.test_outbox import outcome, put

CHAT = 7


async def lowest(database: Database, chat: int = CHAT) -> str | None:
    async with database.reading() as session:
        return await screens.lowest(session, chat)


async def sent(database: Database, *letters: dict[str, Any]) -> None:
    """They went out in this order, each with the message id given."""
    numbers = [letter.pop("number") for letter in letters]
    rows = await put(database, *letters)
    outcomes = [
        outcome(row, LetterState.SENT, number)
        for row, number in zip(rows[-len(numbers) :], numbers, strict=True)
    ]
    async with database.work() as session:
        await outbox.settle(session, outcomes)


async def test_where_nothing_was_written_nothing_stands(database: Database) -> None:
    assert await lowest(database) is None


async def test_what_was_written_last_stands_lowest_in_its_own_chat(database: Database) -> None:
    await put(database, {"key": "card"}, {"key": "other", "chat_id": 8})
    assert await lowest(database) == "card"
    await put(database, {})
    assert await lowest(database) is None


async def test_a_change_of_an_earlier_message_moves_nothing(database: Database) -> None:
    await sent(database, {"key": "old", "number": 1}, {"key": "card", "number": 2})
    await put(database, {"method": "editMessageText", "about": "old"})
    await put(database, {"method": "deleteMessage", "about": "old"})
    assert await lowest(database) == "card"
    edit = {"method": "editMessageText", "about": "old", "number": 1}
    await sent(database, {"method": "deleteMessage", "about": "old", "number": None}, edit)
    assert await lowest(database) == "card"


async def test_what_telegram_put_lower_stands_lower_whenever_it_was_written(
    database: Database,
) -> None:
    await sent(database, {"key": "slow", "number": 9}, {"key": "card", "number": 8})
    assert await lowest(database) == "slow"


async def test_what_is_on_its_way_will_stand_below_what_arrived(database: Database) -> None:
    await sent(database, {"key": "card", "number": 8})
    await put(database, {"key": "news"})
    assert await lowest(database) == "news"


async def test_what_could_not_be_delivered_stands_nowhere(database: Database) -> None:
    await sent(database, {"key": "card", "number": 8})
    (news,) = await put(database, {"key": "news"})
    async with database.work() as session:
        await outbox.settle(session, [outcome(news, LetterState.UNDELIVERABLE)])
    assert await lowest(database) == "card"
