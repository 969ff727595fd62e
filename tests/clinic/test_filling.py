"""The verbs of filling in, shown on both papers: kept at once, one change at a time, sent whole."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import evaluating, filling, reporting
from clinic.evaluating import EVALUATION
from clinic.form import Form
from clinic.quarters import Quarter
from clinic.refusals import (
    AnswerUnreadable,
    ButtonOutdated,
    NoLongerAsked,
    PaperChanged,
    PaperIncomplete,
)
from clinic.reporting import REPORT
from storage import papers, people
from storage.database import Database
from storage.people import Assignment, Person, Role, Speaker
from tests import cast
from tests.reporters import WHOLE

Q4 = Quarter(2026, 4)
NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
FORMS: list[Form[Any]] = [REPORT, EVALUATION]
COMPLETE = {
    REPORT: WHOLE,
    EVALUATION: {"progress": "up", "worked": "Bibit ditanam", "next_step": "Januari"},
}
OMAR = 8


@pytest.fixture
async def clinic(database: Database) -> Database:
    """The cast, a second coordinator beside Rahma, and the planned evaluations."""
    async with database.work() as session:
        await cast.enter(session)
        session.add(Person(id=OMAR, name="Omar", position="Koordinator", telegram_id=402))
        await session.flush()
        session.add(Assignment(person_id=OMAR, role=Role.COORDINATOR, agency_id=1))
        await evaluating.open_quarter(session, Q4, now=NOW)
    return database


@pytest.fixture(params=FORMS, ids=lambda form: form.noun)
def form(request: pytest.FixtureRequest) -> Form[Any]:
    found: Form[Any] = request.param
    return found


async def two_of(session: AsyncSession, form: Form[Any]) -> list[Speaker]:
    """Two people whose paper it is."""
    numbers = (1, 2) if form is REPORT else (6, OMAR)
    found = [await people.speaker_of(session, number) for number in numbers]
    return [person for person in found if person]


async def begun(session: AsyncSession, form: Form[Any], **values: Any) -> Any:
    one, _ = await two_of(session, form)
    if form is REPORT:
        paper: Any = await reporting.open_report(session, one, 1, Q4, now=NOW)
    else:
        paper = await evaluating.to_fill_in(session, one, 1, now=NOW)
    return await papers.advance(session, paper, of=form.drafts, values=values)


async def test_two_people_share_one_draft(clinic: Database, form: Form[Any]) -> None:
    async with clinic.work() as session:
        one, other = await two_of(session, form)
        paper = await begun(session, form, **COMPLETE[form])
        text = next(f for f in form.fields if f.key in ("follow_up", "next_step"))
        paper = await filling.fill(session, one, form, paper, text, "Bulan Januari", now=NOW)
        assert await filling.writer(session, paper, other) == one.name
        assert await filling.writer(session, paper, one) is None
        assert await filling.colleagues(session, one, form, paper) == [other.name]
        paper = await filling.clear(session, other, form, paper, text, now=NOW)
    assert paper.values == {k: v for k, v in COMPLETE[form].items() if k != text.key}
    assert paper.changed_by == other.person_id


async def test_of_two_at_the_same_version_the_database_decides(
    clinic: Database, form: Form[Any]
) -> None:
    async with clinic.work() as session:
        one, other = await two_of(session, form)
        paper = await begun(session, form)
        stale = type(paper)(**paper.model_dump())
        key = form.fields[0].key
        given = "Naik" if form is EVALUATION else "Pembagian bibit"
        await filling.fill(session, one, form, paper, form.fields[0], given, now=NOW)
        kept = dict(paper.values)
        assert list(kept) == [key]
        with pytest.raises(PaperChanged) as refused:
            await filling.fill(session, other, form, stale, form.fields[0], given, now=NOW)
        assert refused.value.facts["noun"] == form.noun
        assert (await form.found(session, paper.id)).values == kept


async def test_an_unreadable_answer_names_field_and_reason(
    clinic: Database, form: Form[Any]
) -> None:
    async with clinic.work() as session:
        one, _ = await two_of(session, form)
        paper = await begun(session, form)
        choice = next(field for field in form.fields if field.choices)
        for answer, reason in (("entah", "not_a_choice"), (None, "wrong_kind")):
            with pytest.raises(AnswerUnreadable) as refused:
                await filling.fill(session, one, form, paper, choice, answer, now=NOW)
            assert refused.value.facts["label"] == choice.label
            assert refused.value.facts["reason"] == reason


async def test_with_a_gap_it_is_not_sent(clinic: Database, form: Form[Any]) -> None:
    async with clinic.work() as session:
        one, _ = await two_of(session, form)
        gap = next(field for field in form.fields if field.required)
        values = {key: value for key, value in COMPLETE[form].items() if key != gap.key}
        paper = await begun(session, form, **values)
        with pytest.raises(PaperIncomplete) as refused:
            await filling.send(session, one, form, paper, now=NOW)
    assert refused.value.facts["missing"] == [gap.label]


async def test_what_was_sent_takes_no_more_answers(clinic: Database, form: Form[Any]) -> None:
    async with clinic.work() as session:
        one, other = await two_of(session, form)
        paper = await begun(session, form, **COMPLETE[form])
        sent = await filling.send(session, one, form, paper, now=NOW)
        assert (sent.sent_by, sent.sent_at) == (one.person_id, NOW)
        assert not form.is_open(sent)
        with pytest.raises(ButtonOutdated):
            await filling.clear(session, other, form, sent, form.fields[0], now=NOW)
        with pytest.raises(ButtonOutdated):
            await filling.send(session, other, form, sent, now=NOW)


async def test_a_required_field_cannot_be_skipped_for_good(
    clinic: Database, form: Form[Any]
) -> None:
    async with clinic.work() as session:
        one, _ = await two_of(session, form)
        paper = await begun(session, form)
        for field in form.fields:
            paper = await filling.skip(session, one, form, paper, field, now=NOW)
    assert paper.values == {field.key: None for field in form.fields if not field.required}


async def test_a_paper_is_made_in_its_own_quarter_or_the_next(
    clinic: Database, form: Form[Any]
) -> None:
    last_moment = datetime(2027, 3, 31, 14, 59, tzinfo=UTC)
    too_late = datetime(2027, 3, 31, 15, 0, tzinfo=UTC)  # 1 April in Maluku
    async with clinic.work() as session:
        one, _ = await two_of(session, form)
        paper = await begun(session, form, **COMPLETE[form])
        await filling.awaited(session, one, form, paper.id, now=last_moment)
        await filling.check(session, one, form, paper, now=last_moment)
        with pytest.raises(NoLongerAsked):
            await filling.awaited(session, one, form, paper.id, now=too_late)
        with pytest.raises(ButtonOutdated):
            await filling.check(session, one, form, paper, now=too_late)
        with pytest.raises(ButtonOutdated):
            await filling.send(session, one, form, paper, now=too_late)
