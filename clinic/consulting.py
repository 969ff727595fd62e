"""The village's side of a case: open it, add to it, say that it is clear, rate the answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, danger, enrolling, letters, routing
from clinic.casework import Part
from clinic.refusals import ButtonOutdated, CaseClosed, NotAllowed, NothingWritten
from clinic.zone import local
from storage import cases, counters, villages
from storage.cases import OPEN, Case, CaseStatus, Said
from storage.people import Role, Speaker


async def open_case(
    session: AsyncSession,
    person: Speaker,
    village_id: int,
    parts: Sequence[Part],
    *,
    now: datetime,
    topic: str,
    urgent: bool = False,
    beyond: str | None = None,
    owner: str | None = None,
) -> Case:
    """A question becomes a case of the village and goes to the experts of its topic.

    `beyond`: the question of the books whose answer was read before, and was not enough; `owner`:
    the agency whose answer to it is past its date, and whose experts are called first.
    """
    enrolling.require(person, Role.OFFICIAL)
    if village_id not in person.villages():
        raise NotAllowed
    if not parts:
        raise NothingWritten
    about = {"topic": topic, "urgent": urgent, "beyond": beyond, "owner": owner}
    case = await _new_case(session, person, village_id, parts, now, about)
    await casework.keep(session, case, person, Said.QUESTION, parts, now)
    casework.record(session, "case.opened", case, person, now, topic=topic)
    await routing.call_experts(session, case, now=now)
    return case


async def _new_case(
    session: AsyncSession,
    person: Speaker,
    village_id: int,
    parts: Sequence[Part],
    now: datetime,
    about: dict[str, Any],
) -> Case:
    year = local(now).year
    number = await counters.following(session, f"case:{year}")
    case = Case(
        number=f"K-{year}-{number:05d}",
        village_id=village_id,
        asker_id=person.known_id,
        question=casework.words(parts),
        opened_at=now,
        due_at=danger.due(now, urgent=about["urgent"]),
        **about,
    )
    session.add(case)
    await session.flush()
    return case


async def add(
    session: AsyncSession,
    person: Speaker,
    case_id: int,
    parts: Sequence[Part],
    *,
    now: datetime,
    urgent: bool = False,
) -> Case:
    """An official of the village adds to an open case; it is again the expert's turn.

    `urgent`: it tells of danger, and the case is among the first from now on.
    """
    if not parts:
        raise NothingWritten
    before = await of_village(session, person, case_id)
    holder = await casework.holder(session, before)
    has_left = before.expert_id is not None and holder is None
    case = await cases.advance(
        session,
        case_id,
        of=OPEN,
        status=CaseStatus.HELD if holder else CaseStatus.WAITING,
        expert_id=holder.person_id if holder else None,
    )
    if case is None:
        raise CaseClosed(number=before.number)
    rings = urgent and not case.urgent  # an edited card would ring with nobody
    if urgent:
        danger.hasten(case, now=now)
    await casework.keep(session, case, person, Said.ADDITION, parts, now)
    casework.record(session, "case.added", case, person, now)
    if holder is not None:
        _pass_on(session, case, holder, person, parts, now)
    elif has_left or rings:
        await routing.call_experts(session, case, now=now)
    else:
        await routing.renew_cards(session, case, now=now)
    return case


def _pass_on(
    session: AsyncSession,
    case: Case,
    holder: Speaker,
    author: Speaker,
    parts: Sequence[Part],
    now: datetime,
) -> None:
    """What was added becomes the expert's card of the case: only the newest has buttons."""
    chat, card = holder.telegram_id, routing.card(case)
    letters.change_buttons(session, chat, card, buttons.NO_BUTTONS, now=now)
    casework.pass_on(session, chat, parts, now)
    letters.send(
        session,
        chat,
        "desk/added",
        now=now,
        key=card,
        markup=buttons.held(case.known_id),
        number=case.number,
        name=author.name,
        urgent=case.urgent,
        **casework.told(parts),
    )


async def is_clear(
    session: AsyncSession, person: Speaker, case_id: int, version: int, *, now: datetime
) -> Case:
    """The village says that the answer is enough."""
    await of_village(session, person, case_id)
    case = await cases.advance(
        session,
        case_id,
        of=[CaseStatus.ANSWERED],
        version=version,
        status=CaseStatus.CLOSED,
        closed_at=now,
    )
    if case is None:
        raise ButtonOutdated
    casework.record(session, "case.clear", case, person, now)
    await _tell_holder(session, case, now, clear=True)
    return case


async def _tell_holder(
    session: AsyncSession, case: Case, now: datetime, *, clear: bool = False
) -> None:
    """The expert finds it on their card, without a message of its own."""
    expert = await casework.holder(session, case)
    if expert is not None:
        await routing.show_held(session, case, expert, now=now, clear=clear)


async def rate(
    session: AsyncSession, person: Speaker, case_id: int, stars: int, *, now: datetime
) -> Case:
    """One rating of 1 to 5 for a closed case; silence is never turned into one."""
    case = await of_village(session, person, case_id)
    if not 1 <= stars <= 5 or not await cases.rate(session, case_id, stars, now=now):
        raise ButtonOutdated
    casework.record(session, "case.rated", case, person, now, stars=stars, expert=case.answered_by)
    await _tell_holder(session, case, now)
    return case


async def of_village(session: AsyncSession, person: Speaker, case_id: int) -> Case:
    """The case, if this person speaks for its village; the same refusal if it does not exist."""
    enrolling.require(person, Role.OFFICIAL)
    case = await cases.found(session, case_id)
    if case is None or case.village_id not in person.villages():
        raise NotAllowed
    return case


async def awaiting_reply(
    session: AsyncSession, person: Speaker, *, after: datetime | None = None
) -> list[Case]:
    """Cases in which an expert asked this person back and has no reply, the latest asked first.

    Those that were asked before `after` are left out.
    """
    if not person.in_talks:
        return []
    asked = await cases.awaiting_village(session, person.villages())
    numbers = [number for number, at in asked if after is None or at >= after]
    found = [await cases.found(session, number) for number in numbers]
    return [case for case in found if case and await _hears(session, person, case)]


async def _hears(session: AsyncSession, person: Speaker, case: Case) -> bool:
    hearers = await casework.hearers(session, case)
    return person.telegram_id in {hearer.telegram_id for hearer in hearers}


async def placed(
    session: AsyncSession, person: Speaker, village: int | None = None
) -> dict[str, Any]:
    """The village of a question, and those to choose from where this official has several."""
    mine = person.villages()
    if len(mine) > 1:
        return {"village": village, "villages": await villages_of(session, person)}
    return {"village": next(iter(mine), None), "villages": []}


async def villages_of(session: AsyncSession, person: Speaker) -> list[tuple[int, str]]:
    """Ids and names of the villages this official speaks for."""
    found = await villages.those(session, person.villages())
    return [(village.known_id, village.name) for village in found]
