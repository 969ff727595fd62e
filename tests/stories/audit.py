"""What must be true when everybody is done: compared with what people typed and what they see."""

import re
from collections import Counter
from html import unescape
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.local_telegram import LocalTelegram
from clinic.report_form import FIELDS
from storage.cases import Case, CaseMessage, CaseStatus, Said
from storage.counters import Counter as RunningNumber
from storage.inbox import Received
from storage.journal import JournalEntry
from storage.outbox import Letter, LetterState
from storage.reminders import Outcome, Reminder
from storage.reports import Report, ReportStatus
from tests.stories import crowd, journeys
from tests.stories.crowd import Member

MAKING = ("sendMessage", "copyMessages")
TAG = re.compile(r"<[^>]+>")
REMINDER = "Pengingat"


def people(journey: str) -> list[Member]:
    return [member for member in crowd.crowd() if member.journey == journey]


async def updates_are_done(session: AsyncSession, given: range) -> None:
    """Every update that Telegram gave out was stored once and worked off."""
    rows = list(await session.exec(select(Received)))
    assert Counter(row.update_id for row in rows) == Counter(given)
    assert [row.update_id for row in rows if row.done_at is None or row.parked_at] == []


async def cases_are_whole(session: AsyncSession) -> None:
    """One case for every asker, with their words, one answer, and their stars."""
    cases = {case.asker_id: case for case in await session.exec(select(Case))}
    assert sorted(cases) == [member.person_id for member in people("asker")]
    assert {c.asker_id: c.rating for c in cases.values()} == {
        member.person_id: crowd.stars(member) for member in people("asker")
    }
    assert {case.status for case in cases.values()} == {CaseStatus.CLOSED}
    numbers = sorted(case.number for case in cases.values())
    assert numbers == [f"K-2027-{n:05}" for n in range(1, len(cases) + 1)]
    counters = [counter.value for counter in await session.exec(select(RunningNumber))]
    assert counters == [len(cases)]
    rows = await session.exec(select(CaseMessage).order_by(col(CaseMessage.id)))
    said = Counter((row.case_id, row.said, row.kind, row.text) for row in rows)
    assert said == Counter(
        expected for member in people("asker") for expected in words(cases, member)
    )


def words(cases: dict[int, Case], member: Member) -> list[tuple[int, Said, str, str]]:
    """All that must be kept of one asker's case."""
    case = cases[member.person_id]
    expert = next(each for each in crowd.crowd() if each.person_id == case.expert_id)
    expected = [
        (Said.QUESTION, "text", crowd.question(member)),
        (Said.QUESTION, "text", f"Mohon dibantu, {member.name}."),
        (Said.ANSWER, "text", journeys.answer(expert, case.number)),
    ]
    if crowd.sends_picture(member):
        expected.append((Said.QUESTION, "photo", ""))
    return [(case.known_id, *each) for each in expected]


async def reports_are_whole(session: AsyncSession) -> None:
    """Every reporter's values as they were typed, sent and approved once."""
    rows = {row.village_id: row for row in await session.exec(select(Report))}
    assert sorted(rows) == [member.village for member in people("reporter")]
    for member in people("reporter"):
        report = rows[member.village or 0]
        assert report.status is ReportStatus.APPROVED
        assert len(report.values.pop("photos")) == 1
        wanted = {f.key: crowd.reply(member, f).stored for f in FIELDS if f.key != "photos"}
        assert report.values == wanted


async def journal_tells_each_verb_once(session: AsyncSession) -> None:
    told = Counter(
        (row.verb, row.person_id, row.case_id, row.village_id)
        for row in await session.exec(select(JournalEntry))
    )
    expected: Counter[tuple[Any, ...]] = Counter()
    for case in await session.exec(select(Case)):
        place = (case.id, case.village_id)
        expected["asked.expert", case.asker_id, None, None] += 1
        for verb in ("case.opened", "case.clear", "case.rated"):
            expected[verb, case.asker_id, *place] += 1
        for verb in ("case.taken", "case.answer"):
            expected[verb, case.expert_id, *place] += 1
    for report in await session.exec(select(Report)):
        expected["report.sent", report.sent_by, None, report.village_id] += 1
        expected["report.approved", report.decided_by, None, report.village_id] += 1
    assert told == expected


