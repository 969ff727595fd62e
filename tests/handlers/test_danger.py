"""Danger that comes up while somebody is already writing to an expert."""

from datetime import UTC, datetime

from sqlmodel import select

from storage.cases import Case
from tests.phone import Phone, Town

ANSWERED = "Bagaimana cara usul bedah rumah BSPS?"
CALM = "Siapa yang bisa perbaiki mesin listrik kampung?"
EMERGENCY = "Tolong, ibu hamil pendarahan hebat dan perahu belum ada"
ADVICE = "<b>119</b>"


async def the_case(town: Town) -> Case:
    async with town.database.reading() as session:
        return (await session.exec(select(Case))).one()


async def test_a_draft_edited_into_an_emergency_is_advised_and_goes_to_its_field(
    town: Town, maria: Phone
) -> None:
    asked = await maria.says(ANSWERED)
    await maria.presses("Tanya praktisi")
    await maria.edits(asked, EMERGENCY)
    assert ADVICE in maria.screen()[-2].text
    assert EMERGENCY in maria.heard()
    await maria.presses("Kirim")
    case = await the_case(town)
    assert (case.topic, case.urgent, case.beyond) == ("kesehatan", True, None)


async def test_a_draft_edited_into_another_question_goes_to_the_field_of_that(
    town: Town, maria: Phone
) -> None:
    asked = await maria.says(CALM)
    await maria.presses("Tanya praktisi")
    await maria.edits(asked, "Kapal perintis ke pulau kami berhenti, siapa yang urus jadwalnya?")
    await maria.presses("Kirim")
    assert (await the_case(town)).topic == "perhubungan"


async def test_a_word_mended_in_a_draft_changes_neither_field_nor_what_was_read(
    town: Town, maria: Phone
) -> None:
    asked = await maria.says(ANSWERED)
    await maria.presses("Tanya praktisi")
    await maria.edits(asked, "Bagaimana cara usul bedah rumah BSPS ya?")
    await maria.presses("Kirim")
    assert (await the_case(town)).beyond is not None


async def test_what_was_read_is_still_told_when_only_what_was_added_is_edited(
    town: Town, maria: Phone
) -> None:
    await maria.says(ANSWERED)
    await maria.presses("Tanya praktisi")
    added = await maria.says("Sudah kami coba, ditolak")
    await maria.edits(added, "Sudah kami coba. Apa syarat jadi penerima PKH?")
    await maria.presses("Kirim")
    assert (await the_case(town)).beyond is not None


async def test_the_rest_of_an_album_tells_of_danger_too(town: Town, maria: Phone) -> None:
    await maria.sends_photo("Rumah rusak", media_group_id="a")
    await maria.presses("Kirim")
    await maria.sends_photo(EMERGENCY, media_group_id="a")
    assert ADVICE in maria.all_heard()
    assert (await the_case(town)).urgent


async def test_danger_that_is_added_to_a_draft_is_advised_once(town: Town, maria: Phone) -> None:
    await maria.says(CALM)
    await maria.presses("Tanya praktisi")
    await maria.says(EMERGENCY)
    await maria.says("pendarahan belum berhenti")
    assert sum(ADVICE in shown.text for shown in maria.screen()) == 1
    assert EMERGENCY in maria.heard()
    await maria.presses("Kirim")
    assert (await the_case(town)).topic == "kesehatan"


async def test_the_words_under_a_photo_tell_of_danger_too(maria: Phone) -> None:
    await maria.sends_photo(EMERGENCY)
    assert ADVICE in maria.screen()[-2].text
    assert EMERGENCY in maria.heard()


async def test_a_case_edited_into_an_emergency_is_among_the_first(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    asked = await maria.says(CALM)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    before = yakob.screen()[-1].message_id
    await maria.edits(asked, EMERGENCY)
    assert ADVICE in maria.heard()
    assert "Mendesak" in yakob.heard()
    assert yakob.screen()[-1].message_id > before  # a card of its own rings
    case = await the_case(town)
    assert (case.urgent, case.question) == (True, EMERGENCY)
    assert case.due_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # one working day


async def test_danger_that_answers_an_expert_is_told_to_both_sides(
    town: Town, maria: Phone, yakob: Phone
) -> None:
    await maria.says(CALM)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    await yakob.presses("Tanya balik")
    await yakob.says("Sejak kapan?")
    await yakob.presses("Kirim")
    await maria.says(EMERGENCY)
    await maria.presses("Balas K-")
    assert ADVICE in maria.all_heard()
    assert "Mendesak" in yakob.heard()
    assert (await the_case(town)).urgent
