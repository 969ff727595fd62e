"""Invitation codes: the same when shown again, unreadable from the database, renewed in time."""

import re
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from clinic import inviting, roster
from clinic.inviting import Mint
from storage import invitations, people
from storage.database import Database
from storage.invitations import Invitation
from storage.people import Person
from tests.workbooks import TOPICS, counting_mint, file, rows

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


async def codes(database: Database, mint: Mint, now: datetime = NOW) -> dict[str, str | None]:
    async with database.work() as session:
        return {one.name: one.code for one in await inviting.listed(session, mint, now=now)}


async def invited(database: Database) -> Mint:
    mint = counting_mint()
    async with database.work() as session:
        content = roster.read(file(rows()), topics=TOPICS)
        await roster.take_over(session, content, mint, now=NOW)
    return mint


async def test_listing_twice_shows_the_same_codes(database: Database) -> None:
    mint = await invited(database)
    shown = await codes(database, mint)
    assert shown == await codes(database, mint, NOW + timedelta(days=29))
    assert sorted(shown) == ["Lina", "Maria", "Titus", "Yakob"]
    assert len(set(shown.values())) == 4


async def test_a_code_fits_a_deep_link_and_hides_its_key() -> None:
    code = counting_mint().code("00" * 16)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", code)
    assert code != counting_mint(b"x" * 32).code("00" * 16)
    assert code != counting_mint().code("01" * 16)


async def test_the_database_alone_reveals_no_code(database: Database) -> None:
    mint = await invited(database)
    shown = await codes(database, mint)
    async with database.reading() as session:
        stored = (await session.exec(select(Invitation))).all()
    assert all(code not in repr(stored) for code in shown.values() if code)
    assert {one.code_hash for one in stored} == {inviting.hashed(c) for c in shown.values() if c}


async def test_listing_renews_what_has_expired(database: Database) -> None:
    mint = await invited(database)
    before = await codes(database, mint)
    after = await codes(database, mint, NOW + inviting.LASTING)
    assert not set(before.values()) & set(after.values())
    async with database.reading() as session:
        old = (await session.exec(select(Invitation))).all()[:4]
    assert all(one.revoked_at == NOW + inviting.LASTING for one in old)


async def test_a_lost_key_costs_new_codes_and_no_more(database: Database) -> None:
    before = await codes(database, await invited(database))
    fresh = counting_mint(b"x" * 32)
    after = await codes(database, fresh)
    assert not set(before.values()) & set(after.values())
    assert after == await codes(database, fresh)
    async with database.work() as session:
        maria = await invitations.use(session, inviting.hashed(str(after["Maria"])), now=NOW)
        assert maria is not None
        assert (await people.named(session, maria)).name == "Maria"


async def test_who_has_an_account_needs_no_code(database: Database) -> None:
    mint = await invited(database)
    async with database.work() as session:
        maria = (await session.exec(select(Person).where(Person.name == "Maria"))).one()
        maria.telegram_id = 101
    assert (await codes(database, mint))["Maria"] is None
