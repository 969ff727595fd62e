from collections.abc import Callable
from typing import Any

import pytest

from clinic import reading
from clinic.reading import Reason, Unreadable

AGREEMENTS: dict[str, bool | Reason] = {
    "ya": True,
    "Iya pak": True,
    "IYO": True,
    "beta mau": True,
    "mau dong": True,
    "oke, lanjut": True,
    "sudah": True,
    "betul!": True,
    "👍": True,
    "tidak": False,
    "tdk": False,
    "Seng": False,
    "seng mau": False,
    "beta seng bisa": False,
    "tidak usah": False,
    "jangan dulu": False,
    "belum": False,
    "batal": False,
    "👎": False,
    "ya tidak": Reason.NOT_YES_OR_NO,
    "bisa ka seng": Reason.NOT_YES_OR_NO,
    "bukan tidak mau": Reason.NOT_YES_OR_NO,
    "bisa?": Reason.NOT_YES_OR_NO,
    "mungkin": Reason.NOT_YES_OR_NO,
    "pak": Reason.NOT_YES_OR_NO,
    "": Reason.EMPTY,
}


@pytest.mark.parametrize(("text", "told"), AGREEMENTS.items())
def test_yes_and_no_are_read_or_asked_again(
    text: str, told: object, outcome: Callable[..., Any]
) -> None:
    assert outcome(reading.yes_no, text) == told


FUNDS = {"apbd_provinsi": ["APBD Provinsi"], "apbd_kota": ["APBD Kota"], "dd": ["Dana Desa", "DD"]}


@pytest.mark.parametrize(
    ("text", "key"),
    [("dana desa", "dd"), ("dd", "dd"), ("APBD-provinsi", "apbd_provinsi"), ("dana", "dd")],
)
def test_a_choice_is_known_by_its_words_or_their_beginning(text: str, key: str) -> None:
    assert reading.choice(text, FUNDS) == key


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("APBD", Reason.AMBIGUOUS),
        ("da", Reason.NOT_A_CHOICE),
        ("zakat", Reason.NOT_A_CHOICE),
        ("…", Reason.EMPTY),
    ],
)
def test_a_choice_that_fits_several_or_none_is_refused(text: str, reason: Reason) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.choice(text, FUNDS)

    assert refused.value.reason == reason
