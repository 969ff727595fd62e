"""A question was edited: what the books say to it now takes the place of what they had said."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, casework, letters
from clinic.casework import Part
from clinic.zone import local
from knowledge.deciding import Kind
from knowledge.library import Library
from knowledge.parting import Part as Asked
from knowledge.parting import decide_each
from storage import answers, cases, questions, screens
from storage.people import Speaker


async def keep(session: AsyncSession, person: Speaker, message_id: int, text: str) -> None:
    """The new wording is what an expert would read."""
    await questions.reword(session, person.telegram_id, message_id, text)


async def reword(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    message_id: int,
    text: str,
    *,
    now: datetime,
) -> None:
    """Keep the new wording; who corrects a slip that made no difference is not written to again.

    A command is no question. With an expert the question is a case: there the new wording is told,
    and nothing is answered.
    """
    chat = person.telegram_id
    first = await questions.first(session, chat, message_id)
    if first is None or text.startswith("/"):
        return
    before = await questions.recall(session, chat, first)
    await keep(session, person, message_id, text)
    if await cases.message_at(session, chat, message_id) is not None:
        return
    after = [(number, text if number == message_id else words) for number, words in before]
    said, says = (_decided(library, chat, words, now) for words in (before, after))
    if _tells_nothing_new(says, said):
        return
    await _replace(session, person, library, says, first, now)


async def _replace(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    says: Sequence[Asked],
    question: int,
    now: datetime,
) -> None:
    """One reply is edited where that is seen; else the new ones stand below, without the old.

    What was answered to the old wording was read, but is no answer to the new one.
    """
    chat, new = person.telegram_id, answering.keys(says, question)
    old = await screens.standing(session, chat, answering.replies(question))
    in_place = old == new and len(new) == 1 and await letters.is_lowest(session, chat, new[0])
    await questions.unobserve(session, chat, question)
    await answers.set_apart(session, chat, question)
    for name in [] if in_place else old:
        letters.remove(session, chat, name, now=now)
    answering.reply(session, person, library, says, question, now=now, in_place=in_place)


def differs(library: Library, before: str, after: str, *, now: datetime) -> bool:
    """Whether the books say something else to the new words."""
    said, says = (decide_each(library, words, on=local(now).date()) for words in (before, after))
    return not _tells_nothing_new(says, said)


def _decided(
    library: Library, chat: int, said: Sequence[tuple[int, str]], now: datetime
) -> list[Asked]:
    parts = [Part(chat, number, "text", words) for number, words in said]
    return decide_each(library, casework.words(parts), on=local(now).date())


def _tells_nothing_new(says: Sequence[Asked], said: Sequence[Asked]) -> bool:
    stands = [_outcome(one) for one in said]
    asks_nothing = all(one.decision.kind is Kind.NONE for one in says)
    return asks_nothing or all(_outcome(one) in stands for one in says)


def _outcome(one: Asked) -> tuple[object, ...]:
    """What tells two replies apart."""
    offered = [entry.id for entry, _score in one.decision.candidates]
    decision = one.decision
    passed_on = (decision.topic, decision.ended) if decision.kind is Kind.EXPERT else None
    return decision.kind, one.answer or offered, passed_on, decision.matter
