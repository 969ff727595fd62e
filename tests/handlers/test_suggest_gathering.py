"""What is gathered for the books, when, and how often it counts."""

from datetime import timedelta

from storage import observations, suggestions
from tests.handlers.books_growing import (
    CLEAN,
    QUESTION,
    answer_case,
    correct,
    gather,
    open_case,
    publish,
    take_over,
)
from tests.phone import Phone, Town

BSPS = "Bagaimana cara usul bedah rumah BSPS?"


async def test_who_asked_just_before_it_was_published_hears_of_it_too(
    town: Town, suggested: Phone, titus: Phone
) -> None:
    await titus.says(QUESTION)
    await publish(suggested)
    await take_over(town)
    assert "kini ada jawabannya" not in titus.heard()
    await gather(town)
    await take_over(town)
    assert "kini ada jawabannya" in titus.heard()
    assert CLEAN in titus.heard()


async def test_a_case_that_ends_after_its_answer_was_published_wants_nothing_more(
    town: Town, suggested: Phone, titus: Phone, yakob: Phone
) -> None:
    await open_case(titus)
    await publish(suggested)
    await take_over(town)
    await yakob.presses_data("tk:2:1")
    await yakob.presses_data("wa:2")
    await yakob.says("Lihat buku.")
    await yakob.presses("Kirim jawaban")
    await titus.presses("Sudah jelas")
    heard = titus.all_heard()
    await gather(town)
    await take_over(town)
    assert titus.all_heard() == heard
    async with town.database.reading() as session:
        assert await suggestions.counted(session) == []


async def test_an_answer_to_the_old_wording_is_none_to_the_new_one(
    town: Town, maria: Phone
) -> None:
    asked = await maria.says("Bagaimana cara daftar PKH?")
    assert "Sumber:" in maria.heard()
    await maria.edits(asked, "PKH tidak cair karena pindah kampung, harus bagaimana?")
    assert "Sumber:" not in maria.heard()
    await gather(town)
    async with town.database.reading() as session:
        assert len(await suggestions.counted(session)) == 1


async def test_a_question_that_becomes_a_case_later_counts_once(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(QUESTION)
    await gather(town)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await answer_case(yakob, CLEAN)
    await maria.presses("Sudah jelas")
    await gather(town)
    await yakob.says("/buku")
    assert "1 kali ditanya · 1 dijawab praktisi" in yakob.heard()


async def test_an_answer_found_wanting_hours_later_is_gathered(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(BSPS)
    await gather(town, hours=5)
    await maria.presses("Belum")
    await gather(town)
    await yakob.says("/buku")
    assert "BSPS" in yakob.heard()


async def test_an_answered_case_that_nobody_closes_is_gathered_after_two_weeks(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await open_case(maria)
    await answer_case(yakob, CLEAN)
    await gather(town, hours=24)
    await yakob.says("/buku")
    assert "Belum ada usul" in yakob.heard()
    await gather(town, hours=24 * 14)
    await yakob.says("/buku")
    assert "1 dijawab praktisi" in yakob.heard()


async def test_an_edited_case_question_is_gathered_as_it_reads_now(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    asked = await maria.says(QUESTION)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await maria.edits(asked, "Kas desa boleh dipakai beli bola kaki tanpa musdes?")
    await answer_case(yakob, CLEAN)
    await maria.presses("Sudah jelas")
    await gather(town)
    async with town.database.reading() as session:
        (seen,) = await observations.of_suggestion(session, 1)
    assert "bola kaki" in seen.question


async def test_a_case_in_which_something_delicate_was_said_is_nobodys_example(
    town: Town, maria: Phone, yakob: Phone, lina: Phone
) -> None:
    await open_case(maria)
    await maria.presses_data("aa:1")
    await maria.says("Bendaharanya gelapkan uang itu.")
    await maria.presses("Kirim")
    await answer_case(yakob, CLEAN)
    await maria.presses("Sudah jelas")
    await gather(town)
    await lina.says("/buku")
    assert "Belum ada usul" in lina.heard()


async def test_observations_and_their_drafts_are_forgotten_after_their_time(
    town: Town, suggested: Phone
) -> None:
    later = town.now + timedelta(days=400)
    async with town.database.work() as session:
        assert await observations.sweep(session, now=later, keep=timedelta(days=365)) == 1
        assert await suggestions.sweep(session, now=later, keep=timedelta(days=365)) == 1


async def test_what_is_in_the_books_and_whose_task_is_open_is_not_forgotten(
    town: Town, yakob: Phone, maria: Phone
) -> None:
    await maria.says(BSPS)
    await correct(yakob)
    await yakob.presses("Tarik dari buku")
    await yakob.presses("Ya, tarik")
    town.pass_time(days=400)
    async with town.database.work() as session:
        assert await suggestions.sweep(session, now=town.now, keep=timedelta(days=365)) == 0


async def test_who_read_what_was_published_and_goes_to_an_expert_asks_something_else(
    town: Town, suggested: Phone, titus: Phone, yakob: Phone
) -> None:
    await publish(suggested)
    await take_over(town)
    town.pass_time(hours=3)
    await open_case(titus)
    await answer_case(yakob, "Kalau sudah ada di RKP, boleh.")
    await titus.presses("Sudah jelas")
    await gather(town)
    await yakob.says("/buku")
    assert "net voli" in yakob.heard()
    assert "1 desa · 1 kali ditanya" in yakob.heard()
