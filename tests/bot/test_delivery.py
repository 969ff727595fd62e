"""What a refusal of Telegram means for a letter: one row each."""

from typing import Any

import pytest

from bot.api import ApiFault, InDoubt, NotSent
from bot.delivery import Fate, Verdict, as_mended, as_plain, deliver, judge
from storage.outbox import Owed, Urgency
from tests.phone import MORNING

SEND, EDIT, KEYS = "sendMessage", "editMessageText", "editMessageReplyMarkup"
REFUSALS = [
    (SEND, 403, "Forbidden: bot was blocked by the user", Fate.UNREACHABLE),
    (SEND, 403, "Forbidden: user is deactivated", Fate.UNREACHABLE),
    (SEND, 403, "Forbidden: bot can't initiate conversation with a user", Fate.UNREACHABLE),
    (SEND, 403, "Forbidden: bot was kicked from the supergroup chat", Fate.UNREACHABLE),
    (SEND, 400, "Bad Request: chat not found", Fate.UNREACHABLE),
    (SEND, 400, "Bad Request: PEER_ID_INVALID", Fate.UNREACHABLE),
    (EDIT, 400, "Bad Request: message is not modified: specified new ...", Fate.DONE),
    (KEYS, 400, "Bad Request: message is not modified: specified new ...", Fate.DONE),
    (EDIT, 400, "Bad Request: message to edit not found", Fate.MEND),
    (EDIT, 400, "Bad Request: message can't be edited", Fate.MEND),
    (KEYS, 400, "Bad Request: message to edit not found", Fate.DONE),
    ("deleteMessage", 400, "Bad Request: message to delete not found", Fate.DONE),
    ("deleteMessage", 400, "Bad Request: message can't be deleted for everyone", Fate.MEND),
    (SEND, 400, "Bad Request: can't parse entities: ...", Fate.PLAIN),
    (SEND, 400, "Bad Request: message is too long", Fate.REFUSED),
    (SEND, 413, "Request Entity Too Large", Fate.REFUSED),
    (SEND, 500, "Internal Server Error", Fate.LATER),
    (SEND, 503, "Service Unavailable", Fate.LATER),
    (SEND, 401, "Unauthorized", Fate.LATER),
    (SEND, 404, "Not Found", Fate.LATER),
    ("copyMessages", 400, "Bad Request: chat not found", Fate.REFUSED),
    ("copyMessages", 403, "Forbidden: bot was blocked by the user", Fate.UNREACHABLE),
    (SEND, 409, "Conflict: terminated by other getUpdates request", Fate.LATER),
]


@pytest.mark.parametrize(("method", "code", "words", "fate"), REFUSALS)
def test_each_refusal_has_its_fate(method: str, code: int, words: str, fate: Fate) -> None:
    assert judge(method, ApiFault(code, words, {})).fate is fate


def test_a_pause_is_as_long_as_telegram_says() -> None:
    fault = ApiFault(429, "Too Many Requests: retry after 17", {"retry_after": 17})
    assert judge(SEND, fault) == Verdict(Fate.PAUSE, 17, str(fault))


def test_a_group_that_moved_names_its_new_id() -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    fault = ApiFault(400, words, {"migrate_to_chat_id": -100123})
    assert judge(SEND, fault) == Verdict(Fate.MOVED, -100123)


class Ends:
    """An API whose every call comes to the same end."""

    def __init__(self, end: Any) -> None:
        self.end = end

    async def call(self, method: str, params: dict[str, Any], **_: Any) -> Any:
        if isinstance(self.end, Exception):
            raise self.end
        return self.end


@pytest.mark.parametrize(
    ("method", "end", "fate", "value"),
    [
        (SEND, {"message_id": 9}, Fate.DONE, 9),
        ("copyMessages", [{"message_id": 8}, {"message_id": 9}], Fate.DONE, 9),
        ("deleteMessage", True, Fate.DONE, 0),
        (SEND, NotSent("ClientConnectorError"), Fate.LATER, 0),
        (SEND, InDoubt("TimeoutError"), Fate.DOUBT, 0),
        (EDIT, InDoubt("TimeoutError"), Fate.LATER, 0),
        (KEYS, InDoubt("TimeoutError"), Fate.LATER, 0),
    ],
)
async def test_each_end_of_a_call_has_its_fate(
    method: str, end: Any, fate: Fate, value: int
) -> None:
    verdict = await deliver(Ends(end), method, {})
    assert (verdict.fate, verdict.value) == (fate, value)


def letter(
    method: str, params: dict[str, Any], *, key: str | None = None, about: str | None = None
) -> Owed:
    return Owed(1, 7, method, params, Urgency.REPLY, key, about, True, MORNING, 0)


def test_an_edit_without_its_message_becomes_one_under_the_same_name() -> None:
    fresh = as_mended(letter(EDIT, {"text": "a", "message_id": 3}, about="card"))
    assert fresh == letter(SEND, {"text": "a"}, key="card")


def test_what_is_too_old_to_be_deleted_loses_its_buttons() -> None:
    mended = as_mended(letter("deleteMessage", {}, about="card"))
    assert (mended.method, mended.about, mended.params) == (KEYS, "card", {})


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<b>Kasus</b> <i>K-1", "Kasus K-1"),
        ('<a href="https://contoh.id/?a=1&amp;b=2">sumber</a> &amp; &lt;isi&gt;', "sumber & <isi>"),
        ("<blockquote expandable>hujan < 5 mm, <bapak></blockquote>", "hujan < 5 mm, <bapak>"),
        ("1<2 dan <b>3>2</b>\n", "1<2 dan 3>2\n"),
    ],
)
def test_without_markup_every_word_is_kept(markup: str, words: str) -> None:
    plain = as_plain(letter(EDIT, {"text": markup, "parse_mode": "HTML", "chat_id": 7}, key="card"))
    assert plain == letter(EDIT, {"text": words, "chat_id": 7}, key="card")
