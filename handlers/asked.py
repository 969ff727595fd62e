"""What somebody asked: the last questions may still be brought to an expert."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from aiogram.types import Message

from handlers import parts
from handlers.talk import Kept, Talk

MOST = 5
ASKING = timedelta(minutes=10)  # so long, who has said that they ask is not asked what they mean


def expect(talk: Talk, *, now: datetime) -> None:
    """The person has just said that they have a question."""
    talk.remember(asking_since=now.isoformat())


def since(talk: Talk, *, now: datetime) -> datetime | None:
    """Since when it is clear that they ask, if it still is."""
    said = talk.remembered.get("asking_since")
    at = datetime.fromisoformat(said) if said else None
    return at if at and now - at <= ASKING else None


def remember(talk: Talk, sent: Sequence[Kept], topic: str | None) -> None:
    """Keep a question, of one or more messages, with the topic that was found for it."""
    talk.remember(questions=[*_questions(talk), {"parts": [*sent], "topic": topic}][-MOST:])


def recalled(talk: Talk, message_id: int) -> Kept | None:
    """The question with that message; None when it was forgotten over newer ones."""
    return next((one for one in _questions(talk) if _has(one, message_id)), None)


def reword(talk: Talk, message: Message) -> None:
    """A question was edited: its new wording counts, and its topic is to be found anew."""
    question = recalled(talk, message.message_id)
    if question:
        others = [one for one in _questions(talk) if one is not question]
        sent = parts.merged(question["parts"], [parts.part_of(message)])
        talk.remember(questions=[*others, {"parts": sent, "topic": None}])


def _questions(talk: Talk) -> list[Kept]:
    questions: list[Kept] = talk.remembered.get("questions", [])
    return questions


def _has(question: Kept, message_id: int) -> bool:
    return any(part["message_id"] == message_id for part in question["parts"])
