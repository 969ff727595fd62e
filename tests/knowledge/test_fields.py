"""To whose field of expertise a question is sent."""

from datetime import date

import pytest

from knowledge.deciding import decide
from knowledge.entries import Entry, ExpertTopic, Topic
from knowledge.fields import NAMED, fields_of
from knowledge.library import Library
from knowledge.search import index_of

LIBRARY = Library.load()
TODAY = date(2026, 11, 22)
EVERY = 20
"""Only every so many entries are taken out in turn: each time a new index is built."""


def field(question: str, library: Library = LIBRARY) -> str | None:
    return decide(library, question, on=TODAY).topic


def without(missing: Entry) -> Library:
    shelves = {
        topic: tuple(entry for entry in LIBRARY.entries(topic.id) if entry is not missing)
        for topic in LIBRARY.topics()
    }
    return Library(shelves, {topic.id: topic for topic in LIBRARY.expert_topics()})


def test_the_questions_of_a_missing_entry_mostly_reach_its_field_all_the_same() -> None:
    right = []
    for entry in list(LIBRARY)[7::EVERY]:
        library = without(entry)
        asked = (entry.question, *entry.also)
        right += [field(question, library) == entry.expert_topic for question in asked]
    assert sum(right) / len(right) >= 0.75


def entry(number: int, question: str, expert_topic: str) -> Entry:
    return Entry(
        id=f"contoh_{number}",
        topic="contoh",
        question=question,
        also=(question, question),
        answer="Jawaban.",
        sources=("https://contoh.go.id",),
        valid_as_of="2026",
        owner="DPMD",
        expert_topic=expert_topic,
    )


def shelf(*entries: Entry) -> Library:
    fields = [
        ExpertTopic(id="laut", name="Laut", answered_by="Dinas", words=("rumpon",)),
        ExpertTopic(id="darat", name="Darat", answered_by="Dinas", words=("kebun sagu",)),
    ]
    return Library({Topic(id="contoh", title="Contoh"): entries}, {one.id: one for one in fields})


def test_a_field_with_many_entries_has_no_advantage_by_that() -> None:
    many = [entry(n, "surat mesin jaring perahu layar", "laut") for n in range(20)]
    library = shelf(*many, entry(99, "surat traktor", "darat"))
    votes = fields_of(library).votes(index_of(library).understand("surat"), ())
    assert votes["darat"] > 0.9 * votes["laut"]


def test_a_field_is_known_by_words_of_its_entries_that_no_list_has() -> None:
    library = shelf(entry(1, "jaring robek", "laut"), entry(2, "traktor rusak", "darat"))
    assert field("traktor jaring traktor beli traktor", library) == "darat"


def test_a_listed_word_names_a_field_that_has_no_entry() -> None:
    library = shelf(entry(1, "jaring robek", "laut"))
    assert field("siapa punya kebun sagu", library) == "darat"


def test_a_listed_word_that_others_use_as_much_counts_less() -> None:
    asked = ("perahu fiber bocor", "perahu hanyut", "perahu kami terbalik")
    laut = ExpertTopic(id="laut", name="Laut", answered_by="D", words=("perahu", "rumpon"))
    darat = ExpertTopic(id="darat", name="Darat", answered_by="D", words=("sagu",), asked=asked)
    library = Library({Topic(id="contoh", title="Contoh"): ()}, {"laut": laut, "darat": darat})
    named = fields_of(library).named(index_of(library).understand("perahu rumpon"))
    alone = fields_of(library).named(index_of(library).understand("rumpon"))
    assert named["laut"] < 1.5 * alone["laut"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("orang berutang karena biaya operasi anak, dia boleh dapat zakat ka", "zakat"),
        ("lampu suar di tanjung depan desa mati", "perhubungan"),
        ("kayu besi di petuanan ditebang perusahaan tanpa izin", "kehutanan"),
        ("aer parigi su asin samua, mau gali di mana lai", "infrastruktur"),
    ],
)
def test_what_is_told_beside_it_does_not_lead_astray(asked: str, wanted: str) -> None:
    assert field(asked) == wanted


def test_small_words_within_a_listed_phrase_need_not_be_searched() -> None:
    named = fields_of(LIBRARY).named(index_of(LIBRARY).understand("nelayan hilang di laut"))
    assert "bencana" in named  # its list has «hilang di laut», and «di» is never searched


def test_a_word_that_was_guessed_names_no_field() -> None:
    question = index_of(LIBRARY).understand("exavator")
    assert "excavator" in question.weights
    assert fields_of(LIBRARY).named(question) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kepala", "pala"),
        ("tunai", "tuna"),
        ("menteri", "teri"),
        ("perusahaan", "usaha"),
        ("jaringan", "jaring"),
    ],
)
def test_words_that_only_look_alike_are_not_one(first: str, second: str) -> None:
    understand = index_of(LIBRARY).understand
    assert understand(first).sequence != understand(second).sequence


def test_a_listed_word_counts_less_in_a_story_than_in_a_short_question() -> None:
    library = shelf(entry(1, "jaring robek", "laut"))
    story = " ".join(["rumpon", *(f"q{letter}x" for letter in "abcdefghijklmnopqrstuvwxyz")])
    votes = fields_of(library).votes(index_of(library).understand(story), ())
    assert 0 < votes["laut"] < NAMED


def test_a_question_goes_where_others_like_it_are_asked() -> None:
    books = shelf(entry(1, "Bagaimana cara urus surat?", "laut"))
    asked = "Mesin tempel rusak dekat talud, siapa yang ganti?"
    fields = [
        field.model_copy(update={"asked": ("mesin tempel rusak, siapa ganti",)})
        if field.id == "darat"
        else field
        for field in books.expert_topics()
    ]
    shelves = {topic: books.entries(topic.id) for topic in books.topics()}
    taught = Library(shelves, {one.id: one for one in fields})
    votes = {}
    for name, library in (("before", books), ("after", taught)):
        question = index_of(library).understand(asked)
        votes[name] = fields_of(library).votes(question, ())
    assert votes["before"].get("darat", 0.0) == 0.0
    assert votes["after"]["darat"] > votes["after"].get("laut", 0.0)
