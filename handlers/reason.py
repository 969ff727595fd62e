"""Reasons why reports go back, as a conversation keeps them until they are confirmed."""

from dataclasses import asdict

from aiogram.fsm.state import State, StatesGroup

from clinic.giving_back import Reason
from clinic.refusals import ButtonOutdated
from handlers.talk import Talk

MOST = 10


class Returning(StatesGroup):
    """What the village has to change is awaited."""

    giving_reason = State()


def unsent(talk: Talk) -> list[Reason]:
    """Those written and not confirmed: they outlive every conversation."""
    return [Reason(**kept) for kept in talk.remembered.get("reasons", [])]


def about(talk: Talk, report: int, version: int) -> Reason | None:
    """The one about this report as it was shown."""
    return next((one for one in unsent(talk) if one.place == (report, version)), None)


def awaited(talk: Talk) -> Reason | None:
    """The one that is being written now."""
    if talk.state != Returning.giving_reason.state:
        return None
    return about(talk, talk.data["report"], talk.data["version"])


def write(talk: Talk, reason: Reason) -> list[Reason]:
    """Let the words that come be this reason; those that are no longer kept because of it."""
    before = unsent(talk)
    talk.begin(Returning.giving_reason, report=reason.report, version=reason.version)
    keep(talk, reason)
    left = {one.place for one in unsent(talk)}
    return [one for one in before if one.place not in left]


def keep(talk: Talk, reason: Reason) -> None:
    others = [one for one in unsent(talk) if one.report != reason.report]
    talk.remember(reasons=[asdict(one) for one in [*others, reason][-MOST:]])


def forget(talk: Talk, reason: Reason) -> None:
    left = [one for one in unsent(talk) if one.report != reason.report]
    talk.remember(reasons=[asdict(one) for one in left])


def settle(talk: Talk, reason: Reason) -> None:
    """It was sent or thrown away; who was writing it no longer is."""
    here = awaited(talk)
    if here and here.report == reason.report:
        talk.leave()
    forget(talk, reason)
    talk.remember(settled=_name(reason.report, reason.version))


def pressed(talk: Talk, report: int, version: int) -> Reason | None:
    """The reason of a button; None for one more tap on what the last tap has settled."""
    found = about(talk, report, version)
    if found is None and talk.remembered.get("settled") != _name(report, version):
        raise ButtonOutdated(about="reason")
    return found


def _name(report: int, version: int) -> str:
    return f"reason-{report}-{version}"
