"""Which experts hear of a case, and what their cards say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, letters
from clinic.casework import Part
from storage import agencies, cases, outbox, people, villages
from storage.cases import Case, CaseStatus
from storage.people import Role, Speaker

GENERAL = "klinik_program"  # the programme's secretariat takes what no field covers


def card(case: Case) -> str:
    """The name under which every expert's card of a case can be edited."""
    return f"card:{case.id}"


async def topics_for(session: AsyncSession, expert: Speaker) -> set[str]:
    """The waiting topics this expert may answer: the one rule of cards, /antrean and taking."""
    experts = await _reachable(session)
    return {
        topic
        for topic in await cases.waiting_topics(session)
        if topic in expert.topics() or expert.known_id in _answering(experts, topic)
    }


async def eligible(session: AsyncSession, case: Case) -> list[Speaker]:
    """The reachable experts who may answer the case; nobody answers a question of their own."""
    experts = await _reachable(session)
    may = _answering(experts, case.topic) - {case.asker_id}
    return [expert for expert in experts if expert.known_id in may]


async def _reachable(session: AsyncSession) -> list[Speaker]:
    return [e for e in await people.with_role(session, Role.EXPERT) if not e.unreachable]


async def experts_of(session: AsyncSession, topic: str) -> list[Speaker]:
    """The reachable experts who have this topic, and nobody in their stead."""
    return [expert for expert in await _reachable(session) if topic in expert.topics()]


async def owners(session: AsyncSession, topic: str, agency: str) -> list[Speaker]:
    """Who answers for what the books say: experts of the field, of this agency where it has some.

    Where nobody has the field, the keepers of the clinic.
    """
    experts = await experts_of(session, topic)
    named = await agencies.called(session, agency)
    return _of_agency(experts, named) or experts or await people.with_role(session, Role.KEEPER)


def _of_agency(experts: Sequence[Speaker], named: int | None) -> list[Speaker]:
    """Those who are experts for this agency."""
    if named is None:
        return []
    return [
        expert
        for expert in experts
        if any(duty.role is Role.EXPERT and duty.agency_id == named for duty in expert.duties)
    ]


def _answering(experts: list[Speaker], topic: str) -> set[int]:
    """Who has the topic; where nobody has, who has the general one; or else everybody."""
    for wanted in (topic, GENERAL):
        found = {expert.known_id for expert in experts if wanted in expert.topics()}
        if found:
            return found
    return {expert.known_id for expert in experts}


async def call_experts(
    session: AsyncSession, case: Case, *, now: datetime, but: int | None = None
) -> None:
    """A fresh card for every eligible expert; if there is none, the province is told."""
    await _retire_cards(session, case, now)
    called = await _first_called(session, case, but=but)
    facts = await facts_of(session, case)
    markup = buttons.take(case.known_id, case.version)
    for expert in called:
        letters.send(
            session,
            expert.telegram_id,
            "desk/card",
            now=now,
            key=card(case),
            markup=markup,
            **facts,
        )
    if not called:
        await _tell_province(session, facts, now)


async def _first_called(session: AsyncSession, case: Case, *, but: int | None) -> list[Speaker]:
    """The eligible ones; of them those of the agency whose answer has ended, where it has some.

    The others find the case in /antrean.
    """
    called = [expert for expert in await eligible(session, case) if expert.telegram_id != but]
    named = await agencies.called(session, case.owner) if case.owner else None
    return _of_agency(called, named) or called


async def renew_cards(session: AsyncSession, case: Case, *, now: datetime) -> None:
    """A waiting case has changed: its cards say so, and their buttons are of today."""
    facts, markup = await facts_of(session, case), buttons.take(case.known_id, case.version)
    called = {expert.telegram_id for expert in await eligible(session, case)}
    for chat in called.intersection(await outbox.chats_with(session, card(case))):
        letters.send(session, chat, "desk/card", now=now, edit=card(case), markup=markup, **facts)


async def _retire_cards(session: AsyncSession, case: Case, now: datetime) -> None:
    for chat in await outbox.chats_with(session, card(case)):
        letters.send(
            session,
            chat,
            "desk/moved_on",
            now=now,
            edit=card(case),
            markup=buttons.NO_BUTTONS,
            number=case.number,
        )


async def _tell_province(session: AsyncSession, facts: dict[str, Any], now: datetime) -> None:
    for person in await people.with_role(session, Role.PROVINCE, Role.KEEPER):
        letters.send(session, person.telegram_id, "desk/nobody", now=now, **facts)


