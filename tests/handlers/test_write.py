"""Writing to the other side: what is gathered, what is kept, and what a tap too many does."""

from datetime import timedelta

import pytest
from sqlmodel import select

from storage import questions
from storage.cases import Case, CaseMessage
from storage.people import Assignment, Role
from tests.handlers.test_evaluate import fill_in
from tests.phone import Phone, Town

QUESTION = "Rumah mama Ola di ujung kampung mau roboh, siapa yang bisa datang periksa?"
OTHER = "Anak piatu di dusun kami belum dapat bantuan apa pun, harus lapor siapa?"
STICKER = {
    "file_id": "s",
    "file_unique_id": "s",
    "type": "regular",
    "width": 90,
    "height": 90,
    "is_animated": False,
    "is_video": False,
}
UNFIT = {
    "sticker": {"sticker": STICKER},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}


async def cases(town: Town) -> list[Case]:
    async with town.database.reading() as session:
        return list(await session.exec(select(Case).order_by("id")))


async def begin(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")


@pytest.fixture
async def of_two_villages(town: Town, maria: Phone) -> Phone:
    async with town.database.work() as session:
        session.add(Assignment(person_id=1, role=Role.OFFICIAL, village_id=2))
    return maria


@pytest.mark.parametrize("kind", UNFIT)
async def test_a_sticker_or_a_dice_is_no_question(town: Town, maria: Phone, kind: str) -> None:
    await maria.sends(**UNFIT[kind])
    assert "tidak bisa saya teruskan" in maria.heard()
    assert not maria.labels()


@pytest.mark.parametrize("kind", UNFIT)
async def test_a_sticker_or_a_dice_is_no_part_of_a_draft(maria: Phone, kind: str) -> None:
    await begin(maria)
    await maria.sends(**UNFIT[kind])
    assert "tidak bisa saya teruskan" in maria.heard()
    await maria.presses("Kirim")
    assert "mama Ola" in maria.all_heard()


async def test_a_pinned_message_is_met_with_silence(maria: Phone) -> None:
    pinned = {"message_id": 1, "date": 1, "chat": {"id": maria.id, "type": "private"}, "text": "x"}
    await maria.sends(pinned_message=pinned)
    assert maria.screen() == []
    await begin(maria)
    before = maria.all_heard()
    await maria.sends(pinned_message=pinned)
    assert maria.all_heard() == before


async def test_an_empty_draft_is_not_sent(town: Town, maria: Phone) -> None:
    await maria.presses_data("ax:999")
    await maria.presses("Kirim")
    assert "Belum ada isi" in maria.heard()
    assert await cases(town) == []


async def test_a_report_does_not_begin_over_an_unsent_question(town: Town, maria: Phone) -> None:
    await begin(maria)
    await maria.says("/lapor")
    assert "belum dikirim" in maria.heard()
    assert "/batal" in maria.heard()
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_an_evaluation_that_is_done_does_not_end_an_unsent_question(
    town: Town, rahma: Phone
) -> None:
    async with town.database.work() as session:
        session.add(Assignment(person_id=6, role=Role.OFFICIAL, village_id=1))
    await rahma.says("/evaluasi")
    begin_evaluation = rahma.data_of("📊 Negeri Contoh Banda")
    await fill_in(rahma)
    await rahma.presses("Kirim evaluasi")
    await begin(rahma)
    await rahma.presses_data(begin_evaluation)
    await rahma.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_an_older_question_is_asked_by_its_own_button(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    older = maria.data_of("Tanya praktisi")
    await maria.says(OTHER)
    await maria.presses_data(older)
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_an_older_question_survives_what_was_sent_between(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    older = maria.data_of("Tanya praktisi")
    await maria.says(OTHER)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await maria.presses_data(older)
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [OTHER, QUESTION]


async def test_a_question_edited_before_the_press_is_asked_as_edited(
    town: Town, maria: Phone
) -> None:
    asked = await maria.says(QUESTION)
    await maria.edits(asked, "Rumah mama Ola sudah roboh, siapa bisa datang?")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [
        "Rumah mama Ola sudah roboh, siapa bisa datang?"
    ]


async def test_a_question_edited_in_a_dropped_draft_is_asked_as_edited(maria: Phone) -> None:
    asked = await maria.says(QUESTION)
    again = maria.data_of("Tanya praktisi")
    await maria.presses_data(again)
    await maria.edits(asked, "Rumah mama Ola sudah roboh.")
    await maria.presses("Batal")
    await maria.presses_data(again)
    assert "sudah roboh" in maria.heard()


async def test_a_second_tap_on_drop_says_nothing_new(maria: Phone) -> None:
    await begin(maria)
    drop = maria.data_of("Batal")
    await maria.presses_data(drop)
    before = maria.all_heard()
    await maria.presses_data(drop)
    assert maria.all_heard() == before


async def test_the_button_under_an_answer_of_long_ago_brings_its_own_question(
    town: Town, maria: Phone
) -> None:
    await maria.says(QUESTION)
    oldest = maria.data_of("Tanya praktisi")
    for _ in range(12):
        await maria.says(OTHER)
    town.pass_time(days=30)
    await maria.presses_data(oldest)
    assert QUESTION in maria.heard()
    await maria.presses("Kirim")
    assert [case.question for case in await cases(town)] == [QUESTION]


async def test_a_forgotten_question_begins_an_empty_draft(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    oldest = maria.data_of("Tanya praktisi")
    async with town.database.work() as session:
        await questions.sweep(session, now=town.now + timedelta(days=91), keep=timedelta(days=90))
    await maria.presses_data(oldest)
    assert "Tulis pertanyaannya" in maria.heard()
    assert "mama Ola" not in maria.heard()


async def test_nobody_brings_the_question_of_somebody_else(maria: Phone, petrus: Phone) -> None:
    await maria.says(QUESTION)
    await petrus.presses_data(maria.data_of("Tanya praktisi"))
    assert "Pertanyaan untuk praktisi" in petrus.heard()
    assert "mama Ola" not in petrus.heard()


async def test_an_album_for_one_of_several_villages_stays_whole(
    town: Town, of_two_villages: Phone
) -> None:
    maria = of_two_villages
    await maria.sends_photo(media_group_id="a", caption="Jembatan kami putus")
    await maria.sends_photo(media_group_id="a")
    await maria.sends_photo(media_group_id="a")
    assert maria.all_heard().count("desa yang mana") == 1
    assert "3 foto" in maria.heard()
    assert "📨 Kirim" not in maria.labels()
    await maria.presses("Waru")
    assert "Desa: <b>Desa Contoh Waru</b>" in maria.heard()
    await maria.presses("Banda")
    assert "Desa: <b>Negeri Contoh Banda</b>" in maria.heard()
    await maria.presses("Kirim")
    assert [case.village_id for case in await cases(town)] == [1]


async def test_nothing_is_sent_while_the_village_is_open(
    town: Town, of_two_villages: Phone
) -> None:
    maria = of_two_villages
    await begin(maria)
    await maria.presses_data(maria.data_of("Batal").replace("dd:", "sd:"))
    assert "sudah tidak berlaku" in maria.heard()
    assert await cases(town) == []


async def test_a_village_of_somebody_else_cannot_be_chosen(of_two_villages: Phone) -> None:
    await begin(of_two_villages)
    made_up = of_two_villages.data_of("Waru").removesuffix("2") + "3"
    await of_two_villages.presses_data(made_up)
    assert "bukan bagian Anda" in of_two_villages.heard()


async def test_a_triple_tap_begins_one_draft(maria: Phone) -> None:
    await maria.says(QUESTION)
    ask = maria.data_of("Tanya praktisi")
    for _ in range(3):
        await maria.presses_data(ask)
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1


async def test_an_unfinished_draft_shown_again_leaves_no_second_copy(maria: Phone) -> None:
    await begin(maria)
    await maria.presses_data("ax:999")
    assert "belum dikirim" in maria.heard()
    assert maria.all_heard().count("Pertanyaan untuk praktisi") == 1


async def test_cancelling_by_command_closes_the_draft(maria: Phone) -> None:
    await begin(maria)
    await maria.says("/batal")
    assert "Dibatalkan, tidak dikirim" in maria.all_heard()
    assert not any("Kirim" in label for shown in maria.screen() for label in shown.labels())


async def test_a_second_tap_on_send_is_met_with_silence(town: Town, maria: Phone) -> None:
    await begin(maria)
    send = maria.data_of("Kirim")
    await maria.presses_data(send)
    before = maria.all_heard()
    await maria.presses_data(send)
    assert maria.all_heard() == before
    assert len(await cases(town)) == 1


async def test_the_rest_of_an_album_follows_its_case(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await begin(maria)
    await maria.sends_photo(media_group_id="a")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    before = maria.all_heard()
    late = await maria.sends_photo(media_group_id="a")
    assert maria.all_heard() == before
    assert len(await cases(town)) == 1
    async with town.database.reading() as session:
        numbers = (await session.exec(select(CaseMessage.message_id))).all()
    assert late in numbers
    assert "1 lampiran" in yakob.heard()
