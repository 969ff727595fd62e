"""What the books could not answer well is gathered: alike questions become one suggestion."""

import logging
from collections.abc import Awaitable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import casework
from clinic.routing import GENERAL
from clinic.wording import short
from clinic.zone import local
from knowledge import personal
from knowledge.deciding import Kind, decide
from knowledge.entries import LONGEST_QUESTION
from knowledge.library import Library
from knowledge.likeness import ALIKE, Groups
from knowledge.parting import Part, decide_each
from knowledge.personal import Names, masks_in
from knowledge.search import index_of
from knowledge.words import plain
from storage import answers, cases, observations, people, questions, suggestions, villages
from storage.cases import Case, Said
from storage.people import Speaker
from storage.statements import savepoint
from storage.suggestions import Suggestion, SuggestionStatus

logger = logging.getLogger(__name__)

SETTLED = timedelta(hours=1)  # by then somebody has chosen an answer, or said that it was enough
LEFT = timedelta(days=14)  # an answer that nobody has asked about since: few people close a case
MOST = 50  # at once: others write in between
MOST_ALSO, LONGEST_ALSO = 8, 120  # what joins a draft by itself must be read at a glance
LONGEST_TALK = 8_000
GOOD = 3  # stars: the answer of a case that was rated lower is no draft
# What was published answers by itself; who asks the same all the same needs something else.
JOINED = (SuggestionStatus.OPEN, SuggestionStatus.DISMISSED)


async def gathered(session: AsyncSession, *, now: datetime) -> dict[int, list[str]] | None:
    """The questions behind each suggestion; None where there is nothing to put to them."""
    closed, asked = await _unobserved(session, now=now, most=1)
    return await suggestions.gathering(session, *JOINED) if closed or asked else None


async def _unobserved(
    session: AsyncSession, *, now: datetime, most: int
) -> tuple[list[Case], list[tuple[int, int, datetime]]]:
    closed = await cases.unobserved(session, answered_before=now - LEFT, most=most)
    room = most - len(closed)
    return closed, await questions.unobserved(session, before=now - SETTLED, most=room)


async def take_notice(
    session: AsyncSession, library: Library, groups: Groups, *, now: datetime
) -> int:
    """Gather answered cases and unanswered questions, some at a time; how many were looked at."""
    closed, asked = await _unobserved(session, now=now, most=MOST)
    names = await known_names(session, library)
    gatherer = _Gatherer(session, library, names, groups, now)
    for case in closed:
        await cases.observe(session, case.known_id, now=now)
        await gatherer.safely(gatherer.take_case(case), case=case.known_id)
    for chat, first, at in asked:
        await questions.observe(session, chat, first, now=now)
        await gatherer.safely(gatherer.take_question(chat, first, at), question=first)
    return len(closed) + len(asked)


async def known_names(session: AsyncSession, library: Library) -> Names:
    """People of the roster; what the books say and what places are called is nobody's name."""
    places, index = await villages.words(session), index_of(library)
    return Names(await people.names(session), lambda word: word in places or index.knows(word))


