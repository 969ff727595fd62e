"""Cases that an expert gives back, and takes again."""

from tests.handlers.test_desk import ask
from tests.phone import Phone


async def test_who_gave_a_case_back_by_mistake_takes_it_again_in_the_same_message(
    maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    card = yakob.labels()
    await yakob.presses("Kembalikan")
    assert "sudah kembali ke antrean" in yakob.heard()
    assert yakob.labels() == ["✋ Ambil lagi"]
    await yakob.presses("Ambil lagi")
    assert "kini milik Anda" in yakob.heard()
    assert yakob.labels() == card
    assert "sedang menangani" in maria.heard()


async def test_handing_back_from_the_list_leaves_only_the_way_back(
    maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.says("/kasus")
    await yakob.presses("K-2026-00001")
    await yakob.presses("Kembalikan")
    assert [label for shown in yakob.screen() for label in shown.labels()] == ["✋ Ambil lagi"]


async def test_taken_again_under_a_view_from_the_list_nothing_says_it_is_still_waiting(
    maria: Phone, yakob: Phone
) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    card = yakob.screen()[0].text
    await yakob.says("/kasus")
    await yakob.presses("K-2026-00001")
    view, labels = yakob.heard(), yakob.labels()
    await yakob.presses("Kembalikan")
    assert "sudah kembali ke antrean" in yakob.heard()
    await yakob.presses("Ambil lagi")
    assert "kembali ke antrean" not in yakob.all_heard()
    assert (yakob.heard(), yakob.labels()) == (view, labels)
    assert (yakob.screen()[0].text, yakob.screen()[0].labels()) == (card, labels)
