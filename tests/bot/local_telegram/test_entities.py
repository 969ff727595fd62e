"""Texts are trimmed and searched as Telegram does, and shown safely."""

import pytest

from bot.local_telegram.entities import find_entities, trimmed
from bot.local_telegram.rendering import as_html


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start abc", ["bot_command"]),
        ("pakai /tanya@klinik_lokal_bot", ["bot_command"]),
        ("lihat https://contoh.id/a?b=1.", ["url"]),
        ("halo @maria_contoh", ["mention"]),
        ("surel a@contoh.id", ["email"]),
        ("dan/atau 3/4", []),
        ("biasa saja", []),
    ],
)
def test_telegram_finds_what_stands_in_a_plain_text(text, kinds):
    assert [entity["type"] for entity in find_entities(text)] == kinds


def test_offsets_count_utf_16_units():
    assert find_entities("😀 /tanya") == [{"type": "bot_command", "offset": 3, "length": 6}]


def test_edges_are_trimmed_and_entities_move_along():
    text, entities = trimmed("  \n tebal ", [{"type": "bold", "offset": 4, "length": 6}])
    assert (text, entities) == ("tebal", [{"type": "bold", "offset": 0, "length": 5}])


def test_nested_entities_become_nested_tags_and_the_rest_is_escaped():
    entities = [
        {"type": "bold", "offset": 2, "length": 4},
        {"type": "italic", "offset": 4, "length": 2},
    ]
    assert as_html("😀<b>x&", entities) == "😀<b>&lt;b<i>&gt;x</i></b>&amp;"


def test_only_web_addresses_become_links():
    bad = [{"type": "text_link", "offset": 0, "length": 1, "url": "tg://user?id=1"}]
    good = [{"type": "text_link", "offset": 0, "length": 1, "url": 'https://a.id/"x'}]
    assert as_html("x", bad) == "x"
    assert as_html("x", good) == '<a href="https://a.id/&quot;x">x</a>'


def test_a_command_can_be_pressed_on_the_page():
    text = "pakai /tanya &"
    assert as_html(text, find_entities(text)) == "pakai <tg-command>/tanya</tg-command> &amp;"
