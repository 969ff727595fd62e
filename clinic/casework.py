"""What both sides of a case share: its messages, their attachments, its journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, wording
from storage import journal, people
from storage.cases import Case, CaseMessage, Said
from storage.people import Role, Speaker

TO_VILLAGE = (Said.ANSWER, Said.ASKED_BACK)
MOST_SAID, LONGEST_SAID = 10, 300  # of a talk in one letter: messages, and units of each
NAMED = wording.LETTER - 100  # longer words fill a letter without the name of who said them
LONGEST_QUOTE = 2_500  # UTF-16 units of people's words inside a letter; the texts cut there


@dataclass(frozen=True)
class Part:
    """One message of a person, as it stands in Telegram."""

    chat_id: int
    message_id: int
    kind: str
    text: str = ""
    file_id: str | None = None


def words(parts: Sequence[Part | CaseMessage]) -> str:
    """What was written, without the attachments."""
    return "\n".join(part.text for part in parts if part.text)


def attached(parts: Sequence[Part | CaseMessage]) -> int:
    """How many of the parts are more than words."""
    return sum(part.kind != "text" for part in parts)


def told(parts: Sequence[Part | CaseMessage]) -> dict[str, Any]:
    """What a letter says of them; `above`: its beginning only, as the words went ahead whole."""
    return {"text": words(parts), "attachments": attached(parts), "above": is_long(parts)}


def is_long(parts: Sequence[Part | CaseMessage]) -> bool:
    """Whether the words are too long for a letter."""
    return wording.units(words(parts)) > LONGEST_QUOTE


async def hearers(session: AsyncSession, case: Case) -> list[Speaker]:
    """Who hears of the case in its village: the asker; after leaving, the other officials."""
    asker = await people.speaker_of(session, case.asker_id)
    if asker is not None and case.village_id in asker.villages():
        return [asker]
    officials = await people.with_role(session, Role.OFFICIAL)
    return [official for official in officials if case.village_id in official.villages()]


async def holder(session: AsyncSession, case: Case) -> Speaker | None:
    """The expert who holds the case, if that is an expert still."""
    expert = await people.speaker_of(session, case.expert_id) if case.expert_id else None
    return expert if expert is not None and expert.has(Role.EXPERT) else None


async def keep(
    session: AsyncSession,
    case: Case,
    author: Speaker,
    said: Said,
    parts: Sequence[Part],
    now: datetime,
) -> None:
    for part in parts:
        session.add(
            CaseMessage(
                case_id=case.known_id,
                author_id=author.known_id,
                said=said,
                kind=part.kind,
                text=part.text,
                chat_id=part.chat_id,
                message_id=part.message_id,
                file_id=part.file_id,
                said_at=now,
            )
        )
    await session.flush()


async def talk(session: AsyncSession, said: Sequence[CaseMessage]) -> list[tuple[str, str, str]]:
    """The newest messages of a case as a letter tells them: who, the words, the kind."""
    shown = said[-MOST_SAID:]
    names = {m.author_id: (await people.named(session, m.author_id)).name for m in shown}
    return [(names[m.author_id], m.text, m.kind) for m in shown]


async def names(session: AsyncSession, said: Sequence[CaseMessage]) -> dict[int, str]:
    """Who speaks in which chat."""
    return {m.chat_id: (await people.named(session, m.author_id)).name for m in said}


def is_cut(said: Sequence[CaseMessage]) -> bool:
    """Whether a letter cannot tell all of this talk."""
    return len(said) > MOST_SAID or any(wording.units(m.text) > LONGEST_SAID for m in said)


def untold(said: Sequence[CaseMessage], chat: int) -> list[CaseMessage]:
    """What the talk in a letter shows in part or not at all, and was not written in this chat."""
    told = said[-MOST_SAID:]
    whole = [m for m in told if m.kind == "text" and wording.units(m.text) <= LONGEST_SAID]
    return [message for message in said if message not in whole and message.chat_id != chat]


def pass_on(
    session: AsyncSession,
    chat_id: int,
    parts: Sequence[Part | CaseMessage],
    now: datetime,
    *,
    whole: bool = False,
    names: Mapping[int, str] | None = None,
) -> None:
    """Bring what the letter itself cannot hold: attachments, and words that are too long for it.

    The words are those that are stored: a copy would say what stands in Telegram now, also after
    an edit that came too late to count. `names` says whose they are, by chat.
    """
    whole = whole or is_long(parts)
    passed = [part for part in parts if whole or part.kind != "text"]
    for source, run in groupby(passed, key=lambda part: part.chat_id):
        said = [*run]
        for text in wording.sheets(part.text for part in said if whole and part.text):
            name = (names or {}).get(source) if wording.units(text) <= NAMED else None
            letters.send(session, chat_id, "case/words", now=now, text=text, name=name)
        if ids := [part.message_id for part in said if part.kind != "text"]:
            letters.copy(session, chat_id, source, ids, now=now, captions=False)


def record(
    session: AsyncSession, verb: str, case: Case, by: Speaker, now: datetime, **facts: Any
) -> None:
    journal.record(
        session, verb, by=by.person_id, at=now, case_id=case.id, village_id=case.village_id, **facts
    )
