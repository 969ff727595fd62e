"""Which experts hear of a case, and what their cards say."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, casework, letters
from clinic.casework import Part
from storage import cases, outbox, people, villages
from storage.cases import Case, CaseMessage
from storage.people import Role, Speaker

GENERAL = "klinik_program"  # the programme's secretariat takes what no field covers


def card(case: Case) -> str:
    """The name under which every expert's card of a case can be edited."""
    return f"card:{case.id}"


async def eligible(session: AsyncSession, topic: str) -> list[Speaker]:
    """Reachable experts of the topic; of the general topic, or all, when it has none."""
    experts = [e for e in await people.with_role(session, Role.EXPERT) if not e.unreachable]
    for wanted in (topic, GENERAL):
        found = [expert for expert in experts if wanted in expert.topics()]
        if found:
            return found
    return experts


async def call_experts(
    session: AsyncSession, case: Case, *, now: datetime, but: int | None = None
) -> None:
    """A fresh card for every eligible expert; if there is none, the province is told."""
    await _retire_cards(session, case, now)
    called = [e for e in await eligible(session, case.topic) if e.telegram_id != but]
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
    """The taker's card gets the desk's buttons, the others say who took it, the asker knows."""
    facts = await facts_of(session, case)
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
    letters.send(
        session,
        expert.telegram_id,
        "desk/held",
        now=now,
        edit=card(case),
        markup=buttons.held(case.known_id),
        **facts,
    )
    await copy_attachments(session, case, expert.telegram_id, now=now)
    await _tell_asker(session, case, expert, now)


async def _tell_asker(session: AsyncSession, case: Case, expert: Speaker, now: datetime) -> None:
    asker = await people.speaker_of(session, case.asker_id)
    if asker is not None:
        letters.send(
            session,
            asker.telegram_id,
            "case/expert_found",
            now=now,
            number=case.number,
            expert=expert.name,
            position=expert.position,
        )


async def copy_attachments(
    session: AsyncSession, case: Case, chat_id: int, *, now: datetime
) -> None:
    """Pass on what was said in other chats and does not fit the card."""
    said = [m for m in await cases.messages(session, case.known_id) if m.chat_id != chat_id]
    parts = [Part(m.chat_id, m.message_id, m.kind, m.text) for m in said]
    casework.pass_attachments(session, chat_id, parts, now)


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
        "question": case.question,
        "attachments": attached(messages),
        "due_at": case.due_at,
    }


def attached(messages: list[CaseMessage]) -> int:
    return sum(message.kind != "text" for message in messages)
