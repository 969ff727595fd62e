"""Reading in the books by hand: by topic, and what is related."""

from datetime import date

import pytest
from sqlmodel import select

from clinic.answer_buttons import LeafTopic, ShowEntry
from clinic.wording import units
from knowledge.entries import Entry, Topic
from knowledge.library import Library
from storage.answers import Answer
from storage.database import Database
from tests import cast
from tests.phone import Phone, Shown, Town
from tests.town import library

CLEAR = "Bagaimana cara usul bedah rumah BSPS?"
FOUND, BESIDE = "rumah_bsps_usul", "rumah_bsps"
UNDER_AN_ANSWER = [
    *("👍 Terjawab", "👎 Belum"),
    "📖 Lebih lengkap",
    "📎 Proposal RTLH singkat (4 KB)",
    *("🙋 Tanya praktisi", "🔗 Pertanyaan terkait"),
]
EXPIRED = date(2026, 11, 1)
WIDE = 36  # units of a button that has the row of a small phone for itself


async def judged(town: Town) -> list[tuple[str, bool | None]]:
    async with town.database.reading() as session:
        return [(row.entry, row.helped) for row in await session.exec(select(Answer))]


async def page(phone: Phone) -> Shown:
    """A message of ours whose buttons can be pressed."""
    await phone.says("/tanya")
    return phone.screen()[-1]


def question_of(entry: str) -> str:
    return library().entry(entry).question


async def test_a_look_back_is_no_new_answer(town: Town, maria: Phone) -> None:
    await maria.says(CLEAR)
    answer = maria.heard()
    for _ in range(2):
        await maria.presses("Pertanyaan terkait")
        assert maria.heard().startswith("<b>Pertanyaan terkait</b>")
        await maria.presses("Kembali ke jawaban")
        assert (maria.heard(), maria.labels()) == (answer, UNDER_AN_ANSWER)
    assert await judged(town) == [(FOUND, None)]


async def test_a_related_question_is_answered_in_the_same_message(town: Town, maria: Phone) -> None:
    await maria.says(CLEAR)
    await maria.presses("Pertanyaan terkait")
    assert maria.labels()[-1] == "◀️ Kembali ke jawaban"
    assert 1 <= len(maria.labels()) - 1 <= 4
    await maria.presses("1. ")
    assert question_of(BESIDE) in maria.heard()
    assert "Sumber:" in maria.heard()
    assert len(maria.screen()) == 1
    assert await judged(town) == [(FOUND, None), (BESIDE, None)]


@pytest.mark.parametrize("words", ["/tanya", "halo"])
async def test_anybody_reads_by_topic_in_one_message(
    town: Town, stranger: Phone, words: str
) -> None:
    await stranger.says(words)
    await stranger.presses("Lihat per topik")
    await stranger.presses("Dana Desa")
    assert stranger.heard().startswith("<b>Dana Desa</b>\n\n1. ")
    assert stranger.labels() == [*"12345678", "Berikutnya ➡️", "📚 Semua topik"]
    await stranger.presses("Berikutnya")
    await stranger.presses("Berikutnya")
    assert "<b>Dana Desa</b> · halaman 3\n\n17. " in stranger.heard()
    page = stranger.heard()
    await stranger.presses("17")
    chosen = library().entries("dana_desa")[16]
    assert f"<b>{chosen.question}</b>" in stranger.heard()
    await stranger.presses("Kembali")
    assert stranger.heard() == page
    assert await judged(town) == [(chosen.id, None)]
    assert len(stranger.screen()) == 1


async def test_every_entry_is_found_by_turning_the_pages(stranger: Phone) -> None:
    await stranger.says("/tanya")
    await stranger.presses("Lihat per topik")
    for topic in library().topics():
        if topic.title not in stranger.labels():
            await stranger.presses("Berikutnya")
        await stranger.presses(topic.title)
        read = stranger.heard()
        while "Berikutnya ➡️" in stranger.labels():
            await stranger.presses("Berikutnya")
            read += stranger.heard()
        for entry in library().entries(topic.id):
            assert entry.question.replace("&", "&amp;") in read.replace("&#39;", "'")
        await stranger.presses("Semua topik")
        assert topic.title in stranger.labels(), "back to the page it was chosen from"


