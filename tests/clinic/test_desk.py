"""Who may take a case, who hears what its expert says, and when it can be finished."""

from storage.people import Assignment, Person, Role
from tests import cast
from tests.office import revoke
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"


async def open_case(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")


async def answer(yakob: Phone) -> None:
    await yakob.presses("Jawab")
    await yakob.says("Kami datang hari Kamis.")
    await yakob.presses("Kirim jawaban")


async def test_an_expert_of_another_field_does_not_take_a_case(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    async with town.database.work() as session:
        hanna = Person(name="Hanna", position="Praktisi", telegram_id=203)
        session.add(hanna)
        await session.flush()
        session.add(Assignment(person_id=hanna.id, role=Role.EXPERT, topics=["kesehatan"]))
    hanna_phone = Phone(town, 203, "Hanna")
    await open_case(maria)
    await hanna_phone.presses_data(yakob.data_of("Ambil"))
    assert "bukan bagian Anda" in hanna_phone.heard()
    await yakob.presses("Ambil")
    assert "kini milik Anda" in yakob.heard()


async def test_a_card_of_an_earlier_round_is_out_of_date(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await open_case(maria)
    first_round = ester.data_of("Ambil")
    await yakob.presses("Ambil")
    await ester.presses_data(first_round)
    assert "sudah diambil Yakob" in ester.heard()
    await yakob.presses("Kembalikan")
    await ester.presses_data(first_round)
    assert "sudah tidak berlaku" in ester.heard()
    await ester.presses("Ambil")
    assert "kini milik Anda" in ester.all_heard()


async def test_an_addition_to_a_waiting_case_renews_its_cards(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await open_case(maria)
    await maria.says("/kasus")
    await maria.presses("K-2026-00001")
    await maria.presses("Tambah keterangan")
    await maria.says("Dindingnya sudah retak.")
    await maria.presses("Kirim")
    assert len(yakob.screen()) == 1
    assert "Dindingnya sudah retak." in yakob.heard()
    await ester.presses("Ambil")
    assert "kini milik Anda" in ester.heard()


async def test_a_case_is_finished_only_after_it_was_answered(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Selesai")
    assert "belum bisa diselesaikan" in yakob.heard()
    assert "Seberapa membantu" not in maria.all_heard()
    await answer(yakob)
    await yakob.presses("Selesai")
    assert "Seberapa membantu" in maria.heard()


async def test_when_the_asker_has_left_the_colleagues_hear_the_answer(
    town: Town, maria: Phone, petrus: Phone, titus: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await revoke(town.database, person_id=1)
    await answer(yakob)
    assert "sudah dikirim" in yakob.heard()
    assert "Kami datang hari Kamis." in petrus.heard()
    assert "Kami datang" not in maria.all_heard() + titus.all_heard()
    await yakob.presses("Selesai")
    assert "Seberapa membantu" in petrus.heard()
    await petrus.presses("5")
    assert "nilai 5" in petrus.heard()


async def test_an_asker_whose_account_is_gone_is_replaced_by_the_colleagues(
    town: Town, maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    async with town.database.work() as session:
        (await session.get_one(Person, 1)).telegram_id = None
    await yakob.presses("Ambil")
    assert "sedang menangani" in petrus.heard()
    await yakob.presses("Tanya balik")
    await yakob.says("Berapa orang tinggal di sana?")
    await yakob.presses("📨 Kirim")
    assert "Berapa orang" in petrus.heard()
    await petrus.presses("Balas")
    await petrus.says("Lima orang")
    await petrus.presses("Kirim")
    assert "Lima orang" in yakob.heard()


async def test_the_expert_is_told_when_nobody_hears_the_answer(
    town: Town, maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    await revoke(town.database, person_id=1)
    await revoke(town.database, person_id=2)
    await answer(yakob)
    assert "tersimpan" in yakob.heard()
    assert "belum ada yang membacanya" in yakob.heard()
    assert "sudah dikirim" not in yakob.heard()
    await yakob.presses("Selesai")
    assert "belum ada yang mendapat kabar" in yakob.heard()
    assert cast.PETRUS not in town.screens


async def test_a_finished_case_has_no_buttons_and_an_old_one_says_what_its_expert_needs(
    maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    old = yakob.data_of("Jawab")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    await yakob.presses("Selesai")
    assert [label for shown in yakob.screen() for label in shown.labels()] == []
    await yakob.presses_data(old)
    assert "tidak perlu dijawab lagi" in yakob.heard()
    assert "pertanyaan baru" not in yakob.heard()


async def test_an_answered_case_is_given_to_nobody_else_by_an_old_button(
    maria: Phone, yakob: Phone, ester: Phone
) -> None:
    await open_case(maria)
    await yakob.presses("Ambil")
    back, choose = yakob.data_of("Kembalikan"), yakob.data_of("Alihkan")
    await yakob.presses("Alihkan")
    on = yakob.data_of(yakob.labels()[0])
    await answer(yakob)
    told, heard = len(yakob.screen()), maria.all_heard() + ester.all_heard()
    for n, old in enumerate((back, choose, on), start=1):
        await yakob.presses_data(old)
        assert "sudah Anda jawab" in yakob.heard()
        assert len(yakob.screen()) == told + n
    assert maria.all_heard() + ester.all_heard() == heard
    await maria.presses("Tanya lagi")
    await maria.says("Jam berapa?")
    await maria.presses("Kirim")
    await yakob.presses("Kembalikan")
    assert "kembali menunggu praktisi" in maria.heard()


async def test_who_taps_once_more_has_the_case_already(maria: Phone, yakob: Phone) -> None:
    await open_case(maria)
    take = yakob.data_of("Ambil")
    await yakob.presses("Ambil")
    await yakob.presses_data(take)
    assert "sudah ada di tangan Anda" in yakob.heard()
    assert "sudah diambil" not in yakob.all_heard()
