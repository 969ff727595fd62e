"""The long form of an answer, in the same message, and the way back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from knowledge.entries import Entry, Topic
from knowledge.library import Library
from storage.answers import Answer
from storage.database import Database
from tests import cast
from tests.phone import Phone, Town
from tests.town import library

LONG, SHORT = "Langkah satu sampai sembilan.", "Jawaban pendek."
QUESTION = "Bagaimana mengurus surat perahu nelayan contoh?"


def shelf(**changed: object) -> Library:
    """One entry with a long form, and one beside it without."""
    entry = Entry.model_validate(
        {
            "id": "perahu",
            "topic": "contoh",
            "question": QUESTION,
            "also": ("surat perahu contoh", "urus perahu contoh"),
            "answer": SHORT,
            "more": LONG,
            "sources": ("https://contoh.example.go.id/",),
            "valid_as_of": "2026-02",
            "owner": "DPMD",
            "expert_topic": "perikanan",
            "related": ("jaring",),
            **changed,
        }
    )
    beside = entry.model_copy(update={"id": "jaring", "more": None, "question": "Jaring contoh?"})
    known = {topic.id: topic for topic in library().expert_topics()}
    return Library({Topic(id="contoh", title="Contoh"): (entry, beside)}, known)


@pytest.fixture
async def town(database: Database) -> Town:
    async with database.work() as session:
        await cast.enter(session)
    return Town(database, {"library": shelf()})


async def given(town: Town) -> list[tuple[str, bool | None]]:
    async with town.database.reading() as session:
        return [(row.entry, row.helped) for row in await session.exec(select(Answer))]


async def test_a_long_matter_is_read_whole_in_the_same_message(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    short, labels = maria.heard(), maria.labels()
    assert SHORT in short
    assert LONG not in short
    assert labels == [
        *("👍 Terjawab", "👎 Belum"),
        "📖 Lebih lengkap",
        *("🙋 Tanya praktisi", "🔗 Pertanyaan terkait"),
    ]
    await maria.presses("Lebih lengkap")
    assert maria.heard() == short.replace(SHORT, LONG)
    assert "Sumber:" in maria.heard()
    assert "per Februari 2026" in maria.heard()
    assert maria.labels() == [
        label if label != "📖 Lebih lengkap" else "📄 Ringkas" for label in labels
    ]
    await maria.presses("Ringkas")
    assert (maria.heard(), maria.labels()) == (short, labels)
    assert len(maria.screen()) == 1
    assert await given(town) == [("perahu", None)]


async def test_what_has_no_long_form_offers_none(maria: Phone) -> None:
    await maria.says("/tanya")
    await maria.presses("Lihat per topik")
    await maria.presses("Contoh")
    await maria.presses("2")
    assert "Jaring contoh?" in maria.heard()
    assert "📖 Lebih lengkap" not in maria.labels()


async def test_the_long_form_keeps_the_way_back_to_its_topic(stranger: Phone) -> None:
    await stranger.says("/tanya")
    await stranger.presses("Lihat per topik")
    await stranger.presses("Contoh")
    await stranger.presses("1")
    await stranger.presses("Lebih lengkap")
    assert stranger.labels()[-1] == "◀️ Kembali"
    await stranger.presses("Ringkas")
    assert SHORT in stranger.heard()
    await stranger.presses("Kembali")
    assert stranger.heard().startswith("<b>Contoh</b>")
    assert len(stranger.screen()) == 1


async def test_what_was_enough_at_length_stays_at_length(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Lebih lengkap")
    await maria.presses("Terjawab")
    assert LONG in maria.heard()
    assert "Terima kasih" in maria.heard()
    assert maria.labels() == ["👎 Ternyata belum", "📄 Ringkas"]
    assert await given(town) == [("perahu", True)]
    await maria.presses("Ternyata belum")
    assert await given(town) == [("perahu", False)]


async def test_what_was_enough_in_short_can_still_be_read_whole(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Terjawab")
    assert maria.labels() == ["👎 Ternyata belum", "📖 Lebih lengkap"]
    await maria.presses("Lebih lengkap")
    assert LONG in maria.heard()
    assert len(maria.screen()) == 1


async def test_an_old_button_shows_the_answer_as_it_is_now(town: Town, maria: Phone) -> None:
    await maria.says(QUESTION)
    town.workflow["library"] = shelf(answer="Jawaban baru.", more="Langkah baru.")
    await maria.presses("Lebih lengkap")
    assert "Langkah baru." in maria.heard()
    assert len(await given(town)) == 2, "the next correction is told against what was read last"
    town.workflow["library"] = shelf(answer="Jawaban baru.", more=None)
    await maria.presses_data("mo:perahu:", replace(maria.screen()[-1]))
    assert "Jawaban baru." in maria.heard()
    assert {"📖 Lebih lengkap", "📄 Ringkas"} & {*maria.labels()} == set()


@pytest.mark.parametrize("tap", ["mo:perahu:", "om:perahu:", "mo:tidak_ada:", "mo:perahu:7"])
async def test_the_buttons_of_what_has_expired_are_refused(
    town: Town, maria: Phone, tap: str
) -> None:
    await maria.says(QUESTION)
    town.workflow["library"] = shelf(valid_until=date(2026, 11, 1))
    await maria.presses_data(tap, maria.screen()[-1])
    assert "sudah tidak berlaku" in maria.heard()


async def test_the_long_form_is_never_sent_unasked(maria: Phone) -> None:
    await maria.says(QUESTION)
    await maria.presses("Belum")
    assert LONG not in maria.all_heard()
    await maria.presses("Kembali ke jawaban")
    assert LONG not in maria.all_heard()
