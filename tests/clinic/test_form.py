"""The ways through a form, the same for every kind of paper."""

from typing import Any

import pytest

from clinic.evaluating import EVALUATION
from clinic.form import Form
from clinic.reporting import REPORT

FORMS: list[Form[Any]] = [REPORT, EVALUATION]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.noun)
def test_a_form_is_walked_field_by_field_and_back(form: Form[Any]) -> None:
    asked = [form.following({})]
    while field := asked[-1]:
        asked.append(form.following({}, field))
    assert asked == [*form.fields, None]

    back = [form.before(None)]
    while back[-1] is not form.fields[0]:
        back.append(form.before(back[-1]))
    assert back == [*reversed(form.fields)]
    assert form.before(form.fields[0]) is form.fields[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.noun)
def test_what_is_answered_is_not_asked_again(form: Form[Any]) -> None:
    first, second, third, *_ = form.fields
    assert form.following({first.key: "x", third.key: None}) is second
    assert form.following({second.key: "x"}, first) is third


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.noun)
def test_a_field_is_found_by_its_key_and_no_two_share_one(form: Form[Any]) -> None:
    assert [form.field(field.key) for field in form.fields] == list(form.fields)
    assert form.field("") is None


def test_pictures_belong_to_the_report_and_an_evaluation_takes_none() -> None:
    assert REPORT.photos is not None
    assert EVALUATION.photos is None


def test_every_form_is_known_by_its_own_command() -> None:
    assert len({form.command for form in FORMS}) == len(FORMS)