async def tell_taken(session: AsyncSession, case: Case, expert: Speaker, *, now: datetime) -> None:
    """The taker's card gets the desk's buttons, the others say who took it, the village knows."""
    for chat in await outbox.chats_with(session, card(case)):
        if chat != expert.telegram_id:
            letters.send(
                session,
                chat,
                "desk/taken",
                now=now,
                edit=card(case),
                markup=buttons.NO_BUTTONS,
                number=case.number,
                holder=expert.name,
            )
    await show_held(session, case, expert, now=now)
    await _tell_talk(session, case, expert, now)
    facts = {"expert": expert.name, "position": expert.position}
    await tell_village(session, case, "case/expert_found", now=now, **facts)


async def is_card(session: AsyncSession, case: Case, chat: int, message_id: int) -> bool:
    """Whether this message is the card of the case in this chat."""
    return await outbox.message_id(session, chat, card(case)) == message_id


async def bring_in_sight(
    session: AsyncSession, case: Case, expert: Speaker, *, now: datetime
) -> None:
    """Who took the case elsewhere than on its card finds the card below what hides it."""
    chat = expert.telegram_id
    if not await letters.is_lowest(session, chat, card(case)):
        letters.remove(session, chat, card(case), now=now)
        await show_held(session, case, expert, now=now, anew=True)


async def show_held(
    session: AsyncSession,
    case: Case,
    expert: Speaker,
    *,
    now: datetime,
    clear: bool = False,
    anew: bool = False,
) -> None:
    """The expert's card says how far the case is, and offers what can be done now."""
    closed, answered = case.status is CaseStatus.CLOSED, case.status is CaseStatus.ANSWERED
    markup = buttons.NO_BUTTONS if closed else buttons.held(case.known_id, answered=answered)
    facts = await facts_of(session, case) | await _added(session, case)
    if closed or answered:
        facts["due_at"] = None
    letters.send(
        session,
        expert.telegram_id,
        "desk/held",
        now=now,
        key=card(case) if anew else None,
        edit=None if anew else card(case),
        markup=markup,
        state=case.status.value,
        rating=case.rating,
        clear=clear,
        **facts,
    )


async def _added(session: AsyncSession, case: Case) -> dict[str, Any]:
    """What a card keeps saying where it cannot hold all: the addition that became the card.

    The earlier words stand above it.
    """
    said = await cases.messages(session, case.known_id)
    said = [message for message in said if message.said not in casework.TO_VILLAGE]
    since = case.claimed_at or case.opened_at
    if not casework.is_long(said) or said[-1].said_at <= since:
        return {"added": False}
    newest = [message for message in said if message.said_at == said[-1].said_at]
    attachments = casework.attached(newest)
    return {"added": True, "question": casework.words(newest), "attachments": attachments}


async def tell_village(
    session: AsyncSession, case: Case, moment: str, *, now: datetime, **facts: Any
) -> None:
    """Whoever waits for an answer in the village hears what became of the case."""
    for hearer in await casework.hearers(session, case):
        letters.send(session, hearer.telegram_id, moment, now=now, number=case.number, **facts)


async def _tell_talk(session: AsyncSession, case: Case, expert: Speaker, now: datetime) -> None:
    """What an earlier expert said, in its place in the talk, and what does not fit a letter."""
    said = await cases.messages(session, case.known_id)
    chat, spoken = expert.telegram_id, any(m.said in casework.TO_VILLAGE for m in said)
    if spoken:
        talk = await casework.talk(session, said)
        letters.send(session, chat, "desk/talk", now=now, number=case.number, talk=talk)
    parts = [Part(m.chat_id, m.message_id, m.kind, m.text) for m in said if m.chat_id != chat]
    cut = spoken and casework.is_cut(said)
    names = await casework.names(session, said) if cut else {}
    casework.pass_on(session, chat, parts, now, whole=cut, names=names)


async def release(session: AsyncSession, *, now: datetime) -> None:
    """Cases in hand of somebody who is no expert any more wait again; the village hears nothing.

    An answered case stays as it is: the village can close it, and asking again frees it.
    """
    experts = {expert.person_id for expert in await people.holders(session, Role.EXPERT)}
    for left in await cases.held_by_others(session, experts):
        case = await cases.advance(
            session,
            left.known_id,
            of=[CaseStatus.HELD],
            status=CaseStatus.WAITING,
            expert_id=None,
        )
        if case is not None:
            await call_experts(session, case, now=now)


async def facts_of(session: AsyncSession, case: Case) -> dict[str, Any]:
    """What a card or a list says about a case."""
    village = await villages.named(session, case.village_id)
    messages = await cases.messages(session, case.known_id)
    return {
        "number": case.number,
        "village": village.name,
        "district": village.district,
        "regency": village.regency,
        "topic": case.topic,
        "urgent": case.urgent,
        "beyond": case.beyond,
        "ended": case.owner,
        "question": casework.words([m for m in messages if m.said not in casework.TO_VILLAGE]),
        "attachments": casework.attached(messages),
        "due_at": case.due_at,
    }
