"""What may be meant otherwise than it would be taken: kept aside until the person has said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, consulting, desk, draft_buttons, enrolling, letters
from handlers import asked, draft, parts
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.cases import Case
from storage.people import Role, Speaker

MOST = 3  # cases that are offered; an expert, who may hold many, is offered more
MOST_HELD = 8


async def ask(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    part: Kept,
    library: Library,
    *,
    now: datetime,
    going_on: Kept | None = None,
) -> bool:
    """Ask, in one message for all that comes, what it is for; False if there is nothing to ask.

    It may answer an expert who asked back, be an expert's word for a case in hand, go on with a
    draft that was forgotten, or be new.
    """
    after = asked.since(talk, now=now)
    about = await _choices(session, person, now=now, after=after, going_on=going_on)
    if about is None:
        return False
    chat = person.telegram_id
    kept = next((one for one in talk.drafts if one["purpose"] == draft.UNDECIDED), None)
    draft.warn(session, person, library, kept, part, now)
    if kept is None:
        kept = draft.made(draft.UNDECIDED, part["message_id"], [part], now=now, **about)
        talk.put(kept)
        draft.post(session, chat, kept, now=now)
    else:
        await draft.gather(session, chat, talk, {**kept, **about}, part, now=now)
    return True


async def _choices(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    after: datetime | None = None,
    going_on: Kept | None = None,
) -> Kept | None:
    """What it may be for, as the question keeps it; None if there is nothing to choose."""
    waiting = await consulting.awaiting_reply(session, person, after=after)
    in_hand = await desk.in_hand(session, person, now=now, after=after)
    all_cases, all_held = _besides(going_on, waiting), _besides(going_on, in_hand)
    cases, held = all_cases[:MOST], all_held[:MOST_HELD]
    offered = [*cases, *held]
    if not offered and going_on is None:
        return None
    return {
        "cases": cases,
        "held": held,
        "others": len(all_cases) + len(all_held) > len(offered),
        "number": offered[0][1] if len(offered) == 1 else None,
        "going_on": going_on and going_on["id"],
        "label": going_on and draft_buttons.name(going_on["purpose"], going_on.get("number")),
        "note": None,
    }


def is_stale(talk: Talk, kept: Kept) -> bool:
    """Whether the draft that it offers to go on with was sent or thrown away."""
    return bool(kept["going_on"]) and talk.draft_of(kept["going_on"]) is None


async def ask_again(
    session: AsyncSession, person: Speaker, talk: Talk, kept: Kept, library: Library, now: datetime
) -> None:
    """Without the draft that is gone; where nothing is left to choose, it is a question."""
    about = await _choices(session, person, now=now)
    if about is not None:
        kept = {**kept, **about, "note": "gone"}
        talk.put(kept)
        await draft.show_again(session, person.telegram_id, kept, now=now)
    elif await take_as_question(session, person, talk, kept["parts"], library, now):
        settle(session, person, talk, kept, now)


async def take_as_question(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    sent: Sequence[Kept],
    library: Library,
    now: datetime,
) -> bool:
    """Words meet the books, anything else begins a question; False where that must wait."""
    if not parts.attached(sent):
        answering.ask(session, person, library, parts.for_case(sent), now=now)
        return True
    if person.has(Role.EXPERT) and not person.has(Role.OFFICIAL):
        letters.send(session, person.telegram_id, "desk/which_case", now=now)
        return False
    enrolling.require(person, Role.OFFICIAL)
    about = {"topic": None, "beyond": None, **await consulting.placed(session, person)}
    number = sent[0]["message_id"]
    draft.warn(session, person, library, None, {"text": parts.words(sent)}, now)
    return await draft.begin(session, person, talk, "question", number, now=now, sent=sent, **about)


def settle(session: AsyncSession, person: Speaker, talk: Talk, kept: Kept, now: datetime) -> None:
    """It was said: what follows stands below, so the question is taken away."""
    chat = person.telegram_id
    letters.remove(session, chat, draft.key(chat, kept), now=now)
    draft.settle(talk, kept)


def _besides(going_on: Kept | None, found: Sequence[Case]) -> list[list[Any]]:
    """Id and number of these cases, without the one that the forgotten draft belongs to."""
    gone_on = going_on and going_on.get("case")
    return [[case.known_id, case.number] for case in found if case.known_id != gone_on]
