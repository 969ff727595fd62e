"""The village's side: what it says about a case stands on the card of the expert."""

import pytest

from tests.handlers.test_desk import add, ask
from tests.phone import Phone, Town


async def test_only_the_newest_word_of_a_case_has_its_buttons(maria: Phone, yakob: Phone) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await add(maria, "Tadi malam dindingnya jatuh.")
    await add(maria, "Atapnya juga.")
    assert "Atapnya juga." in yakob.heard()
    assert "✍️ Jawab" in yakob.labels()
    assert [bool(shown.labels()) for shown in yakob.screen()] == [False, False, True]
    await yakob.presses("Kembalikan")
    assert [shown.labels() for shown in yakob.screen()] == [[], [], ["✋ Ambil lagi"]]


async def test_an_expert_follows_a_case_on_its_card_and_without_a_new_message(
    maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    await yakob.says("Kami datang.")
    await yakob.presses("Kirim jawaban")
    card, messages = yakob.screen()[0].message_id, len(yakob.screen())

    def shown() -> tuple[int, str, list[str]]:
        return yakob.screen()[0].message_id, yakob.screen()[0].text, yakob.screen()[0].labels()

    assert shown()[2] == ["✍️ Jawab lagi", "❓ Tanya balik", "🏁 Selesai"]
    assert "Sudah Anda jawab" in shown()[1]
    assert "paling lambat" not in shown()[1]
    await maria.presses("Sudah jelas")
    assert "desa menyatakan sudah jelas" in shown()[1]
    assert shown()[2] == []
    await maria.presses("4")
    assert "nilai dari desa: ⭐ 4 dari 5" in shown()[1]
    assert "mama Ola" in shown()[1]
    assert (shown()[0], len(yakob.screen())) == (card, messages)


async def answer(yakob: Phone, words: str, **more: str) -> int:
    await yakob.presses_data("wa:1")
    said = await yakob.says(words)
    if more:
        await yakob.sends_photo(**more)
    await yakob.presses("Kirim jawaban")
    return said


@pytest.mark.parametrize("growing", ["by a late picture", "by an edit"])
async def test_an_answer_that_grew_too_long_for_a_letter_stays_where_it_was_read(
    maria: Phone, yakob: Phone, growing: str
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    words = "Langkah pertama. " * 141 + "Selesai di kantor negeri."
    said = await answer(yakob, words, media_group_id="a")
    if growing == "by an edit":
        await yakob.edits(said, words + " Bawa KTP." * 20)
    else:
        await yakob.sends_photo(media_group_id="a", caption="denah " * 33)
    read = [shown.text for shown in maria.screen()]
    await maria.presses("Sudah jelas")
    assert [shown.text for shown in maria.screen()][: len(read)] == read
    assert words in maria.all_heard()
    assert "sudah dikirim sebelum ini" not in maria.heard()
    assert "ditutup. Seberapa membantu" in maria.heard()
    assert "Sudah jelas" not in str([shown.labels() for shown in maria.screen()])
    await maria.presses("4")
    assert words in maria.all_heard()
    assert "nilai 4" in maria.heard()


async def test_a_colleague_is_not_told_of_words_that_never_came_to_their_chat(
    maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await answer(yakob, "Langkah pertama. " * 200)
    await petrus.says("/kasus")
    await petrus.presses("K-2026-00001")
    view = petrus.heard()
    await petrus.presses("Sudah jelas")
    assert "sudah dikirim sebelum ini" not in petrus.all_heard()
    assert petrus.screen()[-2].text == view
    assert petrus.screen()[-2].labels() == []
    assert petrus.labels() == ["1", "2", "3", "4", "5", "Lewati"]


async def test_what_was_added_to_a_long_case_stays_readable_to_its_end(
    town: Town, maria: Phone, petrus: Phone, yakob: Phone
) -> None:
    await maria.says("Dinding rumah miring. " * 100)
    await maria.presses("Tanya praktisi")
    await maria.presses("Kirim")
    await yakob.presses("Ambil")
    town.pass_time(hours=1)
    first, last = "Atapnya jatuh. " * 30 + "Habis.", "Lantainya retak. " * 30 + "Tamat."
    await add(maria, first)
    await add(petrus, last)
    for phone, button in ((yakob, "Kirim jawaban"), (maria, "Sudah jelas"), (maria, "4")):
        if phone is yakob:
            await yakob.presses("✍️ Jawab")
            await yakob.says("Kami datang.")
        await phone.presses(button)
        for words in ("Dinding rumah miring. " * 99, first, last):
            assert words in yakob.all_heard()
    assert "nilai dari desa: ⭐ 4 dari 5" in yakob.all_heard()
    assert "pesan desa sebelumnya ada di atas" in yakob.all_heard()
    assert [label for shown in yakob.screen() for label in shown.labels()] == []
