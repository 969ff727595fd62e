"""What `klinik ask` says."""

import json
from datetime import date

from bot.commands.asking import replies
from tests.town import library

DAY = date(2026, 11, 22)


def said(question: str, *, as_json: bool = False, repeat: bool = False) -> str:
    (reply,) = replies(library(), [question], on=DAY, as_json=as_json, repeat=repeat)
    return reply


def test_in_words_it_shows_why_it_decides_so() -> None:
    lines = said("kades korupsi dana desa").splitlines()
    assert lines[0].startswith("expert: diteruskan ke praktisi (topik: ")
    assert lines[1] == "hal peka: korupsi, tidak mendesak; tidak dijawab dari buku"
    assert lines[2].startswith("kata yang dicari: kades 1,00, korupsi 1,00, ")
    assert lines[3].startswith("tidak dikenal buku: ")
    assert [line.split(":")[0] for line in lines[5::2]] == ["        cocok"] * 3


def test_small_talk_is_nothing_but_small_talk() -> None:
    assert said("halo").splitlines() == [
        "none: obrolan, atau bukan urusan klinik (topik: tidak ada)",
        "kata yang dicari: tidak ada",
        "tidak dikenal buku: 0%",
    ]


def test_in_json_it_tells_the_decision_and_nothing_of_the_reasons() -> None:
    assert json.loads(said("halo", as_json=True)) == {
        "decision": "none",
        "ranked": [],
        "topic": None,
    }
    told = json.loads(said("kades korupsi dana desa", as_json=True, repeat=True))
    assert list(told) == ["q", "decision", "ranked", "topic"]
    assert told["ranked"][0].keys() == {"id", "score"}


def test_of_several_questions_each_is_told_by_itself() -> None:
    both = "Bagaimana cara usul bedah rumah BSPS? Syarat jadi penerima PKH apa saja?"
    told = json.loads(said(both, as_json=True))
    assert told["decision"] == "answer"
    ids = [hit["id"] for hit in told["ranked"][:2]]
    assert ids == [part["ranked"][0]["id"] for part in told["parts"]]
    assert said(both).count("answer: dijawab dengan jawaban pertama") == 2


def test_what_is_passed_on_beside_others_is_not_told_as_an_answer() -> None:
    """Alone, «Apakah ada biaya?» has an answer."""
    both = "Bagaimana cara usul bedah rumah BSPS? Syarat jadi penerima PKH apa saja?"
    told = said(f"{both} Apakah ada biaya?")
    assert told.count("answer: dijawab dengan jawaban pertama") == 2
    assert told.count("clarify: penanya diminta memilih") == 1
