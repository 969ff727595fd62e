"""Every text that people can be sent: whole, allowed, not too long, and safe from mischief."""

import html
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from jinja2 import UndefinedError, meta

from clinic import letters, showing, wording
from clinic.letters import TEXTS, render
from clinic.quarters import Quarter
from clinic.wording import LETTER
from knowledge.entries import Entry
from storage import outbox
from storage.database import Database
from storage.outbox import Urgency
from tests.clinic.letter_facts import facts
from tests.town import library

# Of what Telegram knows in HTML mode, all that we use.
ALLOWED = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}
MOMENTS = sorted(
    file.relative_to(TEXTS).with_suffix("").as_posix()
    for file in TEXTS.rglob("*.j2")
    if not file.name.startswith("_")
)
MISCHIEF = "<b>Tebal</b> & <script>x</script> \"'{{ 7 * 7 }}{% raw %} &lt;"


def plain(most: int) -> str:
    return "Contoh warga & desa"[:most]


def longest(most: int) -> str:
    """As long as may be: half of it letters that HTML writes longer, half of it emoji."""
    return ("<&" * most)[: most // 2] + "🌊" * (most // 4)


def mischief(_most: int) -> str:
    return MISCHIEF


class Message(HTMLParser):
    """What Telegram would make of a text; unknown or unclosed tags are faults."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words = ""
        self.faults: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        known = {"href"} if tag == "a" else set()
        if tag not in ALLOWED or {name for name, _ in attrs} - known:
            self.faults.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.words += data


def told(moment: str, say: Any) -> str:
    return render(moment, **facts(moment, say))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_text_says_something_in_tags_that_telegram_knows(moment: str) -> None:
    text = told(moment, plain)
    message = Message(text)
    assert message.faults == []
    assert message.words.strip()
    assert not re.search(r"\{[{%#]|[%#}]\}|None|Undefined|object at|datetime|\[\]", message.words)
    assert not re.search(r"\n{3,}|[ \t]\n", text), "empty lines or blanks at the ends of lines"
    entities = set(re.findall(r"&([^;\s]*);", text))
    assert all(e in {"lt", "gt", "amp", "quot"} or e.startswith("#") for e in entities)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_text_fits_into_one_message_with_the_longest_facts(moment: str) -> None:
    message = Message(told(moment, longest))
    assert message.faults == []
    assert wording.units(message.words.strip()) <= LETTER


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_people_wrote_is_never_markup(moment: str) -> None:
    text = told(moment, mischief)
    assert "<script" not in text
    assert "<b>Tebal" not in text
    assert Message(text).faults == []
    if "Tebal" in text:
        assert html.escape(MISCHIEF).partition(" ")[0] in text
        assert "49" not in text.replace(html.escape(MISCHIEF), "")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_text_asks_for_nothing_that_it_is_not_told(moment: str) -> None:
    """A new name in a text needs a sample in `letter_facts`."""
    source = (TEXTS / f"{moment}.j2").read_text()
    wanted = meta.find_undeclared_variables(letters._environment.parse(source))
    assert wanted - facts(moment, plain).keys() - letters._environment.globals.keys() == set()


def test_a_fact_that_is_missing_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(UndefinedError, match="number"):
        render("rate/please")


def test_a_text_that_no_message_can_hold_is_an_error() -> None:
    offered = [Thing(village="🌊" * 20, quarter=Quarter(2026, 4), due_on=date(2026, 12, 31))]
    assert wording.units(render("report/which", offers=offered * 40, place=1)) > LETTER // 2
    with pytest.raises(ValueError, match=r"report/which is \d+ units long"):
        render("report/which", offers=offered * 60, place=1)


def test_tags_and_written_out_letters_do_not_count() -> None:
    assert len(told("case/amended", longest)) > LETTER


@pytest.mark.parametrize("about", ["evaluation", "report"])
def test_what_is_no_longer_asked_says_why_and_what_now(about: str) -> None:
    message = Message(render("refusals/no_longer_asked", about=about))
    assert message.faults == []
    assert "tidak" in message.words
    assert "/" in message.words


WITHIN = "answer_unreadable button_outdated case_closed draft_full not_allowed nothing_written"


@pytest.mark.parametrize(
    "no", [*WITHIN.split(), "case_finished", "paper_changed", "paper_incomplete"]
)
def test_a_refusal_within_a_conversation_names_the_way_out(no: str) -> None:
    assert "/batal" in told(f"refusals/{no}", plain)


async def test_more_copies_than_one_call_takes_are_owed_in_several(database: Database) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    async with database.work() as session:
        letters.copy(session, 1, 2, list(range(250, 0, -1)), now=now)
        letters.copy(session, 1, 2, [], now=now)
    async with database.reading() as session:
        owed = await outbox.owed(session, Urgency.REPLY, after=0, most=10)
    copied = [letter.params["message_ids"] for letter in owed]
    assert [len(ids) for ids in copied] == [100, 100, 50]
    assert [number for ids in copied for number in ids] == list(range(1, 251))


REASONS = sorted(
    set(re.findall(r'"([a-z_]+)"', (TEXTS / "refusals/answer_unreadable.j2").read_text()))
    - {"photo", "location"}
)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_why_an_answer_cannot_be_read_has_its_words(reason: str) -> None:
    told_facts = {**facts("refusals/answer_unreadable", plain), "reason": reason}
    message = Message(render("refusals/answer_unreadable", **told_facts))
    assert message.faults == []
    assert "perubahan Anda belum masuk" in message.words


def test_what_becomes_of_an_answer_that_cannot_be_read_is_said_as_it_is() -> None:
    def words(*, edited: bool, elsewhere: bool) -> str:
        known = facts("refusals/answer_unreadable", plain)
        where = {"label": "Foto", "edited": edited, "elsewhere": elsewhere}
        return Message(render("refusals/answer_unreadable", **{**known, **where})).words

    way = "buka bagian Foto lewat Ringkasan"
    for edited in (True, False):
        assert way in words(edited=edited, elsewhere=True)
        assert way not in words(edited=edited, elsewhere=False)
    for elsewhere in (True, False):
        assert "jawaban semula tetap" in words(edited=True, elsewhere=elsewhere)
        assert "jawaban semula tetap" not in words(edited=False, elsewhere=elsewhere)


@pytest.mark.parametrize("entry", list(library()), ids=lambda entry: entry.id)
@pytest.mark.parametrize("long", [False, True])
def test_every_answer_of_the_books_fits_into_one_message(entry: Entry, long: bool) -> None:
    message = Message(render("ask/found", settled=True, **showing.facts(entry, long=long)))
    assert message.faults == []
    assert entry.question in message.words
    assert wording.units(message.words) <= LETTER
