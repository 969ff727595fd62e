"""Reasons, as a conversation keeps them until they are confirmed."""

from dataclasses import asdict
from typing import Any

from aiogram.fsm.state import State, StatesGroup

from clinic.buttons import CallbackData
from clinic.extending import ExtensionReason
from clinic.giving_back import ReturnReason
from clinic.reasons import Reason
from clinic.refusals import ButtonOutdated
from handlers.talk import Kept, Talk
from storage.reminders import Task

MOST = 10


class Explaining(StatesGroup):
    """What the village has to change is awaited, or why more time is needed."""

    giving_reason = State()


def unsent(talk: Talk) -> list[Reason]:
    """Those written and not confirmed: they outlive every conversation."""
    return [_restored(kept) for kept in talk.remembered.get("reasons", [])]


def _restored(kept: Kept) -> Reason:
    if "report" in kept:
        return ReturnReason(**kept)
    return ExtensionReason(**{**kept, "task": Task(kept["task"])})


def about(talk: Talk, place: tuple[Any, ...]) -> Reason | None:
    """The one about this thing as it was shown."""
    return next((one for one in unsent(talk) if one.place == place), None)


def awaited(talk: Talk) -> Reason | None:
    """The one that is being written now."""
    if talk.state != Explaining.giving_reason.state:
        return None
    return about(talk, tuple(talk.data["place"]))


def is_awaited(talk: Talk, reason: Reason) -> bool:
    here = awaited(talk)
    return here is not None and here.place == reason.place


def write(talk: Talk, reason: Reason) -> list[Reason]:
    """Let the words that come be this reason; those that are no longer kept because of it."""
    before = unsent(talk)
    talk.begin(Explaining.giving_reason, place=reason.place)
    keep(talk, reason)
    left = {one.place for one in unsent(talk)}
    return [one for one in before if one.place not in left]


def keep(talk: Talk, reason: Reason) -> None:
    others = [one for one in unsent(talk) if one.thing != reason.thing]
    talk.remember(reasons=[asdict(one) for one in [*others, reason][-MOST:]])


def forget(talk: Talk, reason: Reason) -> None:
    left = [one for one in unsent(talk) if one.thing != reason.thing]
    talk.remember(reasons=[asdict(one) for one in left])


def settle(talk: Talk, reason: Reason) -> None:
    """It was sent or thrown away; who was writing it no longer is."""
    here = awaited(talk)
    if here and here.thing == reason.thing:
        talk.leave()
    forget(talk, reason)
    talk.remember(settled=_name(reason.place))


def pressed(talk: Talk, press: CallbackData) -> Reason | None:
    """The reason of a button; None for one more tap on what the last tap has settled."""
    place = tuple(value for _, value in press)
    found = about(talk, place)
    if found is None and talk.remembered.get("settled") != _name(place):
        raise ButtonOutdated(about="reason" if hasattr(press, "report") else "extension")
    return found


def _name(place: tuple[Any, ...]) -> str:
    return "-".join(["reason", *map(str, place)])
