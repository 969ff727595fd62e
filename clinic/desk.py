"""The expert's side of a case: take it, write about it, hand it back or on, finish it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, enrolling, letters, routing
from clinic.casework import Part
from clinic.refusals import ButtonOutdated, CaseAlreadyTaken, CaseClosed, NothingWritten, Refusal
from storage import cases, people
from storage.cases import Case, CaseStatus, Said
from storage.people import Role, Speaker


async def take(
    session: AsyncSession, expert: Speaker, case_id: int, version: int, *, now: datetime
) -> Case:
    """Give a waiting case to the expert who was first; the other cards and the asker are told."""
    enrolling.require(expert, Role.EXPERT)
    case = await cases.advance(
        session,
        case_id,
        of=[CaseStatus.WAITING],
        status=CaseStatus.HELD,
        expert_id=expert.person_id,
        claimed_at=now,
    )
    if case is None:
        raise await _why_not_taken(session, case_id)
    casework.record(session, "case.taken", case, expert, now)
    await routing.tell_taken(session, case, expert, now=now)
    return case


async def _why_not_taken(session: AsyncSession, case_id: int) -> Refusal:
    case = await cases.found(session, case_id)
    if case is None or case.expert_id is None:
        return ButtonOutdated()
    if case.status is CaseStatus.CLOSED:
        return CaseClosed(number=case.number)
    holder = await people.named(session, case.expert_id)
    return CaseAlreadyTaken(number=case.number, holder=holder.name)


async def answer(
    session: AsyncSession,
    expert: Speaker,
    case_id: int,
    parts: Sequence[Part],
    *,
    asking_back: bool = False,
    now: datetime,
) -> Case:
    """The holder writes to the asker: an answer, or a question back."""
    if not parts:
        raise NothingWritten
    changes: dict[str, Any] = {"expert_id": expert.person_id}
    if not asking_back:
        changes = {
            "status": CaseStatus.ANSWERED,
            "answered_at": now,
            "answered_by": expert.person_id,
        }
    case = await _advance_held(session, expert, case_id, **changes)
    said = Said.ASKED_BACK if asking_back else Said.ANSWER
    await casework.keep(session, case, expert, said, parts, now)
    casework.record(session, f"case.{said}", case, expert, now)
    asker = await people.speaker_of(session, case.asker_id)
    if asker is not None:
        casework.pass_attachments(session, asker.telegram_id, parts, now)
        markup = (
            buttons.asked_back(case_id) if asking_back else buttons.answered(case_id, case.version)
        )
        moment = "case/asked_back" if asking_back else "case/answered"
        letters.send(
            session,
            asker.telegram_id,
            moment,
            now=now,
            markup=markup,
            number=case.number,
            text=casework.words(parts),
            attachments=casework.attached(parts),
            expert=expert.name,
            position=expert.position,
            settled=None,
            stars=0,
        )
    return case


async def hand_back(session: AsyncSession, expert: Speaker, case_id: int, *, now: datetime) -> Case:
    """The holder gives the case back; the other experts are called."""
    case = await _advance_held(session, expert, case_id, status=CaseStatus.WAITING, expert_id=None)
    casework.record(session, "case.handed_back", case, expert, now)
    await routing.call_experts(session, case, now=now, but=expert.telegram_id)
    return case


async def pass_on(
    session: AsyncSession, expert: Speaker, case_id: int, topic: str, *, now: datetime
) -> Case:
    """The holder passes the case to the experts of another topic."""
    case = await _advance_held(
        session, expert, case_id, status=CaseStatus.WAITING, expert_id=None, topic=topic
    )
    casework.record(session, "case.passed_on", case, expert, now, topic=topic)
    await routing.call_experts(session, case, now=now, but=expert.telegram_id)
    return case


async def finish(session: AsyncSession, expert: Speaker, case_id: int, *, now: datetime) -> Case:
    """The holder closes an answered case; the asker may rate it."""
    case = await _advance_held(
        session, expert, case_id, of=[CaseStatus.ANSWERED], status=CaseStatus.CLOSED, closed_at=now
    )
    casework.record(session, "case.finished", case, expert, now)
    asker = await people.speaker_of(session, case.asker_id)
    if asker is not None:
        markup = buttons.rating(case_id, below=False)
        letters.send(
            session, asker.telegram_id, "rate/please", now=now, markup=markup, number=case.number
        )
    return case


async def held(session: AsyncSession, expert: Speaker, case_id: int) -> Case:
    """The case, if this expert holds it now."""
    enrolling.require(expert, Role.EXPERT)
    case = await cases.found(session, case_id)
    if case is None or case.expert_id != expert.person_id:
        raise ButtonOutdated
    if case.status is CaseStatus.CLOSED:
        raise CaseClosed(number=case.number)
    return case


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
