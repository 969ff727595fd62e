"""What is not one's part is refused; /batal is named where something is being written."""

from tests.handlers.test_moved_village import move
from tests.handlers.test_write import QUESTION, begin
from tests.phone import Phone, Town

NO, WAY_OUT = "bukan bagian Anda", "/batal"


async def test_who_writes_nothing_is_not_told_to_stop_writing(titus: Phone, maria: Phone) -> None:
    await begin(maria)
    await maria.presses("📨 Kirim")
    await titus.presses_data("sc:1")
    assert NO in titus.heard()
    assert WAY_OUT not in titus.heard()
    await titus.says("/antrean")
    assert NO in titus.heard()
    assert WAY_OUT not in titus.heard()


async def test_who_cannot_send_what_is_written_hears_how_to_stop(town: Town, maria: Phone) -> None:
    await begin(maria)
    await maria.presses("📨 Kirim")
    await maria.presses_data("aa:1")
    await maria.says(QUESTION)
    await move(town, 2)
    await maria.presses("📨 Kirim")
    assert NO in maria.heard()
    assert WAY_OUT in maria.heard()
    await maria.says("/batal")
    assert "Baik, saya batalkan" in maria.heard()


async def test_a_reply_to_a_case_of_another_village_names_the_way_out(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await begin(maria)
    await maria.presses("📨 Kirim")
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.says("Berapa orang?")
    await yakob.presses("Kirim pertanyaan")
    town.pass_time(hours=1)
    await maria.says("Lima orang")
    await move(town, 2)
    await maria.presses("Balas K-")
    assert NO in maria.heard()
    assert WAY_OUT in maria.heard()