async def reminders_rang_once(session: AsyncSession, telegram: LocalTelegram) -> None:
    """One letter for everybody who was reminded; whoever said "read" is known to have read."""
    rung = [row for row in await session.exec(select(Reminder)) if row.rung_at is not None]
    reminded = {row.person_id for row in rung if row.outcome is Outcome.SENT}
    letters = await session.exec(select(Letter).where(col(Letter.repeat_in_doubt).is_(False)))
    told = Counter(letter.chat_id - crowd.FIRST_ACCOUNT for letter in letters)
    assert told == Counter(reminded)
    assert len(reminded) > len(people("asker"))
    read = {row.person_id for row in rung if row.read_at is not None}
    thanked = {m.person_id for m in crowd.crowd() if heard(telegram, m, "catat")}
    assert read == thanked
    for member in crowd.crowd():
        assert heard(telegram, member, REMINDER) <= 1


def heard(telegram: LocalTelegram, member: Member, word: str) -> int:
    messages = telegram.person(member.account).heard()
    return sum(word in journeys.told(message) for message in messages)


async def screens_show_all_letters(session: AsyncSession, telegram: LocalTelegram) -> int:
    """Every letter stands where it should, as it was last edited; how many copies there are."""
    letters = list(await session.exec(select(Letter).order_by(col(Letter.id))))
    states = Counter(letter.state for letter in letters)
    allowed = {LetterState.SENT, LetterState.SUPERSEDED, LetterState.DOUBTFUL}
    assert set(states) <= allowed, states
    assert all(not le.repeat_in_doubt for le in letters if le.state is LetterState.DOUBTFUL)
    shown = {
        (member.account, message["message_id"]): message
        for member in crowd.crowd()
        for message in telegram.person(member.account).heard()
    }
    sent = [letter for letter in letters if letter.state is LetterState.SENT]
    made = Counter((le.chat_id, le.message_id) for le in sent if le.method in MAKING)
    assert set(made.values()) == {1}
    last = last_words(sent)
    assert last.keys() <= shown.keys(), "a letter that was sent is on no screen"
    for place, letter in last.items():
        if letter.params.get("text"):
            assert seen(shown[place]) == meant(letter)
    doubtful = states[LetterState.DOUBTFUL]
    unknown = [shown[place] for place in shown.keys() - made.keys()]
    reminders = sum(REMINDER in journeys.told(message) for message in unknown)
    assert reminders <= doubtful
    return len(unknown) - reminders


def last_words(sent: list[Letter]) -> dict[tuple[int, int], Letter]:
    """The letter that wrote a message last, by chat and message, unless it was taken away."""
    names: dict[tuple[int, str | None], int | None] = {}
    last: dict[tuple[int, int], Letter] = {}
    for letter in sent:
        number = letter.message_id
        if letter.method in MAKING:
            names[letter.chat_id, letter.key or letter.about] = number
        else:  # an edit that was carried out twice tells no number
            number = letter.params.get("message_id") or names[letter.chat_id, letter.about]
        assert number is not None
        last[letter.chat_id, number] = letter
        if letter.method == "deleteMessage":
            del last[letter.chat_id, number]
    return last


def seen(message: dict[str, Any]) -> tuple[str, Any]:
    return journeys.told(message).strip(), message.get("reply_markup", {}).get(
        "inline_keyboard", []
    )


def meant(letter: Letter) -> tuple[str, Any]:
    text = unescape(TAG.sub("", letter.params["text"])).strip()
    return text, letter.params.get("reply_markup", {}).get("inline_keyboard", [])
