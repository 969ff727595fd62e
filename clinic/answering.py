"""A question meets the books: what is answered, offered, or passed on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, casework, danger, letters, showing
from clinic.answer_buttons import Listed
from clinic.casework import Part
from clinic.enrolling import may_ask
from clinic.refusals import ButtonOutdated
from clinic.routing import GENERAL
from clinic.zone import local
from knowledge.deciding import LIMITS, MOST_CANDIDATES, NEIGHBOUR, Decision, Kind, decide
from knowledge.entries import Entry
from knowledge.library import Library
from knowledge.parting import Part as Asked
from knowledge.parting import decide_each
from knowledge.words import Matter
from storage import answers, journal, questions
from storage.people import Speaker

Spot = dict[str, Any]  # the name of a message to come, or of the one to write in its place

MOST_OTHERS = 5  # offered where an answer was not enough
MOST_ANSWERS = 3  # at once: each costs a villager data


def ask(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    asked: Sequence[Part],
    *,
    now: datetime,
) -> None:
    """Answer from the books as far as they go; of several questions each by itself."""
    message_id = asked[0].message_id
    each = decide_each(library, casework.words(asked), on=local(now).date())
    said = [(part.message_id, part.text) for part in asked]
    questions.keep(session, person.telegram_id, said, now=now)
    for one in each:
        _record(session, person, one.decision, now)
    reply(session, person, library, each, message_id, now=now)


def replies(question: int) -> str:
    """What the names of all replies to a question begin with."""
    return f"reply:{question}:"


def keys(each: Sequence[Asked], question: int) -> list[str]:
    """Names of the messages that reply to what one question asks."""
    answered = len(_answered(each))
    return [f"{replies(question)}{nth}" for nth in range(answered + (answered < len(each)))]


def _answered(each: Sequence[Asked]) -> list[Asked]:
    return [one for one in each if one.answer][:MOST_ANSWERS]


def reply(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    each: Sequence[Asked],
    question: int,
    *,
    now: datetime,
    in_place: bool = False,
) -> None:
    """What the books say to each; `in_place`: of the one reply that stands there."""
    spots: list[Spot] = [{"edit" if in_place else "key": name} for name in keys(each, question)]
    if len(each) == 1:
        _reply(session, person, library, each[0].decision, question, now, spots[0])
    else:
        _reply_each(session, person, library, each, question, now, spots)


def _record(session: AsyncSession, person: Speaker, decision: Decision, now: datetime) -> None:
    journal.record(
        session,
        f"asked.{decision.kind}",
        by=person.person_id,
        at=now,
        entries=[entry.id for entry, _score in decision.candidates],
        topic=decision.topic,
    )


def _reply_each(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    each: Sequence[Asked],
    question: int,
    now: datetime,
    spots: Sequence[Spot],
) -> None:
    """The first answers as they are; what has none, or would be one too many, in one letter."""
    answered = _answered(each)
    for one, spot in zip(answered, spots, strict=False):
        _reply(session, person, library, one.decision, question, now, spot)
    if rest := [one for one in each if one not in answered]:
        likely = [one.decision for one in rest if one.decision.kind is not Kind.EXPERT]
        near = [entry for decision in likely for entry, _score in decision.candidates]
        offered = showing.listed([*dict.fromkeys(near)][:MOST_OTHERS])
        texts = [one.text for one in rest]
        _offer(session, person, "ask/rest", offered, question, now, asked=texts, **spots[-1])


def _reply(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    decision: Decision,
    question: int,
    now: datetime,
    spot: Spot,
) -> None:
    match decision.kind:
        case Kind.ANSWER:
            entry = decision.ranked[0].entry
            showing.give(session, person, entry, question, now=now)
            showing.show(session, person, library, entry, now=now, question=question, **spot)
        case Kind.CLARIFY:
            offered = showing.listed([entry for entry, _score in decision.candidates])
            _offer(session, person, "ask/candidates", offered, question, now, **spot)
        case Kind.EXPERT if decision.matter:
            _take_care(session, person, decision.matter, question, now, spot)
        case Kind.EXPERT:
            topic = letters.topic_name(decision.topic or GENERAL)
            owner = decision.ended.owner if decision.ended else None
            told = {"topic": topic, "owner": owner, **spot}
            _offer(session, person, "ask/unsure", [], question, now, **told)
        case Kind.NONE if decision.strange and may_ask(person):
            _offer(session, person, "ask/strange", [], question, now, **spot)
        case Kind.NONE:
            about = {"markup": answer_buttons.by_topic(), **spot}
            letters.send(session, person.telegram_id, "ask/small_talk", now=now, **about)


async def recall(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    question: int,
    *,
    now: datetime,
    beyond: str | None = None,
) -> tuple[list[Part], str | None]:
    """What was asked with this message, as it reads now, and its topic where one is found.

    Of several questions that of the one this entry (`beyond`) has answered, or of the first one
    without an answer: it is what an expert is for.
    """
    chat = person.telegram_id
    said = await questions.recall(session, chat, question)
    parts = [Part(chat, number, "text", text) for number, text in said]
    each = decide_each(library, casework.words(parts), on=local(now).date())
    meant = [one for one in each if one.answer == beyond]  # None: those without an answer
    return parts, [*meant, *each][0].decision.topic


class Place(NamedTuple):
    """Where a text belongs, as well as it can be told; `owner`: of the answer that has ended."""

    topic: str
    urgent: bool
    owner: str | None


def place(library: Library, text: str, *, now: datetime) -> Place:
    """The expert topic of a text, its urgency, and whose answer to it is past its date."""
    decision = decide(library, text, on=local(now).date())
    urgent = decision.matter is not None and decision.matter.urgent
    owner = decision.ended.owner if decision.ended else None
    return Place(decision.topic or GENERAL, urgent, owner)


async def judge(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry_id: str,
    *,
    helped: bool,
    question: int | None,
    edit: int,
    now: datetime,
    long: bool = False,
    brought: bool = False,
) -> None:
    """The person says whether the answer was enough; whoever says otherwise later is believed.

    `long`: it was read in its long form, `brought`: in a letter of its own; either stays.
    """
    entry = library.get(entry_id)
    if entry is None or helped:  # whom one that has ended did not help goes on to an expert
        entry = showing.valid_entry(library, entry_id, local(now).date())
    chat = person.telegram_id
    if question is not None and entry_id not in await answers.judgements(session, chat, question):
        raise ButtonOutdated  # the question was edited since, and something else stands there
    answers.judge(session, chat, question, entry.id, helped, now=now)
    verb = "answer.helped" if helped else "answer.not_enough"
    journal.record(session, verb, by=person.person_id, at=now, entry=entry.id)
    if helped and brought:
        showing.settle(session, person, library, entry, edit=edit, now=now)
    elif helped:
        where: dict[str, Any] = {"question": question, "edit": edit, "long": long}
        showing.show(session, person, library, entry, now=now, settled=True, **where)
    else:
        if question is not None:  # also hours later: it is gathered anew
            await questions.unobserve(session, chat, question)
        await _offer_others(session, person, library, entry, question, edit, now)


async def _offer_others(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry: Entry,
    question: int | None,
    edit: int,
    now: datetime,
) -> None:
    """In the place of an answer that was not enough: what else may have been meant."""
    chat, on, near, refused = person.telegram_id, local(now).date(), list[Entry](), {entry.id}
    if question is not None:
        refused |= await answers.refused(session, chat, question)
        asked = await questions.recall(session, chat, question)
        each = decide_each(library, "\n".join(text for _id, text in asked), on=on)
        meant = [one for one in each if one.answer == entry.id]
        near = _nearest([*meant, *each][0].decision, refused)
    others = dict.fromkeys([*near, *showing.related(library, entry, on)])
    offered = showing.listed([other for other in others if other.id not in refused][:MOST_OTHERS])
    letters.send(
        session,
        chat,
        "ask/not_enough",
        now=now,
        edit=edit,
        markup=answer_buttons.others(entry.id, offered, question, expert=may_ask(person)),
        questions=[words for _id, words in offered],
        may_ask=may_ask(person),
    )


def _nearest(decision: Decision, refused: set[str]) -> list[Entry]:
    """The entries that come nearest to a question, without those that were not enough."""
    if decision.matter or not decision.ranked:
        return []
    near_enough = min(LIMITS.clarify, NEIGHBOUR * decision.ranked[0].score)
    near = [hit.entry for hit in decision.ranked if hit.score >= near_enough]
    return [entry for entry in near if entry.id not in refused][:MOST_CANDIDATES]


def _take_care(
    session: AsyncSession,
    person: Speaker,
    matter: Matter,
    question: int,
    now: datetime,
    spot: Spot,
) -> None:
    asks = may_ask(person)
    markup = answer_buttons.candidates([], question, expert=asks)
    danger.advise(session, person, matter, now=now, markup=markup, may_ask=asks, **spot)


def _offer(
    session: AsyncSession,
    person: Speaker,
    moment: str,
    offered: Listed,
    question: int,
    now: datetime,
    **facts: Any,
) -> None:
    """What may have been meant, and the way to an expert for whom that is open."""
    letters.send(
        session,
        person.telegram_id,
        moment,
        now=now,
        markup=answer_buttons.candidates(offered, question, expert=may_ask(person)),
        questions=[words for _id, words in offered],
        may_ask=may_ask(person),
        **facts,
    )
