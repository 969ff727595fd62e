"""What both sides share: words that are too long for a letter."""

import pytest

from tests.handlers.test_desk import ask
from tests.phone import Phone


@pytest.mark.parametrize("units", [2_500, 2_501])
async def test_a_long_answer_is_read_once(maria: Phone, yakob: Phone, units: int) -> None:
    await ask(maria)
    await yakob.presses("Ambil")
    await yakob.presses("Jawab")
    words = "Langkah pertama. " * 200
    answer = await yakob.says(words[:units])
    await yakob.presses("Kirim jawaban")
    copied = [n for shown in maria.screen() for n in shown.params.get("message_ids", [])]
    whole = words[:2_500] in maria.heard()
    assert (whole, copied) == ((True, []) if units == 2_500 else (False, [answer]))
    assert ("sudah dikirim sebelum ini" in maria.heard()) is not whole
    await maria.presses("Sudah jelas")
    assert (words[:2_500] in maria.all_heard()) is whole
    assert "Langkah pertama." in maria.all_heard()
