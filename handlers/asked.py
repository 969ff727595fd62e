"""The last questions somebody asked: each of them may still be brought to an expert."""

from aiogram.types import Message

from handlers import draft
from handlers.draft import Kept
from handlers.talk import Talk

MOST = 5


def remember(talk: Talk, message: Message, topic: str | None) -> None:
    """Keep a question with the topic that was found for it."""
    fresh = {"part": draft.part_of(message), "topic": topic}
    talk.remember(questions=[*_questions(talk), fresh][-MOST:])


def recalled(talk: Talk, message_id: int) -> Kept | None:
    """The question of that message; None when it was forgotten over newer ones."""
    return next((one for one in _questions(talk) if _is(one, message_id)), None)


def reword(talk: Talk, message: Message) -> None:
    """A question was edited: its new wording counts, and its topic is to be found anew."""
    if recalled(talk, message.message_id):
        others = [one for one in _questions(talk) if not _is(one, message.message_id)]
        talk.remember(questions=[*others, {"part": draft.part_of(message), "topic": None}])


def _questions(talk: Talk) -> list[Kept]:
    questions: list[Kept] = talk.remembered.get("questions", [])
    return questions


def _is(question: Kept, message_id: int) -> bool:
    return bool(question["part"]["message_id"] == message_id)
