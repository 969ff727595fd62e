"""Cases as people see them: lists, one case in full, the question for a rating."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, enrolling, leafing, letters, routing
from clinic.buttons import AskAgain, Buttons, Rows, SendWhole, ShowCase, TakeListed
from clinic.leafing import LeafCases, LeafWaiting
from clinic.refusals import NotAllowed
from clinic.zone import local
from storage import agencies, cases, people
from storage.cases import OPEN, Case, CaseMessage, CaseStatus, Said
from storage.people import Role, Speaker

STATES = {
    CaseStatus.WAITING: "menunggu praktisi",
    CaseStatus.HELD: "sedang ditangani",
    CaseStatus.ANSWERED: "sudah dijawab",
    CaseStatus.CLOSED: "selesai",
}


async def waiting(
    session: AsyncSession,
    expert: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """The cases that wait for this expert, the most urgent first, each with its button."""
    enrolling.require(expert, Role.EXPERT)
    topics = await routing.topics_for(session, expert)
    most = leafing.needed(page)
    found = await cases.waiting(session, topics, most=most, but=expert.person_id)
    leaf, shown = leafing.leaf(found, page)
    rows: Rows = [[_taking(case, leaf.page)] for case in shown]
    facts = [await routing.facts_of(session, case) for case in shown]
    letters.send(
        session,
        expert.telegram_id,
        "desk/waiting",
        now=now,
        edit=edit,
        markup=buttons.inline([*rows, leaf.buttons(LeafWaiting)]),
        cases=facts,
        place=leaf.page + 1,
    )


def _taking(case: Case, page: int) -> tuple[str, TakeListed]:
    listed = TakeListed(case=case.known_id, version=case.version, page=page)
    return f"✋ Ambil {case.number}", listed


async def mine(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
    unsent: Sequence[Buttons] = (),
) -> None:
    """The expert's cases in hand, the village's and the mentored villages' cases."""
    enrolling.require(person, Role.OFFICIAL, Role.EXPERT, Role.COORDINATOR)
    leaf, shown = leafing.leaf(await _concerning(session, person, page, now), page)
    rows: Rows = [
        [(f"{case.number} · {STATES[case.status]}", ShowCase(case=case.known_id))] for case in shown
    ]
    letters.send(
        session,
        person.telegram_id,
        "case/list",
        now=now,
        edit=edit,
        markup=buttons.inline([*rows, leaf.buttons(LeafCases), *unsent]),
        cases=[(case.number, STATES[case.status], case.question) for case in shown],
        place=leaf.page + 1,
        unfinished=bool(unsent),
    )


async def _concerning(
    session: AsyncSession, person: Speaker, page: int, now: datetime
) -> list[Case]:
    """What this person has to do with, as many as are needed for a page."""
    most, held = leafing.needed(page), list[Case]()
    if person.has(Role.EXPERT):
        held = await cases.held_by(session, person.known_id, most=most)
    watched = person.villages() | await _mentored(session, person, now)
    others = await cases.of_villages(session, watched, most=most) if watched else []
    return [*{case.known_id: case for case in [*held, *others]}.values()]


async def show(
    session: AsyncSession,
    person: Speaker,
    case_id: int,
    *,
    edit: int | None,
    now: datetime,
    whole: bool = False,
) -> None:
    """One case with what was said, and what this person can do about it.

    With `whole`, what the view shows only in part follows below it.
    """
    case = await cases.found(session, case_id)
    if case is None or not await _may_see(session, person, case, now):
        raise NotAllowed
    said, chat = await cases.messages(session, case_id), person.telegram_id
    untold = casework.untold(said, chat)
    if whole:
        names = await casework.names(session, untold)
        casework.pass_on(session, chat, untold, now, whole=True, names=names)
    letters.send(
        session,
        chat,
        "case/shown",
        now=now,
        edit=edit,
        markup=_what_now(person, case, untold=0 if whole else len(untold)),
        state=STATES[case.status],
        talk=await casework.talk(session, said),
        open=case.status in OPEN,
        rating=case.rating,
        **await routing.facts_of(session, case),
    )


