"""What both sides of a case share: its messages, their attachments, its journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, wording
from storage import journal
from storage.cases import Case, CaseMessage, Said
from storage.people import Speaker

LONGEST_QUOTE = 2_500  # UTF-16 units of people's words inside a letter; the texts cut there


@dataclass(frozen=True)
class Part:
    """One message of a person, as it stands in Telegram."""

    chat_id: int
    message_id: int
    kind: str
    text: str = ""
    file_id: str | None = None


def words(parts: Sequence[Part]) -> str:
    """What was written, without the attachments."""
    return "\n".join(part.text for part in parts if part.text)


def attached(parts: Sequence[Part]) -> int:
    """How many of the parts are more than words."""
    return sum(part.kind != "text" for part in parts)


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


def pass_attachments(
    session: AsyncSession, chat_id: int, parts: Sequence[Part], now: datetime
) -> None:
    """Copy what the letter itself cannot hold: attachments, and words that are too long for it."""
    whole = wording.units(words(parts)) > LONGEST_QUOTE
    sources: dict[int, list[int]] = {}
    for part in parts:
        if whole or part.kind != "text":
            sources.setdefault(part.chat_id, []).append(part.message_id)
    for source, ids in sources.items():
        letters.copy(session, chat_id, source, ids, now=now)


def record(
    session: AsyncSession, verb: str, case: Case, by: Speaker, now: datetime, **facts: Any
) -> None:
    journal.record(
        session, verb, by=by.person_id, at=now, case_id=case.id, village_id=case.village_id, **facts
    )
