"""What was gathered goes to its case: a question, an addition, an answer, a question back."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, casework, consulting, desk, letters
from clinic.refusals import ButtonOutdated, CaseClosed, NotAllowed, NothingWritten
from handlers import draft, parts
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.cases import Case, CaseStatus
from storage.people import Speaker

MOST_LATE = 5  # sendings whose albums may still be incomplete


async def deliver(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    kept: Kept,
    library: Library,
    now: datetime,
) -> None:
    """Send what was gathered, and tell its writer what becomes of it."""
    if not parts.words(kept["parts"]).strip() and not parts.attached(kept["parts"]):
        raise NothingWritten
    try:
        case = await _carry_out(session, person, kept, library, now)
    except (NotAllowed, CaseClosed) as no:  # it stays written: the person hears the way out
        raise type(no)(**no.facts, unfinished=True) from no
    chat = person.telegram_id
    draft.close(session, chat, kept, now=now)
    letters.send(
        session,
        chat,
        f"draft/{kept['purpose']}_sent",
        now=now,
        number=case.number,
        due_at=case.due_at,
        topic=library.expert_topic(case.topic).name,
        heard=bool(await casework.hearers(session, case)),
        waiting=case.status is CaseStatus.WAITING,
    )
    draft.settle(talk, kept)
    if albums := parts.albums(kept["parts"]):  # more of their pictures may come, to handlers/late
        late = {"case": case.id, "purpose": kept["purpose"], "albums": albums}
        talk.remember(late=[*talk.remembered.get("late", []), late][-MOST_LATE:])


async def _carry_out(
    session: AsyncSession, person: Speaker, kept: Kept, library: Library, now: datetime
) -> Case:
    sent = parts.for_case(kept["parts"])
    match kept["purpose"]:
        case "question":
            place = answering.place(library, casework.words(sent), now=now)
            village = kept["village"]
            if village is None:  # not yet chosen: the button that was pressed is no longer there
                raise ButtonOutdated
            if not place.urgent:  # else it goes to those who can help, whatever was asked first
                place = place._replace(topic=kept["topic"] or place.topic)
            beyond = kept.get("beyond")
            return await consulting.open_case(
                session, person, village, sent, now=now, beyond=beyond, **place._asdict()
            )
        case "addition":
            urgent = answering.place(library, casework.words(sent), now=now).urgent
            return await consulting.add(session, person, kept["case"], sent, now=now, urgent=urgent)
        case "asked_back":
            return await desk.ask_back(session, person, kept["case"], sent, now=now)
        case _:
            return await desk.answer(session, person, kept["case"], sent, now=now)
