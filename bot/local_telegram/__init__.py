"""The Bot API on loopback, with people to talk to: the bot's home when there is no token."""

from .calls import Call, CallLog
from .faults import Fault, Faults
from .group import Group
from .limits import Limits
from .person import Person
from .refusals import Impossible
from .rooms import Account
from .telegram import LocalTelegram
from .wire import Upload
from .world import Tap

__all__ = [
    "Account",
    "Call",
    "CallLog",
    "Fault",
    "Faults",
    "Group",
    "Impossible",
    "Limits",
    "LocalTelegram",
    "Person",
    "Tap",
    "Upload",
]
