"""The expert's side of a case: take it, write about it, hand it back or on, finish it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, enrolling, letters, routing
from clinic.casework import Part
from clinic.refusals import (
    AlreadyAnswered,
    ButtonOutdated,
    CaseAlreadyTaken,
    CaseFinished,
    CaseInHand,
    NotAllowed,
    NotAnsweredYet,
    NothingWritten,
    OwnQuestion,
    Refusal,
)
from storage import cases, people
from storage.cases import Case, CaseStatus, Said
from storage.people import Role, Speaker

SETTLED = timedelta(days=7)  # after it nobody adds to an answer without saying so


async def take(
    session: AsyncSession, expert: Speaker, case_id: int, version: int, *, now: datetime
) -> Case:
    """Give a waiting case to the expert who was first; the other cards and the village hear it."""
    enrolling.require(expert, Role.EXPERT)
    shown = await cases.found(session, case_id)
    if shown is not None and shown.status is CaseStatus.WAITING and shown.version == version:
        await _require_fit(session, expert, shown)
    case = await cases.advance(
        session,
        case_id,
        of=[CaseStatus.WAITING],
        version=version,
        status=CaseStatus.HELD,
        expert_id=expert.person_id,
        claimed_at=now,
    )
    if case is None:
        raise await _why_not_taken(session, expert, case_id)
    casework.record(session, "case.taken", case, expert, now)
    await routing.tell_taken(session, case, expert, now=now)
    return case


async def _require_fit(session: AsyncSession, expert: Speaker, case: Case) -> None:
    if case.asker_id == expert.person_id:
        raise OwnQuestion(number=case.number)
    if case.topic not in await routing.topics_for(session, expert):
        raise NotAllowed


async def _why_not_taken(session: AsyncSession, expert: Speaker, case_id: int) -> Refusal:
    case = await cases.found(session, case_id)
    if case is None or case.expert_id is None:
        return ButtonOutdated()
    if case.status is CaseStatus.CLOSED:
        return CaseFinished(number=case.number)
    if case.expert_id == expert.person_id:
        return CaseInHand(number=case.number)
    holder = await people.named(session, case.expert_id)
    return CaseAlreadyTaken(number=case.number, holder=holder.name)


async def answer(
    session: AsyncSession, expert: Speaker, case_id: int, parts: Sequence[Part], *, now: datetime
) -> Case:
    """The holder answers the village."""
    if not parts:
        raise NothingWritten
    case = await _advance_held(
        session,
        expert,
        case_id,
        status=CaseStatus.ANSWERED,
        answered_at=now,
        answered_by=expert.person_id,
    )
    markup = buttons.answered(case_id, case.version)
    await _say(session, expert, case, Said.ANSWER, parts, markup, now=now)
    await routing.show_held(session, case, expert, now=now)
    return case


async def ask_back(
    session: AsyncSession, expert: Speaker, case_id: int, parts: Sequence[Part], *, now: datetime
) -> Case:
    """The holder needs to know more from the village first."""
    if not parts:
        raise NothingWritten
    case = await _advance_held(session, expert, case_id)
    markup = buttons.asked_back(case_id)
    await _say(session, expert, case, Said.ASKED_BACK, parts, markup, now=now)
    return case


async def add_late(
    session: AsyncSession, expert: Speaker, case_id: int, said: Said, part: Part, *, now: datetime
) -> None:
    """The rest of an album whose beginning was sent before; if the case has moved on, say so."""
    case = await session.get_one(Case, case_id)
    if not is_held(case, expert):
        refuse_late(session, expert, case, now=now)
        return
    await casework.keep(session, case, expert, said, [part], now)
    casework.record(session, f"case.{said}_late", case, expert, now)
    for hearer in await casework.hearers(session, case):
        chat, number, name = hearer.telegram_id, case.number, expert.name
        letters.send(
            session, chat, "case/late", now=now, number=number, expert=name, text=part.text
        )
        casework.pass_on(session, chat, [part], now)


def refuse_late(session: AsyncSession, expert: Speaker, case: Case, *, now: datetime) -> None:
    """Say that it was not passed on: the case has moved on."""
    letters.send(session, expert.telegram_id, "desk/too_late", now=now, number=case.number)


def is_held(case: Case, expert: Speaker) -> bool:
    """Whether the case is open and in the hands of this expert."""
    mine = expert.has(Role.EXPERT) and case.expert_id == expert.person_id
    return mine and case.status is not CaseStatus.CLOSED


WORDS = {Said.ANSWER: "case/answered", Said.ASKED_BACK: "case/asked_back"}


async def _say(
    session: AsyncSession,
    expert: Speaker,
    case: Case,
    said: Said,
    parts: Sequence[Part],
    markup: dict[str, Any],
    *,
    now: datetime,
) -> None:
    await casework.keep(session, case, expert, said, parts, now)
    casework.record(session, f"case.{said}", case, expert, now)
    for hearer in await casework.hearers(session, case):
        casework.pass_on(session, hearer.telegram_id, parts, now)
        letters.send(
            session,
            hearer.telegram_id,
            WORDS[said],
            now=now,
            markup=markup,
            number=case.number,
            expert=expert.name,
            position=expert.position,
            settled=None,
            stars=0,
            **casework.told(parts),
        )


async def hand_back(session: AsyncSession, expert: Speaker, case_id: int, *, now: datetime) -> Case:
    """The holder gives the case back; the other experts are called."""
    case = await _give_away(session, expert, case_id)
    casework.record(session, "case.handed_back", case, expert, now)
    await routing.tell_village(session, case, "case/handed_back", now=now)
    await routing.call_experts(session, case, now=now, but=expert.telegram_id)
    return case


async def pass_on(
    session: AsyncSession, expert: Speaker, case_id: int, topic: str, *, now: datetime
) -> Case:
    """The holder passes the case to the experts of another topic."""
    case = await _give_away(session, expert, case_id, topic=topic)
    casework.record(session, "case.passed_on", case, expert, now, topic=topic)
    name = letters.topic_name(topic)
    await routing.tell_village(session, case, "case/passed_on", now=now, topic=name)
    await routing.call_experts(session, case, now=now, but=expert.telegram_id)
    return case


async def finish(session: AsyncSession, expert: Speaker, case_id: int, *, now: datetime) -> Case:
    """The holder closes an answered case; the village may rate it."""
    shown = await held(session, expert, case_id)
    if shown.status is not CaseStatus.ANSWERED:
        raise NotAnsweredYet(number=shown.number)
    case = await _advance_held(
        session, expert, case_id, of=[CaseStatus.ANSWERED], status=CaseStatus.CLOSED, closed_at=now
    )
    casework.record(session, "case.finished", case, expert, now)
    await routing.show_held(session, case, expert, now=now)
    markup, number = buttons.rating(case_id, below=False), case.number
    for hearer in await casework.hearers(session, case):
        chat = hearer.telegram_id
        letters.send(
            session, chat, "rate/please", now=now, markup=markup, number=number, finished=True
        )
    return case


async def in_hand(
    session: AsyncSession, expert: Speaker, *, now: datetime, after: datetime | None = None
) -> list[Case]:
    """The cases that a word of this expert may be about, those without an answer first.

    Those that were taken before `after`, or answered long ago, are left out.
    """
    if not expert.has(Role.EXPERT):
        return []
    mine = [c for c in await cases.held_by(session, expert.known_id) if not _is_settled(c, now)]
    wanted = [c for c in mine if after is None or (c.claimed_at and c.claimed_at > after)]
    return sorted(wanted, key=lambda case: case.status is CaseStatus.ANSWERED)


def _is_settled(case: Case, now: datetime) -> bool:
    answered = case.answered_at if case.status is CaseStatus.ANSWERED else None
    return answered is not None and now - answered > SETTLED


async def held(session: AsyncSession, expert: Speaker, case_id: int) -> Case:
    """The case, if this expert holds it now."""
    enrolling.require(expert, Role.EXPERT)
    case = await cases.found(session, case_id)
    if case is None or case.expert_id != expert.person_id:
        raise ButtonOutdated
    if case.status is CaseStatus.CLOSED:
        raise CaseFinished(number=case.number)
    return case


async def unanswered(session: AsyncSession, expert: Speaker, case_id: int) -> Case:
    """The same, if it is not answered: only such a case is given away."""
    case = await held(session, expert, case_id)
    if case.status is CaseStatus.ANSWERED:
        raise AlreadyAnswered(number=case.number)
    return case


async def _give_away(session: AsyncSession, expert: Speaker, case_id: int, **changes: Any) -> Case:
    await unanswered(session, expert, case_id)
    of, to = [CaseStatus.HELD], CaseStatus.WAITING
    return await _advance_held(
        session, expert, case_id, of=of, status=to, expert_id=None, **changes
    )


async def _advance_held(
    session: AsyncSession,
    expert: Speaker,
    case_id: int,
    *,
    of: Sequence[CaseStatus] = (CaseStatus.HELD, CaseStatus.ANSWERED),
    **changes: Any,
) -> Case:
    await held(session, expert, case_id)
    case = await cases.advance(session, case_id, of=of, holder=expert.person_id, **changes)
    if case is None:
        raise ButtonOutdated
    return case
