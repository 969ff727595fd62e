"""The keyboards a bot may hang under a message, checked as Telegram checks them."""

from typing import Any

from .markup import PROTOCOL, units
from .refusals import bad_request
from .wire import Json, Parameters

ACTIONS = {
    "callback_data",
    "url",
    "web_app",
    "copy_text",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
}
MOST_BUTTONS = 100


def inline_keyboard(p: Parameters) -> Json | None:
    """The checked inline keyboard of an edit, or None when it takes the keyboard away."""
    markup = reply_markup(p, private=True)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup and markup["inline_keyboard"] else None


def reply_markup(p: Parameters, *, private: bool) -> Json | None:
    markup = p.nested("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": checked_rows(markup["inline_keyboard"], check_inline_button)}
    if "keyboard" in markup:
        return checked_keyboard(markup, private)
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    raise bad_request("can't parse reply keyboard markup JSON object")


def checked_rows(rows: Any, check: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: expected an Array of Arrays")
    if not all(rows):
        raise bad_request("REPLY_MARKUP_INVALID")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[check(button) for button in row] for row in rows]


def check_inline_button(button: Any) -> Json:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(wrong + "expected an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(wrong + 'Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    given = [name for name in ACTIONS if button.get(name) not in (None, "")]
    if not given:
        raise bad_request(wrong + "Text buttons are unallowed in the inline keyboard")
    if len(given) > 1:
        raise bad_request(wrong + "exactly one action must be specified")
    check_action(given[0], button[given[0]], button["text"])
    return button


def check_action(name: str, value: Any, label: str) -> None:
    if name == "callback_data" and not 1 <= len(str(value).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if name == "url" and not PROTOCOL.match(str(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if name == "copy_text" and not 1 <= units(str(value.get("text", ""))) <= 256:
        raise bad_request(f"copy text of the button '{label}' must be 1-256 characters")


def checked_keyboard(markup: Json, private: bool) -> Json:
    def check(button: Any) -> Json:
        return check_button({"text": button} if isinstance(button, str) else button, private)

    if units(markup.get("input_field_placeholder") or "") > 64:
        raise bad_request("input field placeholder is too long")
    return {**markup, "keyboard": checked_rows(markup["keyboard"], check)}


def check_button(button: Any, private: bool) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("keyboard button text must be non-empty")
    if button.get("request_contact") and not private:
        raise bad_request("phone number can be requested in private chats only")
    if button.get("request_location") and not private:
        raise bad_request("location can be requested in private chats only")
    return button
