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
    await yakob.says(words[:units])
    await yakob.presses("Kirim jawaban")
    whole = units == 2_500
    assert maria.all_heard().count(words[:2_500]) == 1
    assert (words[:2_500] in maria.heard()) is whole
    assert ("sudah dikirim sebelum ini" in maria.heard()) is not whole
    await maria.presses("Sudah jelas")
    assert maria.all_heard().count(words[:2_500]) == 1
    assert "Langkah pertama." in maria.all_heard()
