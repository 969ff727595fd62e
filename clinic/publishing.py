"""Who hears of the growth of the books: the owner of what many want, and who asked for it.

And the owner of what was approved here, when the files say otherwise since.
"""

from datetime import datetime

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, routing, showing, suggestion_buttons
from clinic.suggestion_lists import told
from clinic.zone import local
from knowledge.editions import Edition, overruled
from knowledge.entries import Entry
from knowledge.library import Library
from storage import answers, editions, journal, observations, people, suggestions
from storage.outbox import Urgency
from storage.suggestions import Counted, Suggestion

WANTED = 2  # villages: one alone has been answered by its expert


async def approved(session: AsyncSession) -> list[Edition]:
    """Everything that was, in its order."""
    return [Edition(row.data, row.base) for row in await editions.everything(session)]


async def call_owners(session: AsyncSession, *, now: datetime) -> int:
    """Tell those who decide what several villages want, each suggestion once; how many letters."""
    tasks: dict[int, list[Counted]] = {}
    for row in await suggestions.unrung(session, villages=WANTED):
        topic, agency = row.suggestion.topic, row.suggestion.draft["owner"]
        owners = await routing.owners(session, topic, agency)
        for owner in owners:
            tasks.setdefault(owner.telegram_id, []).append(row)
        if owners:
            await suggestions.mark(session, row.suggestion.known_id, rung_at=now)
    for chat, rows in tasks.items():
        letters.send(
            session,
            chat,
            "suggest/wanted",
            now=now,
            markup=suggestion_buttons.to_suggestions(),
            urgency=Urgency.BULK,
            rows=[told(row) for row in rows],
        )
    return len(tasks)


async def tell_askers(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """Whoever asked for what was published is given the answer once; how many letters.

    The books in use must have it as it was approved last, or as the files say otherwise since:
    the buttons under it lead there.
    """
    made = 0
    for suggestion in await suggestions.published(session):
        entry = library.get(suggestion.entry or "")
        if entry is None or not entry.is_valid(local(now).date()):
            continue
        last = await editions.newest(session, entry.id)
        if last and (last.overruled_at or entry.answer == last.data["answer"]):
            made += await _tell(session, library, suggestion, entry, now=now)
    return made


async def tell_overruled(session: AsyncSession, library: Library, *, now: datetime) -> int:
    """What was approved and reads otherwise in the files since: its owners hear so once."""
    made = 0
    for entry in overruled(library, await approved(session)):
        if await editions.overrule(session, entry.id, now=now):
            made += await _tell_owners(session, entry, library.get(entry.id), now=now)
    return made


async def _tell_owners(
    session: AsyncSession, entry: Entry, used: Entry | None, *, now: datetime
) -> int:
    owners = await routing.owners(session, entry.expert_topic, entry.owner)
    for owner in owners:
        letters.send(
            session,
            owner.telegram_id,
            "books/overruled",
            now=now,
            markup=suggestion_buttons.overruled(entry.id) if used else None,
            urgency=Urgency.BULK,
            question=entry.question,
            approved=Markup(entry.answer),
            used=Markup(used.answer) if used else None,
        )
    return len(owners)


async def _tell(
    session: AsyncSession, library: Library, suggestion: Suggestion, entry: Entry, *, now: datetime
) -> int:
    """All askers but those who have this very wording: they were told of a correction, or found it.

    Who has decided on it needs no letter, either.
    """
    seen = await observations.untold(session, suggestion.known_id)
    await observations.tell(session, [one.known_id for one in seen], now=now)
    told_now = 0
    for number in sorted({one.person_id for one in seen if one.person_id}):
        asker = await people.speaker_of(session, number)
        if asker is None or asker.unreachable or number == suggestion.decided_by:
            continue
        if not await answers.has(session, asker.telegram_id, entry.id, entry.answer):
            showing.bring(session, asker, library, entry, "books/answered", now=now, settled=False)
            told_now += 1
    journal.record(session, "answer.published", by=None, at=now, entry=entry.id, told=told_now)
    return told_now