@dataclass(frozen=True)
class _Gatherer:
    """Puts what was asked behind the suggestion that is most like it, or behind a new one."""

    session: AsyncSession
    library: Library
    names: Names
    groups: Groups
    now: datetime

    @property
    def today(self) -> date:
        return local(self.now).date()

    async def safely(self, work: Awaitable[None], **what: int) -> None:
        """One that cannot be gathered is left out: the others, and the next minute, go on."""
        try:
            async with savepoint(self.session):
                await work
        except Exception:
            logger.exception("observing.fault", extra=what)

    async def take_case(self, case: Case) -> None:
        """A delicate matter, wherever it was spoken of, is nobody's example; nor is a picture."""
        said = await cases.messages(self.session, case.known_id)
        asked = [message for message in said if message.said is Said.QUESTION]
        question, numbers = casework.words(asked), [message.message_id for message in asked]
        await observations.forget_question(self.session, case.asker_id, numbers)
        if not plain(question) or self._is_delicate(casework.words(said)):
            return
        answer = casework.words([message for message in said if message.said is Said.ANSWER])
        helped = case.rating is None or case.rating >= GOOD
        asker = {"person_id": case.asker_id, "village_id": case.village_id}
        row = {**asker, "case_id": case.id, "asked_at": case.opened_at}
        if published := await self._published(case, question):
            row = {**row, "told_at": self.now}
            await self._add(published.known_id, self._asked(question), "", row)
        else:
            await self._put(case.topic, question, answer if helped else "", row)

    async def _published(self, case: Case, question: str) -> Suggestion | None:
        """Where an answer was published from while the case was open: its expert told the asker.

        Whoever had read it and went to an expert all the same needs something else.
        """
        decision = decide(self.library, question, on=self.today)
        if case.beyond or decision.kind is not Kind.ANSWER:
            return None
        found = await suggestions.of_entry(self.session, decision.ranked[0].entry.id)
        came_later = found and found.decided_at and found.decided_at >= case.opened_at
        return found if came_later else None

    def _is_delicate(self, text: str) -> bool:
        each = decide_each(self.library, text, on=self.today)
        return any(part.decision.matter for part in each)

    async def take_question(self, chat: int, first: int, asked_at: datetime) -> None:
        """The case that came of a question tells more than the question."""
        session = self.session
        if await cases.message_at(session, chat, first):
            return
        words = "\n".join(text for _, text in await questions.recall(session, chat, first))
        judged = await answers.judgements(session, chat, first)
        asker = (await people.speakers(session, [chat])).get(chat)
        if asker and asker.person_id:  # gathered before, and judged otherwise since
            await observations.forget_question(session, asker.person_id, [first])
        row = {**_from(asker, first), "asked_at": asked_at}
        for part in _unanswered(decide_each(self.library, words, on=self.today), judged):
            if part.answer is None or part.answer in judged:
                await self._put(part.decision.topic or GENERAL, part.text, "", row)
            elif published := await suggestions.of_entry(session, part.answer):
                # The answer came after the question: its asker is one more who hears of it.
                await self._add(published.known_id, self._asked(part.text), "", row)

    async def _put(self, topic: str, question: str, answer: str, row: dict[str, Any]) -> None:
        asked = self._asked(question)
        number = await self._joined(asked)
        if number is None:
            draft = begun(self.library, topic, asked, on=self.today)
            made = {"topic": topic, "draft": draft, "opened_at": self.now}
            number = (await suggestions.add(self.session, **made)).known_id
        self.groups.add(number, asked)
        told = self._masked(answer)
        await self._add(number, asked, told, row)
        await self._enrich(number, asked, told)

    async def _joined(self, asked: str) -> int | None:
        """The suggestion that asks the same, if it is still where something can join it."""
        number = most_like(self.groups, asked)
        found = await suggestions.found(self.session, number) if number else None
        return number if found and found.status in JOINED else None

    async def _add(self, number: int, question: str, answer: str, row: dict[str, Any]) -> None:
        said = {"question": question, "answer": answer}
        await observations.add(self.session, suggestion_id=number, **said, **row)

    def _asked(self, question: str) -> str:
        """As it is compared and shown: masked, in one line."""
        return short(" ".join(self._masked(question).split()), LONGEST_QUESTION)

    def _masked(self, text: str) -> str:
        """In the lines as they were written, each without needless blanks."""
        masked = personal.mask(text[:LONGEST_TALK], self.names)
        return "\n".join(" ".join(line.split()) for line in masked.splitlines() if line.strip())

    async def _enrich(self, number: int, asked: str, answer: str) -> None:
        suggestion = await suggestions.found(self.session, number)
        assert suggestion is not None
        wordings = [asked] if len(asked) <= LONGEST_ALSO and not masks_in(asked) else []
        richer = enriched(suggestion.draft, wordings, answer)
        if richer != suggestion.draft:
            open_one = SuggestionStatus.OPEN
            await suggestions.change(self.session, suggestion, of=open_one, draft=richer)


def _from(asker: Speaker | None, first: int) -> dict[str, Any]:
    """A stranger's question counts, and nothing is kept of whose it was."""
    if asker is None:
        return {"person_id": None, "village_id": None}
    village = min(asker.villages(), default=None)
    return {"person_id": asker.person_id, "village_id": village, "first_id": first}


def _unanswered(parts: list[Part], judged: dict[str, bool | None]) -> Iterator[Part]:
    """The parts that were given no answer, or only such as were not enough."""
    good = {entry for entry, helped in judged.items() if helped is not False}
    for part in parts:
        if part.decision.matter or part.decision.kind is Kind.NONE:
            continue
        offered = {hit.entry.id for hit in part.decision.ranked}
        refused = judged.get(part.answer or "", False) is False
        if refused and not offered & good:
            yield part


def most_like(groups: Groups, question: str) -> int | None:
    """The number of the suggestion whose questions ask the same, if there is one."""
    nearest = groups.nearest(question)[:1]
    return next((number for alike, number in nearest if alike >= ALIKE), None)


def begun(library: Library, topic: str, question: str, *, on: date) -> dict[str, Any]:
    """The draft of an entry with this question; its topic of the books is that of the nearest."""
    ranked = decide(library, question, on=on).ranked
    own = [hit.entry for hit in ranked if hit.entry.expert_topic == topic]
    shelf = own or [entry for entry in library if entry.expert_topic == topic] or [*library]
    return {"topic": shelf[0].topic, "owner": shelf[0].owner, "question": question}


def enriched(
    draft: dict[str, Any], asked: Iterable[str], answer: str, *, most: int = MOST_ALSO
) -> dict[str, Any]:
    """With other ways of asking, and an expert's answer; what stands there already stays."""
    also: list[str] = draft.get("also", [])
    new = [one for one in dict.fromkeys(asked) if one not in [draft["question"], *also]]
    also = [*also, *new[: max(0, most - len(also))]]
    answered = {"answer": escape(answer, quote=False)} if answer and not draft.get("answer") else {}
    return {**draft, **answered, **({"also": also} if also else {})}
