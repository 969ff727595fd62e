"""A secretariat corrects an answer while the clinic is open, over real HTTP."""

from pathlib import Path

from bot.assembly import Parts
from storage.database import Database
from tests import cast
from tests.shelf import ENTRY, write
from tests.stories.house import open_house


async def look_twice(parts: Parts) -> None:
    """What the alarm rings for in the next half minute."""
    await parts.alarm.renew()
    await parts.alarm.renew()


async def test_a_corrected_answer_reaches_the_villages_and_a_faulty_one_the_keeper(
    database: Database, tmp_path: Path
) -> None:
    async with database.work() as session:
        await cast.enter(session)
    own = tmp_path / "jawaban"
    own.mkdir()
    write(own)
    async with open_house(database, tmp_path, knowledge_dir=own) as house:
        maria, lina = house.phone(cast.MARIA), house.phone(cast.LINA)
        maria.says(ENTRY["question"])
        await maria.hears("Jawaban lama contoh")
        write(own, answer="Jawaban baru contoh.")
        await look_twice(house.parts)
        maria.says(ENTRY["question"])
        corrected = await maria.hears("Jawaban baru contoh")
        write(own, answer="Jawaban rusak contoh.", owner="")
        await look_twice(house.parts)
        await lina.hears("contoh.yaml, baris 10: kolom «owner» kosong")
        maria.says(ENTRY["question"])
        await maria.hears("Jawaban baru contoh", after=corrected["message_id"])
