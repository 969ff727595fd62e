import json
from datetime import date

import pytest

from clinic.form_answers import Answer, read
from clinic.form_field import Nothing, Value, nothing_of
from clinic.quarters import Quarter
from clinic.report_form import FIELDS, Doubt, Field, Kind, Photo, doubts, missing, show

ANSWERS: dict[str, Answer] = {
    "main_activity": "Pembagian bibit pala (contoh)",
    "carried_out": "Terlaksana",
    "fund_source": "Dana Desa/APB Desa",
    "budget": "35 jt",
    "spent": "Rp12.500.000,-",
    "physical_progress": "40 persen",
    "beneficiaries": "dua belas orang",
    "houses_repaired": "0",
    "businesses_coached": "belum ada data",
    "last_activity_on": "12/11",
    "obstacles": "Ombak besar",
    "follow_up": "Pesan bibit tambahan",
    "photos": Photo(file_id="a", unique_id="b", message_id=1, chat_id=2),
    "location": (-3.7, 128.2),
}


def filled() -> dict[str, Value]:
    values: dict[str, Value] = {}
    for field in FIELDS:
        values[field.key] = read(
            field,
            ANSWERS[field.key],
            quarter=Quarter(2026, 4),
            today=date(2026, 11, 21),
            so_far=values,
        )
    return values


def test_the_form_asks_for_every_kind() -> None:
    assert {field.kind for field in FIELDS} == set(Kind)
    assert len(FIELDS) >= 12
    assert len({field.key for field in FIELDS}) == len(FIELDS)


def test_a_whole_report_survives_being_stored() -> None:
    values = filled()

    stored = json.loads(json.dumps(values))
    assert stored == values
    assert [show(field, stored[field.key]) for field in FIELDS] == [
        "Pembagian bibit pala (contoh)",
        "Terlaksana",
        "Dana Desa/APB Desa",
        "Rp35.000.000",
        "Rp12.500.000",
        "40%",
        "12 orang",
        "0 rumah",
        "belum ada data",
        "12 November 2026",
        "Ombak besar",
        "Pesan bibit tambahan",
        "1 foto",
        "-3.70000, 128.20000",
    ]


def test_an_empty_report_misses_every_required_field_in_order() -> None:
    assert missing({}) == [field for field in FIELDS if field.required]


def test_a_report_is_complete_without_its_optional_fields() -> None:
    values = filled()
    required = {field.key: values[field.key] for field in FIELDS if field.required}

    assert missing(required) == []
    assert [field.label for field in missing({**required, "budget": None})] == ["Pagu"]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_no_village_is_stuck_without_activity_money_or_photo(field: Field) -> None:
    assert field.nothings or not field.required


def test_a_kind_of_nothing_completes_a_field_and_zero_is_a_value() -> None:
    values = filled()

    assert nothing_of(values["businesses_coached"]) is Nothing.NO_DATA
    assert nothing_of(values["houses_repaired"]) is None
    assert missing(values) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_question_is_short_and_ends_as_a_question_or_an_example(field: Field) -> None:
    assert len(field.question) <= 120
    assert field.question.endswith((".", "?"))
    assert field.label
    assert field.hint


@pytest.mark.parametrize(
    "field",
    [field for field in FIELDS if "Contoh: " in field.question],
    ids=lambda field: field.key,
)
def test_the_example_in_a_question_is_itself_a_readable_answer(field: Field) -> None:
    example = field.question.partition("Contoh: ")[2].rstrip(".")

    assert (
        read(field, example, quarter=Quarter(2026, 4), today=date(2026, 12, 31), so_far={})
        is not None
    )


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field.choices], ids=lambda field: field.key
)
def test_no_two_choices_of_a_field_share_a_word(field: Field) -> None:
    names = [name.casefold() for each in field.choices for name in (each.label, *each.also)]

    assert sorted(names) == sorted(set(names))


def test_spending_over_the_budget_is_doubted_but_not_refused() -> None:
    values: dict[str, Value] = {**filled(), "budget": 1_000_000, "spent": 1_000_001}

    assert doubts(values) == [Doubt.SPENT_OVER_BUDGET]
    assert missing(values) == []


@pytest.mark.parametrize("budget", [12_500_000, {"nothing": "no_data"}, None])
def test_spending_within_or_without_a_known_budget_is_not_doubted(budget: Value) -> None:
    assert doubts({**filled(), "budget": budget}) == []