async def ask_rating(
    session: AsyncSession, person: Speaker, case: Case, *, edit: int, now: datetime
) -> None:
    """The answer stays where it is; below it, five numbers.

    One that a letter cannot hold is not shown again: the numbers come in a letter of their own.
    """
    long = casework.is_long(await _last_answer(session, case))
    chat, markup = person.telegram_id, buttons.rating(case.known_id, below=not long)
    if not long:
        await _show_answer(session, person, case, "rating", markup=markup, edit=edit, now=now)
        return
    letters.change_buttons(session, chat, edit, buttons.NO_BUTTONS, now=now)
    letters.send(
        session, chat, "rate/please", now=now, markup=markup, number=case.number, finished=False
    )


async def thank(
    session: AsyncSession,
    person: Speaker,
    case: Case,
    *,
    stars: int,
    below: bool,
    edit: int,
    now: datetime,
) -> None:
    """A word of thanks; an answer above it stays readable."""
    markup = buttons.NO_BUTTONS
    if below:
        await _show_answer(
            session, person, case, "rated", markup=markup, edit=edit, stars=stars, now=now
        )
        return
    letters.send(
        session,
        person.telegram_id,
        "rate/thanks",
        now=now,
        edit=edit,
        markup=markup,
        number=case.number,
        stars=stars,
    )


async def _show_answer(
    session: AsyncSession,
    person: Speaker,
    case: Case,
    settled: str,
    *,
    markup: dict[str, Any],
    edit: int,
    now: datetime,
    stars: int = 0,
) -> None:
    answer = await _last_answer(session, case)
    expert = await people.named(session, case.answered_by or 0)
    letters.send(
        session,
        person.telegram_id,
        "case/answered",
        now=now,
        edit=edit,
        markup=markup,
        number=case.number,
        expert=expert.name,
        position=expert.position,
        settled=settled,
        stars=stars,
        **casework.told(answer),
    )


async def _last_answer(session: AsyncSession, case: Case) -> list[CaseMessage]:
    """With what came late for it."""
    said, since = await cases.messages(session, case.known_id), case.answered_at or case.opened_at
    return [message for message in said if message.said is Said.ANSWER and message.said_at >= since]


def _what_now(person: Speaker, case: Case, *, untold: int) -> dict[str, Any]:
    rows = _verbs(person, case)["inline_keyboard"]
    label = f"📎 Kirim selengkapnya ({untold} pesan)"
    more = buttons.inline([[(label, SendWhole(case=case.known_id))]] if untold else [])
    return {"inline_keyboard": [*rows, *more["inline_keyboard"]]}


def _verbs(person: Speaker, case: Case) -> dict[str, Any]:
    number = case.known_id
    if case.status is CaseStatus.CLOSED:
        return buttons.NO_BUTTONS
    if case.expert_id == person.person_id:
        return buttons.held(number, answered=case.status is CaseStatus.ANSWERED)
    if case.village_id not in person.villages():
        return buttons.NO_BUTTONS
    if case.status is CaseStatus.ANSWERED:
        return buttons.answered(number, case.version)
    return buttons.inline([[("➕ Tambah keterangan", AskAgain(case=number))]])


async def _may_see(session: AsyncSession, person: Speaker, case: Case, now: datetime) -> bool:
    if case.village_id in person.villages() or person.has(Role.PROVINCE):
        return True
    if person.person_id is not None and case.expert_id == person.person_id:
        return person.has(Role.EXPERT)
    return case.village_id in await _mentored(session, person, now)


async def _mentored(session: AsyncSession, person: Speaker, now: datetime) -> set[int]:
    mine = person.agencies()
    return await agencies.mentored_by(session, mine, on=local(now).date()) if mine else set()