@pytest.mark.parametrize(
    "tap", ["lq:tidak_ada:0", "en:tidak_ada:", "en:tidak_ada:7", "ok:tidak_ada:7", "rl:tidak_ada:"]
)
async def test_what_the_books_no_longer_have_is_refused_kindly(maria: Phone, tap: str) -> None:
    await maria.presses_data(tap, await page(maria))
    assert "sudah tidak berlaku" in maria.heard()
    assert "/tanya" in maria.heard()


async def test_a_page_that_is_gone_shows_the_last_one(maria: Phone) -> None:
    await maria.presses_data(LeafTopic(topic="dana_desa", page=99).pack(), await page(maria))
    assert "17. " in maria.heard()
    await maria.presses_data("lt:99", maria.screen()[-1])
    assert "Zakat dan Baznas" in maria.labels()


def entry(name: str, topic: str, *related: str, until: date | None = None) -> Entry:
    return Entry(
        id=name,
        topic=topic,
        question=f"Pertanyaan {name} contoh?",
        also=("contoh satu", "contoh dua"),
        answer="Jawaban contoh.",
        sources=("https://contoh.example.go.id/",),
        valid_as_of="2026",
        valid_until=until,
        owner="contoh",
        expert_topic="desa",
        related=related,
    )


@pytest.fixture
async def reader(database: Database) -> Phone:
    """Somebody before a small library in which a topic and a neighbour have expired."""
    open_, closed = Topic(id="buka", title="Topik buka"), Topic(id="tutup", title="Topik tutup")
    shelves = {
        open_: (
            entry("lewat", "buka", until=EXPIRED),
            entry("kapal", "buka", "lewat"),
            entry("sumur", "buka", "lewat", "kapal"),
        ),
        closed: (entry("lama", "tutup", until=EXPIRED),),
    }
    async with database.work() as session:
        await cast.enter(session)
    known = {topic.id: topic for topic in library().expert_topics()}
    return Phone(Town(database, {"library": Library(shelves, known)}), cast.STRANGER, "Orang")


async def test_what_has_expired_is_not_offered(reader: Phone) -> None:
    await reader.says("/tanya")
    await reader.presses("Lihat per topik")
    assert reader.labels() == ["Topik buka"]
    await reader.presses("Topik buka")
    assert "lewat" not in reader.heard()
    assert reader.labels() == ["1", "2", "📚 Semua topik"]


async def test_related_questions_are_offered_only_as_far_as_they_are_valid(reader: Phone) -> None:
    await reader.presses_data("en:kapal:", await page(reader))
    assert "🔗 Pertanyaan terkait" not in reader.labels()
    await reader.presses_data("en:sumur:", reader.screen()[-1])
    await reader.presses("Pertanyaan terkait")
    assert reader.labels() == ["1. Pertanyaan kapal contoh?", "◀️ Kembali ke jawaban"]


@pytest.mark.parametrize("tap", ["lq:tutup:0", "en:lewat:", "ok:lewat:", "rl:lewat:"])
async def test_the_buttons_of_what_has_expired_are_refused(reader: Phone, tap: str) -> None:
    await reader.presses_data(tap, await page(reader))
    assert "sudah tidak berlaku" in reader.heard()


async def test_an_answer_with_nothing_near_it_still_has_a_way_on(reader: Phone) -> None:
    await reader.presses_data("en:kapal:", await page(reader))
    await reader.presses("Belum")
    assert "Mungkin salah satu" not in reader.heard()
    assert reader.labels() == ["🙋 Tanya praktisi", "◀️ Kembali ke jawaban"]


async def test_the_buttons_fit_a_small_phone_and_the_wire(maria: Phone) -> None:
    await maria.says(CLEAR)
    for way in ("", "Belum", "Kembali ke jawaban", "Pertanyaan terkait"):
        if way:
            await maria.presses(way)
        markup = maria.screen()[-1].markup or {}
        for row in markup["inline_keyboard"]:
            assert all(units(button["text"]) <= WIDE // len(row) for button in row)
            assert all(len(button["callback_data"].encode()) <= 64 for button in row)


def test_the_buttons_of_every_entry_fit_the_wire() -> None:
    for known in library():
        assert len(ShowEntry(entry=known.id, question=2**31 - 1).pack().encode()) <= 64
