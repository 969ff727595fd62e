"""Renders a text and owes it to a chat, in the caller's transaction."""

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import wording
from clinic.refusals import Refusal
from clinic.wording import LETTER
from knowledge.library import packaged_expert_topics
from storage import outbox, screens
from storage.outbox import Urgency

TEXTS = Path(__file__).parent / "texts"
COPIES = 100  # messages, Telegram's limit for one copying
ENCLOSED = "enclosed"  # in the place of a document: the fingerprint of a file that is kept

Markup = dict[str, Any]

_environment = Environment(
    loader=FileSystemLoader(TEXTS),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
KINDS = {
    "photo": "foto",
    "document": "dokumen",
    "voice": "pesan suara",
    "location": "lokasi",
    "video": "video",
    "video_note": "video",
    "audio": "rekaman",
    "contact": "kontak",
    "animation": "gambar bergerak",
    "text": "tulisan",
}


def topic_name(topic: str) -> str:
    """What people call an expert topic; a retired one keeps its id."""
    names = {one.id: one.name for one in packaged_expert_topics()}
    return names.get(topic, topic)


_environment.globals |= {"topic_name": topic_name, "kind_name": KINDS.__getitem__}
_environment.filters |= {
    name: getattr(wording, name)
    for name in (
        "number",
        "percent",
        "rupiah",
        "day",
        "weekday",
        "moment",
        "weekday_moment",
        "relative",
        "due",
        "listing",
        "short",
    )
}


def render(moment: str, **facts: Any) -> str:
    """The words of a moment such as `ask/found`, as Telegram HTML; ValueError if too many."""
    text = _environment.get_template(f"{moment}.j2").render(facts).strip()
    # The tags are not counted, and no letter is more than two units: most texts need no counting.
    if 2 * len(text) > LETTER and (shown := wording.units(wording.as_plain(text))) > LETTER:
        raise ValueError(f"{moment} is {shown} units long; Telegram takes {LETTER}.")
    return text


def send(
    session: AsyncSession,
    chat_id: int,
    moment: str,
    *,
    now: datetime,
    markup: Markup | None = None,
    key: str | None = None,
    edit: str | int | None = None,
    urgency: Urgency = Urgency.REPLY,
    repeat_in_doubt: bool = True,
    **facts: Any,
) -> None:
    """Owe a message, or the edit of one: of an earlier letter by its key, of any by its id."""
    params: dict[str, Any] = {
        "chat_id": chat_id,
        "text": render(moment, now=now, **facts),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if markup is not None:
        params["reply_markup"] = markup
    if isinstance(edit, int):
        params["message_id"] = edit
    outbox.put(
        session,
        chat_id,
        "sendMessage" if edit is None else "editMessageText",
        params,
        now=now,
        urgency=urgency,
        key=key,
        about=edit if isinstance(edit, str) else None,
        repeat_in_doubt=repeat_in_doubt,
    )


def change_buttons(
    session: AsyncSession, chat_id: int, edit: str | int, markup: Markup, *, now: datetime
) -> None:
    """Owe other buttons under a message that keeps its words: by a letter's key or by its id."""
    params: dict[str, Any] = {"chat_id": chat_id, "reply_markup": markup}
    if isinstance(edit, int):
        params["message_id"] = edit
    about = edit if isinstance(edit, str) else None
    outbox.put(session, chat_id, "editMessageReplyMarkup", params, now=now, about=about)


def remove(session: AsyncSession, chat_id: int, letter: str | int, *, now: datetime) -> None:
    """Take an earlier letter away again, by its key or its id: the same is said further down."""
    params: dict[str, Any] = {"chat_id": chat_id}
    if isinstance(letter, int):
        params["message_id"] = letter
    about = letter if isinstance(letter, str) else None
    outbox.put(session, chat_id, "deleteMessage", params, now=now, about=about)


async def is_lowest(session: AsyncSession, chat_id: int, key: str) -> bool:
    """Whether nothing else of ours stands below this letter."""
    return await screens.lowest(session, chat_id) == key


def copy(
    session: AsyncSession,
    chat_id: int,
    source_chat: int,
    message_ids: list[int],
    *,
    now: datetime,
    captions: bool = True,
) -> None:
    """Owe copies of another chat's messages: pictures and voices, without their sender's name.

    A caption is copied as it reads when the letter leaves, not as it was when it was sent here.
    """
    ids = sorted(message_ids)
    for start in range(0, len(ids), COPIES):
        some = ids[start : start + COPIES]
        params = {"chat_id": chat_id, "from_chat_id": source_chat, "message_ids": some}
        params |= {} if captions else {"remove_caption": True}
        outbox.put(session, chat_id, "copyMessages", params, now=now)


def enclose(
    session: AsyncSession,
    chat_id: int,
    moment: str,
    fingerprint: str,
    *,
    now: datetime,
    key: str,
    **facts: Any,
) -> None:
    """Owe a file that is kept, with a few words below it."""
    caption = render(moment, now=now, **facts)
    params = {"chat_id": chat_id, ENCLOSED: fingerprint, "caption": caption, "parse_mode": "HTML"}
    outbox.put(session, chat_id, "sendDocument", params, now=now, key=key)


def refuse(session: AsyncSession, chat_id: int, no: Refusal, *, now: datetime) -> None:
    """Owe the person's words for a refusal."""
    send(session, chat_id, no.moment(), now=now, **no.facts)
