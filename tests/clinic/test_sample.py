"""The sample province: complete enough to try everything, and clearly a sample."""

from datetime import UTC, datetime

from clinic import sample
from knowledge.library import packaged_expert_topics
from storage import people, villages
from storage.database import Database
from storage.people import Role
from tests.workbooks import counting_mint

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
TOPICS = [topic.id for topic in packaged_expert_topics()]


async def test_the_sample_province_moves_in_once(database: Database) -> None:
    async with database.work() as session:
        assert await people.nobody(session)
        changes = await sample.move_in(session, counting_mint(), topics=TOPICS, now=NOW)
    async with database.work() as session:
        assert not await people.nobody(session)
        assert not await sample.move_in(session, counting_mint(), topics=TOPICS, now=NOW)
    assert len(changes.villages.added) == 8
    assert changes.invited == len(changes.people.added)


async def test_its_experts_cover_every_topic_and_all_roles_are_there(database: Database) -> None:
    async with database.work() as session:
        await sample.move_in(session, counting_mint(), topics=TOPICS, now=NOW)
        duties = await people.duties(session)
    covered = {topic for duty in duties for topic in duty.topics}
    assert covered == set(TOPICS)
    assert {duty.role for duty in duties} == set(Role)


async def test_its_villages_and_people_are_marked_as_samples(database: Database) -> None:
    async with database.work() as session:
        await sample.move_in(session, counting_mint(), topics=TOPICS, now=NOW)
        names = await villages.names(session, set(range(1, 9)))
        everybody = (await people.members(session)).values()
    assert all("Contoh" in name for name in names.values())
    assert all("(contoh)" in person.name for person in everybody)
