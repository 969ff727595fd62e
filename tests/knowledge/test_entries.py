from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.entries import LONGEST_ANSWER
from knowledge.library import Library

LIBRARY = Library.load()
ENTRY = LIBRARY.entry("bansos_blt_desa_2026")


def changed(**values):
    return type(ENTRY).model_validate({**ENTRY.model_dump(), **values})


@pytest.mark.parametrize(
    ("until", "valid"), [(None, True), (date(2026, 11, 22), True), (date(2026, 11, 21), False)]
)
def test_an_entry_is_valid_through_its_last_day(until, valid):
    assert changed(valid_until=until).is_valid(date(2026, 11, 22)) is valid


def test_a_withdrawn_entry_is_not_given_from_that_day_on_whatever_its_last_day_was():
    withdrawn = changed(withdrawn_on=date(2026, 11, 22), valid_until=date(2027, 12, 31))
    assert withdrawn.is_valid(date(2026, 11, 21))
    assert not withdrawn.is_valid(date(2026, 11, 22))
    assert not changed(withdrawn_on=date(2027, 12, 31), valid_until=date(2026, 11, 21)).is_valid(
        date(2026, 11, 22)
    )


def test_an_answer_may_be_as_long_as_a_small_phone_bears_and_no_longer():
    assert changed(answer="x" * LONGEST_ANSWER)
    with pytest.raises(ValidationError):
        changed(answer="x" * (LONGEST_ANSWER + 1))


@pytest.mark.parametrize("answer", ["<b>a <i>b</i></b>", "R&amp;D &lt; 5"])
def test_bold_italics_and_escaped_signs_are_allowed(answer):
    assert changed(answer=answer).answer == answer


@pytest.mark.parametrize("answer", ["<b>a <i>b</b></i>", "a & b", "5 < 6", "<a href='x'>y</a>"])
def test_other_html_is_refused(answer):
    with pytest.raises(ValidationError):
        changed(answer=answer)


@pytest.mark.parametrize("entry", list(LIBRARY), ids=lambda entry: entry.id)
def test_packaged_entries_offer_many_other_wordings_and_short_lines(entry):
    assert 8 <= len(entry.also) <= 12
    assert entry.id not in entry.related
    assert max(map(len, entry.answer.splitlines())) <= 330
