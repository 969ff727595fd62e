"""A question travels the whole way, over real HTTP."""

from pathlib import Path

from storage.database import Database
from tests import cast
from tests.stories.house import open_house


async def test_a_question_becomes_a_case_is_answered_and_rated(
    database: Database, tmp_path: Path
) -> None:
    async with database.work() as session:
        await cast.enter(session)
    async with open_house(database, tmp_path) as house:
        maria, yakob, ester = (house.phone(n) for n in (cast.MARIA, cast.YAKOB, cast.ESTER))
        maria.says("Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?")
        await maria.hears("Tanya praktisi")
        maria.presses("Tanya praktisi")
        await maria.hears("Pertanyaan untuk praktisi")
        maria.says("Sudah miring sejak gempa.")
        await maria.hears("miring")
        maria.presses("Kirim")
        await maria.hears("K-")
        await ester.hears("Kasus baru")
        await yakob.hears("Kasus baru")
        yakob.presses("Ambil")
        await yakob.hears("kini milik Anda")
        await ester.hears("sudah diambil Yakob")
        yakob.presses("Jawab")
        await yakob.hears("Jawaban untuk kasus")
        yakob.says("Kami datang hari Kamis.")
        await yakob.hears("hari Kamis")
        yakob.presses("Kirim jawaban")
        await maria.hears("hari Kamis")
        maria.presses("Sudah jelas")
        await maria.hears("Seberapa membantu")
        maria.presses("4")
        await maria.hears("nilai 4")
