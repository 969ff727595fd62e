from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.quarters import Quarter
from clinic.workdays import is_workday
from clinic.zone import WIT, local

QUARTERS = st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))


@given(QUARTERS)
def test_quarters_follow_each_other_without_a_gap(quarter: Quarter) -> None:
    first_day = quarter.previous().last_day + timedelta(days=1)

    assert Quarter.of(datetime.combine(first_day, time(), WIT)) == quarter
    assert quarter.previous() < quarter


@given(QUARTERS)
def test_a_quarter_is_read_back_from_its_writing(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis wants bounds without a zone
def test_a_moment_lies_in_its_quarter_on_the_local_clock(moment: datetime) -> None:
    quarter = Quarter.of(moment)

    assert quarter.previous().last_day < local(moment).date() <= quarter.last_day


@given(QUARTERS)
def test_papers_are_due_on_working_days_report_before_evaluation(quarter: Quarter) -> None:
    assert is_workday(quarter.report_due)
    assert is_workday(quarter.evaluation_due)
    assert quarter.last_day < quarter.report_due < quarter.evaluation_due


def test_the_new_year_begins_nine_hours_before_utc() -> None:
    moment = datetime(2026, 12, 31, 15, tzinfo=UTC)

    assert Quarter.of(moment) == Quarter(2027, 1)


@pytest.mark.parametrize(
    ("number", "name", "last"),
    [
        (1, "Triwulan I 2026", date(2026, 3, 31)),
        (2, "Triwulan II 2026", date(2026, 6, 30)),
        (3, "Triwulan III 2026", date(2026, 9, 30)),
        (4, "Triwulan IV 2026", date(2026, 12, 31)),
    ],
)
def test_a_quarter_ends_with_its_third_month(number: int, name: str, last: date) -> None:
    quarter = Quarter(2026, number)

    assert (quarter.name, quarter.last_day) == (name, last)


@pytest.mark.parametrize(
    ("quarter", "report", "evaluation"),
    [
        # after Good Friday on the 3rd
        ("2026-Q1", date(2026, 4, 8), date(2026, 4, 15)),
        ("2026-Q2", date(2026, 7, 7), date(2026, 7, 14)),
        ("2026-Q3", date(2026, 10, 7), date(2026, 10, 14)),
    ],
)
def test_due_days_by_the_decree_of_2026(quarter: str, report: date, evaluation: date) -> None:
    assert Quarter.parse(quarter).report_due == report
    assert Quarter.parse(quarter).evaluation_due == evaluation


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-Q0", "Q4-2026", "2026-q4", "26-Q4"])
def test_what_is_no_quarter_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="2026-Q4"):
        Quarter.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 5), (0, 1), (9999, 1)])
def test_a_quarter_outside_the_calendar_cannot_be_built(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        Quarter(year, number)
