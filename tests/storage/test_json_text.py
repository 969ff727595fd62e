"""JSON text: what one end writes the other reads, whatever people type."""

import json

import pytest

from storage import json_text


@pytest.mark.parametrize("value", ["Ā 😀", {"a": [1, 2.5, None, True]}, 2**62, "\x00", "<b>&</b>"])
def test_what_is_written_is_read_as_it_was(value: object) -> None:
    assert json_text.read(json_text.write(value)) == value


def test_of_half_an_emoji_a_question_mark_is_written() -> None:
    assert json_text.read(json_text.write({"a": "baik \ud83d"})) == {"a": "baik ?"}


def test_half_an_emoji_is_read() -> None:
    assert json_text.read(json.dumps("baik \ud83d")) == "baik \ud83d"


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        json_text.read("<html>")
