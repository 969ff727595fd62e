"""Every expected "no", one class each; the person's words are in texts/refusals/."""

import re
from typing import Any


class Refusal(Exception):
    """Something that cannot be done, for a reason the person can understand.

    Carries plain values, never rows: the undone transaction takes rows with it.
    """

    ends_talk = False  # whether going on with what was being filled in can only be refused again

    def __init__(self, **facts: Any) -> None:
        super().__init__(f"{type(self).__doc__} {facts or ''}")
        self.facts = facts

    @classmethod
    def moment(cls) -> str:
        """The name of the text."""
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        return f"refusals/{snake}"


class NotAllowed(Refusal):
    """The person's role does not cover this, or the thing is another village's or agency's."""


class NoVillage(Refusal):
    """A question belongs to a village, and this person serves none any more."""


class NeedsEnrolment(Refusal):
    """Only enrolled people can do this; a conversation of somebody who has left leads nowhere."""

    ends_talk = True


class ButtonOutdated(Refusal):
    """The button belongs to something that has moved on."""


class FileGone(Refusal):
    """The file of a button is not in the books' folder any more."""


class NoLongerAsked(Refusal):
    """What is being filled in is no longer asked of this person."""

    ends_talk = True


class AnswerChangedLate(Refusal):
    """An answer was edited when its paper was sent, or the field answered anew."""


class CaseAlreadyTaken(Refusal):
    """Another expert was faster."""


class CaseInHand(Refusal):
    """The expert has the case already."""


class OwnQuestion(Refusal):
    """Nobody answers a question of their own."""


class CaseClosed(Refusal):
    """The case is closed."""


class CaseFinished(Refusal):
    """The case is closed: its expert need do nothing more about it."""


class NotAnsweredYet(Refusal):
    """A case is finished only after it was answered."""


class AlreadyAnswered(Refusal):
    """An answered case is given to nobody else."""


class DraftUnfinished(Refusal):
    """Something written is not sent yet; it would be lost by beginning something else."""


class KindNotTaken(Refusal):
    """A sticker, a poll and the like cannot be handed on to the other side."""


class NothingWritten(Refusal):
    """There is nothing to send yet."""


class DraftFull(Refusal):
    """Nothing more fits into what is being written."""


class CodeNotValid(Refusal):
    """No open invitation has this code."""


class TooManyGuesses(Refusal):
    """Too many wrong codes in the last hour."""


class AccountTaken(Refusal):
    """The Telegram account already belongs to somebody else of the roster."""


class ContactNotOwn(Refusal):
    """The contact is somebody else's."""


class AnswerUnreadable(Refusal):
    """The answer to a field of a form cannot be taken over as it was written."""


class PaperIncomplete(Refusal):
    """Required fields of the report or evaluation have no answer yet."""


class PaperChanged(Refusal):
    """Somebody else changed the report or evaluation at the same moment."""


class ExtensionPending(Refusal):
    """More time was asked for already; the decision is still open."""


class NobodyDecides(Refusal):
    """Nobody who may grant more time has an account yet."""

    ends_talk = True


class SuggestionDecided(Refusal):
    """The suggestion was published, dismissed or merged already."""


class WrittenLate(Refusal):
    """The same, when a part of it was just written."""

    ends_talk = True


class PartNotTaken(Refusal):
    """What came is no words, or came before it was said what the words before are for."""


class EditNotTaken(Refusal):
    """What was written for a part was edited into what it cannot be; it stays as it was."""


class SuggestionChanged(Refusal):
    """The suggestion has changed since it was shown."""


class SuggestionIncomplete(Refusal):
    """Something that every entry of the books has is missing."""


class PersonalDataLeft(Refusal):
    """The words would tell everybody who somebody is."""


class DayNotTaken(Refusal):
    """The last day of an answer is no day, or is over."""
