"""The bot answers a pressed button."""

from .markup import units
from .methods import method
from .refusals import bad_request
from .wire import Parameters
from .world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: World, p: Parameters) -> bool:
    tap = world.taps.get(p.text("callback_query_id"))
    if tap is None or tap.answered or tap.expires <= world.clock().timestamp():
        raise bad_request(TOO_OLD)
    if units(p.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answered = True
    tap.text = p.text("text")
    tap.show_alert = p.flag("show_alert")
    tap.url = p.text("url")
    world.keep("tap", tap.id)
    if room := world.rooms.get(tap.room):
        room.bell.ring()
    return True
