"""What is gathered before it is sent: how much of it there may be."""

from sqlmodel import select

from handlers.draft import MOST_PARTS
from storage.cases import CaseMessage
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"


async def test_a_message_too_many_is_refused_in_words_and_the_others_are_kept(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    for number in range(2, MOST_PARTS + 1):
        last = await maria.says(f"Keterangan {number}")
    await maria.says("Keterangan terlalu banyak")
    assert "paling banyak 50 pesan" in maria.heard()
    assert "/batal" in maria.heard()
    await maria.edits(last, "Keterangan terakhir")
    await maria.presses("Kirim")
    async with town.database.reading() as session:
        said = [message.text for message in await session.exec(select(CaseMessage))]
    assert said == [
        QUESTION,
        *(f"Keterangan {n}" for n in range(2, MOST_PARTS)),
        "Keterangan terakhir",
    ]
    assert "terlalu banyak" not in yakob.all_heard()
