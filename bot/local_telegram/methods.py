"""The list of methods a bot may call, each with the parameters it takes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from .refusals import Refusal, bad_request
from .wire import Parameters
from .world import World

Run = Callable[[World, Parameters], Any]


class Method(NamedTuple):
    """A method of the Bot API as it is spelled, its parameters and what it does."""

    name: str
    parameters: frozenset[str]
    run: Run


METHODS: dict[str, Method] = {}
SENDING = "chat_id message_thread_id disable_notification protect_content reply_parameters "
MARKED = "parse_mode caption caption_entities show_caption_above_media "


def method(name: str, parameters: str = "") -> Callable[[Run], Run]:
    def register(run: Run) -> Run:
        METHODS[name.lower()] = Method(name, frozenset(parameters.split()), run)
        return run

    return register


def method_named(name: str) -> Method:
    if found := METHODS.get(name.lower()):
        return found
    raise Refusal(404, "Not Found: method not found")


def check_known(found: Method, p: Parameters) -> None:
    """Refuse a parameter that the method does not take; Telegram itself would overlook it."""
    if unknown := p.values.keys() - found.parameters:
        names = ", ".join(sorted(unknown))
        raise bad_request(f"{found.name} takes no parameter {names}")
