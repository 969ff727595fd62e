"""Markup is read and refused as Telegram's own parser does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local_telegram.markup import parse_html, units
from bot.local_telegram.refusals import Refusal

STADIUM = "🏟 🏟&lt;"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<abacaba", "Unclosed start tag at byte offset 13"),
        ("<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            "<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("</", "Unexpected end tag at byte offset 13"),
        ("<b></b></", "Unexpected end tag at byte offset 20"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            "<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("<b>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 13'),
    ],
)
def test_a_fault_is_named_with_its_byte(source, complaint):
    with pytest.raises(Refusal) as refused:
        parse_html(STADIUM + source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"


@pytest.mark.parametrize("source", ["&#57311;", "&#xDFDF;", "&#xDFDF"])
def test_half_a_character_is_refused(source):
    with pytest.raises(Refusal, match="check for unmatched surrogate code units"):
        parse_html(source)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("&ge;&lt;&gt;&amp;&quot;&laquo;", '&ge;<>&"&laquo;', []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("🏟<b>🏟</b>", "🏟🏟", [("bold", 2, 2)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ('<a href="https://contoh.id">x</a>', "x", [("text_link", 0, 1)]),
        ("<a>x</a>", "x", []),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("1 &lt; 2 & 3", "1 < 2 & 3", []),
    ],
)
def test_markup_becomes_text_and_entities(source, text, entities):
    found = parse_html(source)
    marked = [(entity["type"], entity["offset"], entity["length"]) for entity in found[1]]
    assert (found[0], marked) == (text, entities)


@given(st.text())
def test_an_escaped_text_comes_back_as_it_was_written(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])


@given(st.text())
def test_units_are_those_of_utf_16(text):
    assert units(text) == sum(1 + (ord(letter) > 0xFFFF) for letter in text)
