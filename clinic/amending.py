"""An edited message of a case: both wordings are kept, and the other side hears of it."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import casework, consulting, danger, desk, letters, routing
from knowledge.library import Library
from storage import cases
from storage.cases import Case, CaseMessage, CaseStatus, Said
from storage.people import Speaker


async def amend(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    chat_id: int,
    message_id: int,
    text: str,
    *,
    now: datetime,
) -> bool:
    """Take over the new wording; False where there is none, or it comes too late and is told so."""
    message = await cases.message_at(session, chat_id, message_id)
    if message is None or message.text == text or message.author_id != person.person_id:
        return False
    case = await session.get_one(Case, message.case_id)
    if message.said not in casework.TO_VILLAGE:
        await consulting.of_village(session, person, case.known_id)
        if case.status is CaseStatus.CLOSED:
            letters.send(session, person.telegram_id, "case/too_late", now=now, number=case.number)
            return False
    elif not desk.is_held(case, person):
        desk.refuse_late(session, person, case, now=now)
        return False
    message.earlier = [*message.earlier, message.text]
    message.text = text
    was_urgent = case.urgent
    if message.said not in casework.TO_VILLAGE:
        await _read_again(session, person, library, case, message, now)
    if case.status is CaseStatus.WAITING:
        rings = case.urgent and not was_urgent  # an edited card would ring with nobody
        show = routing.call_experts if rings else routing.renew_cards
        await show(session, case, now=now)
    await _tell(session, person, case, message, now)
    return True


async def _read_again(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    case: Case,
    message: CaseMessage,
    now: datetime,
) -> None:
    """What the village asks now, and whether it has become a matter of danger."""
    asked = [m for m in await cases.messages(session, case.known_id) if m.said is Said.QUESTION]
    case.question = casework.words(asked)
    if matter := danger.came_up(library, message.earlier[-1], message.text):
        danger.hasten(case, now=now)
        danger.advise(session, person, matter, now=now)


async def _tell(
    session: AsyncSession, person: Speaker, case: Case, message: CaseMessage, now: datetime
) -> None:
    long = casework.is_long([message])
    for reader in await _readers(session, case, message):
        chat = reader.telegram_id
        if long:
            letters.send(session, chat, "case/words", now=now, text=message.text, name=None)
        letters.send(
            session,
            chat,
            "case/amended",
            now=now,
            number=case.number,
            name=person.name,
            before=message.earlier[-1],
            urgent=case.urgent,
            text=message.text,
            above=long,
        )


async def _readers(session: AsyncSession, case: Case, message: CaseMessage) -> list[Speaker]:
    """Who is told that a message has changed: the side that did not write it."""
    if message.said in casework.TO_VILLAGE:
        return await casework.hearers(session, case)
    expert = await casework.holder(session, case)
    return [expert] if expert else []
