"""What is gathered before it is sent: how much of it there may be, and which buttons it takes."""

import pytest
from sqlmodel import select

from handlers.draft import MOST_PARTS
from storage.cases import CaseMessage
from tests.handlers.test_aside import QUESTION, ask_back, open_case
from tests.phone import Phone, Town


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
        said = [message.text for message in await session.exec(select(CaseMessage).order_by("id"))]
    assert said == [
        QUESTION,
        *(f"Keterangan {n}" for n in range(2, MOST_PARTS)),
        "Keterangan terakhir",
    ]
    assert "terlalu banyak" not in yakob.all_heard()


@pytest.mark.parametrize("button", ["go:{}", "an:{}", "re:{}:1", "ww:{}:1:answer"])
async def test_a_button_of_what_is_undecided_does_nothing_to_another_draft(
    town: Town, maria: Phone, button: str
) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    number = maria.data_of("Kirim").partition(":")[2]
    await maria.presses_data(button.format(number))
    assert "sudah tidak berlaku" in maria.heard()
    await maria.presses("Kirim")
    async with town.database.reading() as session:
        assert [said.text for said in await session.exec(select(CaseMessage))] == [QUESTION]


async def test_what_is_undecided_is_not_sent_as_it_is(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await ask_back(yakob)
    town.pass_time(hours=1)
    await maria.says("Lima orang")
    number = maria.data_of("Balas K-").split(":")[1]
    await maria.presses_data(f"sd:{number}")
    assert "sudah tidak berlaku" in maria.heard()
    await maria.presses("Balas K-")
    assert "Lima orang" in yakob.heard()


async def test_a_question_back_is_called_a_question_until_it_is_sent(
    maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.says("Berapa orang tinggal di sana?")
    assert yakob.labels() == ["📨 Kirim pertanyaan", "✖️ Batal"]
    assert "Tekan <b>Kirim pertanyaan</b>" in yakob.heard()
    assert "jawaban" not in yakob.heard().lower()
