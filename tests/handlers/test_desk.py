"""The desk: what waits for whom, and what the next expert is told."""

import pytest

from storage import people
from storage.people import Assignment, Role
from tests import cast
from tests.office import revoke
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"
YAKOB, ESTER = 4, 5  # the assignments that make them experts


async def ask(village: Phone) -> int:
    asked = await village.says(QUESTION)
    await village.presses("Tanya praktisi")
    await village.presses("Kirim")
    return asked


async def add(village: Phone, words: str) -> None:
    await village.presses_data("aa:1")
    await village.says(words)
    await village.presses("Kirim")


async def give(town: Town, assignment: int, *topics: str) -> None:
    async with town.database.work() as session:
        (await session.get_one(Assignment, assignment)).topics = [*topics]


async def test_what_is_added_while_a_case_waits_is_on_its_cards(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await add(maria, "Tadi malam dindingnya jatuh.")
    assert "praktisi melihatnya saat mengambil kasus" in maria.heard()
    assert "mama Ola" in yakob.heard()
    assert "dindingnya jatuh" in yakob.heard()
    assert len(yakob.screen()) == 1
    await yakob.presses("Ambil")
    assert "dindingnya jatuh" in yakob.heard()
    await add(maria, "Atapnya juga.")
    assert "sudah diteruskan ke praktisi" in maria.heard()


async def test_a_correction_while_a_case_waits_is_on_its_cards(maria: Phone, yakob: Phone) -> None:
    asked = await ask(maria)
    await maria.edits(asked, "Rumah mama Ola sudah roboh.")
    assert "sudah roboh" in yakob.heard()
    assert "mau roboh" not in yakob.heard()
    await yakob.presses("Ambil")
    assert "sudah roboh" in yakob.heard()


async def test_the_next_expert_reads_what_the_last_one_asked_back(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.says("Berapa orang tinggal di sana?")
    await yakob.presses("📨 Kirim")
    await add(maria, "Lima orang.")
    await yakob.presses("Kembalikan")
    await ester.presses("Ambil")
    talk = ester.heard()
    assert talk.index("mama Ola") < talk.index("Berapa orang") < talk.index("Lima orang")
    assert "<b>Yakob</b>: Berapa" in talk


async def test_the_next_expert_reads_a_long_talk_whole(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    long = "Berapa orang tinggal di sana? " * 20
    await yakob.says(long)
    await yakob.presses("📨 Kirim")
    await yakob.presses("Kembalikan")
    await ester.presses("Ambil")
    assert long.strip() in ester.all_heard()


async def test_the_village_hears_whether_its_case_waits_again_or_goes_to_another_field(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Kembalikan")
    assert "kembali menunggu praktisi" in maria.heard()
    assert "dialihkan" not in maria.all_heard()
    await ester.presses("Ambil")
    await ester.presses("Alihkan")
    field = ester.labels()[0]
    await ester.presses(field)
    assert f"dialihkan ke praktisi bidang {field}" in maria.heard()


async def test_who_holds_the_general_topic_finds_what_nobody_else_answers(
    town: Town, maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await give(town, YAKOB, "desa")
    await give(town, ESTER, "klinik_program")
    await ask(maria)
    assert yakob.screen() == []
    assert "Kasus baru" in ester.heard()
    await yakob.says("/antrean")
    assert "Tidak ada kasus" in yakob.heard()
    await yakob.presses_data(ester.data_of("Ambil"))
    assert "bukan bagian Anda" in yakob.heard()
    await ester.says("/antrean")
    await ester.presses("Ambil K-2026-00001")
    assert "milik Anda" in ester.all_heard()


async def test_what_has_an_expert_of_its_own_is_not_the_secretariat_s(
    town: Town, maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await give(town, ESTER, "klinik_program")
    await ask(maria)
    await ester.says("/antrean")
    assert "Tidak ada kasus" in ester.heard()
    async with town.database.work() as session:
        await people.mark_unreachable(session, cast.YAKOB, now=town.now)
    await ester.says("/antrean")
    assert "K-2026-00001" in ester.heard()


async def test_nobody_answers_a_question_of_their_own(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    topics = ["perumahan", "desa", "sosial"]
    async with town.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.EXPERT, topics=topics))
    await ask(maria)
    assert "Kasus baru" not in maria.all_heard()
    await maria.presses_data(yakob.data_of("Ambil"))
    assert "pertanyaan Anda sendiri" in maria.heard()
    await maria.says("/antrean")
    assert "Tidak ada kasus" in maria.heard()


async def test_a_long_queue_is_leafed_through_in_one_message(
    town: Town, maria: Phone, titus: Phone, yakob: Phone
) -> None:
    for _ in range(10):
        await ask(maria)
    await yakob.says("/antrean")
    assert "Berikutnya" not in str(yakob.labels())
    await ask(titus)
    await yakob.says("/antrean")
    messages = len(yakob.screen())
    assert len(yakob.labels()) == 11
    await yakob.presses("Berikutnya")
    assert "halaman 2" in yakob.heard()
    assert yakob.labels() == ["✋ Ambil K-2026-00011", "⬅️ Sebelumnya"]
    await yakob.presses("Sebelumnya")
    assert "halaman" not in yakob.heard()
    assert yakob.labels()[0] == "✋ Ambil K-2026-00001"
    assert len(yakob.screen()) == messages


async def test_a_page_that_is_gone_is_the_last_one(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    for _ in range(11):
        await ask(maria)
    await yakob.says("/antrean")
    await ester.presses_data("tk:3:1")
    await yakob.presses("Berikutnya")
    assert len(yakob.labels()) == 10
    assert "halaman" not in yakob.heard()


async def test_every_page_asks_again_what_one_may_see(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    for _ in range(11):
        await ask(maria)
    await maria.says("/kasus")
    cases_on = maria.data_of("Berikutnya")
    await yakob.says("/antrean")
    queue_on = yakob.data_of("Berikutnya")
    await revoke(town.database, person_id=1)
    await revoke(town.database, person_id=3)
    await maria.presses_data(cases_on)
    await yakob.presses_data(queue_on)
    for phone in (maria, yakob):
        assert "bukan bagian Anda" in phone.heard() or "tautan undangan" in phone.heard()
        assert "halaman 2" not in phone.all_heard()


async def close(village: Phone, expert: Phone) -> None:
    await expert.presses("Ambil")
    await expert.presses("Jawab")
    await expert.says("Kami datang.")
    await expert.presses("Kirim jawaban")
    await village.presses("Sudah jelas")


async def test_open_cases_are_listed_before_closed_ones_page_by_page(
    maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await ask(maria)
    for _ in range(20):
        await ask(petrus)
        await close(petrus, yakob)
    await maria.says("/kasus")
    seen = []
    for _ in range(3):
        seen += [label for label in maria.labels() if label.startswith("K-")]
        if "Berikutnya" in str(maria.labels()):
            await maria.presses("Berikutnya")
    assert seen[0] == "K-2026-00001 · menunggu praktisi"
    assert seen[1:] == [f"K-2026-{n:05d} · selesai" for n in range(21, 1, -1)]
    assert "halaman 3" in maria.heard()


async def test_an_expert_finds_every_case_in_hand(maria: Phone, yakob: Phone) -> None:
    for _ in range(12):
        await ask(maria)
        await yakob.presses("Ambil")
    await yakob.says("/kasus")
    first = yakob.labels()
    assert first.pop() == "Berikutnya ➡️"
    await yakob.presses("Berikutnya")
    second = yakob.labels()
    assert second.pop() == "⬅️ Sebelumnya"
    assert first + second == [f"K-2026-{n:05d} · sedang ditangani" for n in range(1, 13)]


async def test_a_made_up_page_is_the_last_one(maria: Phone) -> None:
    await ask(maria)
    await maria.says("/kasus")
    shown = maria.screen()[-1]
    await maria.presses_data("lc:2147483647", shown)
    assert maria.labels() == ["K-2026-00001 · menunggu praktisi"]


async def test_a_closed_case_shows_no_due_day(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "paling lambat" in maria.heard()
    await close(maria, yakob)
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    assert "· selesai" in maria.heard()
    assert "paling lambat" not in maria.heard()


@pytest.mark.parametrize("number", ["99999999999999999999", "2147483648", "-1"])
async def test_a_made_up_number_is_refused(maria: Phone, number: str) -> None:
    await maria.presses_data(f"sc:{number}")
    assert "sudah tidak berlaku" in maria.heard()


async def test_an_open_case_is_not_rated_away(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    for below in (0, 1):
        await maria.presses_data(f"rt:1:0:{below}")
        assert "sudah tidak berlaku" in maria.heard()
