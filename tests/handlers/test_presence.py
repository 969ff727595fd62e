"""People who block the bot, and who come back."""

from sqlmodel import select

from clinic import letters
from storage import outbox, people
from storage.outbox import Letter, LetterState
from tests import cast
from tests.phone import Phone, Town

BOT = {"id": 42, "is_bot": True, "first_name": "Klinik"}
INSIDE = {"user": BOT, "status": "member"}
OUTSIDE = {"user": BOT, "status": "kicked", "until_date": 0}


async def moves(town: Town, old: object, new: object, chat_type: str = "private") -> None:
    change = {
        "chat": {"id": cast.MARIA, "type": chat_type},
        "from": {"id": cast.MARIA, "is_bot": False, "first_name": "Maria"},
        "date": int(town.now.timestamp()),
    }
    await town.receive(my_chat_member={**change, "old_chat_member": old, "new_chat_member": new})


async def reachable(town: Town) -> bool:
    async with town.database.reading() as session:
        return not (await people.speakers(session, [cast.MARIA]))[cast.MARIA].unreachable


async def test_who_blocks_the_bot_is_unreachable_until_unblocking(town: Town) -> None:
    await moves(town, INSIDE, OUTSIDE)
    assert not await reachable(town)
    await moves(town, INSIDE, OUTSIDE)
    assert not await reachable(town)
    await moves(town, OUTSIDE, INSIDE)
    assert await reachable(town)


async def test_any_message_makes_reachable_again(town: Town, maria: Phone) -> None:
    await moves(town, INSIDE, OUTSIDE)
    await maria.says("/menu")
    assert await reachable(town)


async def test_a_group_that_loses_the_bot_makes_nobody_unreachable(town: Town) -> None:
    await moves(town, INSIDE, OUTSIDE, chat_type="group")
    assert await reachable(town)


async def test_who_comes_back_hears_what_could_not_be_delivered(town: Town, maria: Phone) -> None:
    async with town.database.work() as session:
        letters.send(session, cast.MARIA, "always/menu", now=town.now, unfinished=False)
    async with town.database.work() as session:
        letter = (await session.exec(select(Letter))).one()
        letter.state = LetterState.UNDELIVERABLE
    await moves(town, INSIDE, OUTSIDE)
    assert maria.screen() == []
    await moves(town, OUTSIDE, INSIDE)
    assert "Silakan pilih menu" in maria.heard()
    async with town.database.reading() as session:
        assert await outbox.undelivered(session) == {}
