"""Whether an answer was enough: stored with it, and what is offered where it was not."""

from sqlmodel import select

from clinic.answer_buttons import ShowEntry
from storage.answers import Answer
from storage.cases import Case
from storage.journal import JournalEntry
from tests.handlers.test_browse import (
    BESIDE,
    CLEAR,
    FOUND,
    UNDER_AN_ANSWER,
    judged,
    page,
    question_of,
)
from tests.phone import Phone, Town
from tests.town import library


async def journal(town: Town) -> list[str]:
    async with town.database.reading() as session:
        rows = await session.exec(select(JournalEntry).order_by("id"))
        return [row.verb for row in rows if row.verb.startswith("answer.")]


async def test_every_answer_shown_is_stored_with_its_question(town: Town, maria: Phone) -> None:
    number = await maria.says(CLEAR)
    async with town.database.reading() as session:
        row = (await session.exec(select(Answer))).one()
    assert (row.entry, row.first_id, row.chat_id) == (FOUND, number, maria.id)
    assert (row.person_id, row.helped) == (1, None)


async def test_what_helped_is_stored_once_however_often_it_is_tapped(
    town: Town, maria: Phone
) -> None:
    await maria.says(CLEAR)
    tap = maria.data_of("Terjawab")
    shown = maria.screen()[-1]
    await maria.presses("Terjawab")
    await maria.presses_data(tap, shown)
    assert await judged(town) == [(FOUND, True)]
    assert await journal(town) == ["answer.helped"] * 2  # each tap is told, the answer is one


async def test_a_mind_may_be_changed_and_the_last_word_counts(town: Town, maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses("Terjawab")
    await maria.presses("Ternyata belum")
    assert await judged(town) == [(FOUND, False)]
    await maria.presses("Kembali ke jawaban")
    await maria.presses("Terjawab")
    assert await judged(town) == [(FOUND, True)]
    assert await journal(town) == ["answer.helped", "answer.not_enough", "answer.helped"]
    assert len(maria.screen()) == 1


async def test_an_answer_that_was_not_enough_makes_room_for_what_is_near(
    town: Town, maria: Phone
) -> None:
    await maria.says(CLEAR)
    await maria.presses("Belum")
    said = maria.heard()
    assert said.startswith("Maaf")
    assert question_of(BESIDE) in said
    assert question_of("rumah_dana_desa") in said
    assert question_of(FOUND) not in said
    assert "🙋 Tanya praktisi" in maria.labels()
    assert len(maria.screen()) == 1
    assert await judged(town) == [(FOUND, False)]


async def test_what_was_not_enough_is_not_offered_for_the_same_question_again(
    maria: Phone,
) -> None:
    assert FOUND in library().entry(BESIDE).related
    await maria.says(CLEAR)
    await maria.presses("Belum")
    await maria.presses(question_of(BESIDE)[:20])
    await maria.presses("Belum")
    assert question_of("rumah_dana_desa") in maria.heard()
    assert question_of(BESIDE) not in maria.heard()
    assert question_of(FOUND) not in maria.heard()


async def test_for_another_question_it_is_offered_again(maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses("Belum")
    await maria.says(f"{CLEAR} Tolong.")
    assert question_of(FOUND) in maria.heard()


async def test_the_way_back_leads_to_the_answer_that_was_judged(maria: Phone) -> None:
    await maria.says(CLEAR)
    answer = maria.heard()
    await maria.presses("Belum")
    await maria.presses("Kembali ke jawaban")
    assert maria.heard() == answer


async def test_a_question_that_became_a_delicate_matter_gets_nothing_near_it(maria: Phone) -> None:
    number = await maria.says(CLEAR)
    shown, tap = maria.screen()[-1], maria.data_of("Belum")
    await maria.edits(number, f"{CLEAR} Kepala desa gelapkan uang bedah rumah")
    assert maria.labels() == ["🙋 Tanya praktisi"]
    await maria.presses_data(tap, shown)  # before the edit had reached the phone
    assert maria.screen()[0].labels() == ["🙋 Tanya praktisi"]
    assert "Inspektorat" in maria.screen()[0].text


async def test_the_expert_reads_which_answer_was_not_enough(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(CLEAR)
    await maria.presses("Belum")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    line = f"belum cukup: <i>{question_of(FOUND)}</i>"
    assert line in yakob.heard()
    assert CLEAR in yakob.heard()
    await yakob.presses("Ambil")
    assert line in yakob.all_heard()


async def test_without_an_answer_read_before_the_card_says_nothing_of_it(
    maria: Phone, yakob: Phone
) -> None:
    await maria.says("bantuan baznas")
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    assert "Kasus baru" in yakob.heard()
    assert "📖" not in yakob.heard()


async def test_what_was_browsed_is_judged_too(town: Town, stranger: Phone) -> None:
    await stranger.presses_data(ShowEntry(entry=FOUND, question=None).pack(), await page(stranger))
    assert stranger.labels() == [*UNDER_AN_ANSWER, "◀️ Kembali"]
    await stranger.presses("Terjawab")
    assert (stranger.labels()[0], stranger.labels()[-1]) == ("👎 Ternyata belum", "◀️ Kembali")
    assert "👍 Terjawab" not in stranger.labels()
    await stranger.presses("Ternyata belum")
    assert question_of(BESIDE) in stranger.heard()
    assert await judged(town) == [(FOUND, False)]


async def test_under_what_was_browsed_an_expert_is_asked_in_own_words(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.presses_data(ShowEntry(entry=FOUND, question=None).pack(), await page(maria))
    await maria.presses("Tanya praktisi")
    await maria.says("Kalau milik saudara, apakah boleh?")
    await maria.presses("Kirim")
    async with town.database.reading() as session:
        case = (await session.exec(select(Case))).one()
    assert case.question == "Kalau milik saudara, apakah boleh?"
    assert case.topic == library().entry(FOUND).expert_topic
    assert case.beyond == question_of(FOUND)
    assert question_of(FOUND) in yakob.heard()
