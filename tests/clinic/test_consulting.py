"""The village's side: what it says about a case stands on the card of the expert."""

from tests.handlers.test_desk import add, ask
from tests.phone import Phone


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
