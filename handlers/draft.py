"""What a person is writing: several messages, pictures, voices, gathered until they are sent."""

from collections import Counter
from datetime import datetime
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, letters
from clinic.casework import Part
from clinic.letters import KINDS
from clinic.refusals import DraftFull, KindNotTaken
from handlers.talk import Talk

MOST_PARTS = 50
NEAR = 3  # messages after which the gathering one has scrolled away and is put below them
Kept = dict[str, Any]


class Draft(StatesGroup):
    writing = State()


def begin(
    session: AsyncSession,
    chat_id: int,
    talk: Talk,
    purpose: str,
    begun_by: int,
    *,
    now: datetime,
    parts: list[Kept] | None = None,
    **about: Any,
) -> None:
    """Start gathering for a purpose (`question`, `addition`, `answer`, `asked_back`).

    Something begun and not sent comes first: it is shown again instead of being forgotten.
    What was begun by the same message is what is open already.
    """
    before: Kept | None = talk.data.get("draft")
    if before and (before["id"], before["purpose"]) == (f"{begun_by}", purpose):
        return
    if before and before["parts"]:
        show(session, chat_id, before, now=now, unfinished=True)
        return
    start = {"posted": len(parts or []), "scrolled": False}
    kept = {"id": f"{begun_by}", "purpose": purpose, "parts": parts or [], **start, **about}
    talk.enter(Draft.writing, draft=kept)
    show(session, chat_id, kept, now=now)


def show(
    session: AsyncSession,
    chat_id: int,
    kept: Kept,
    *,
    now: datetime,
    again: bool = False,
    unfinished: bool = False,
) -> None:
    """The one message that says what has been gathered; edited as more comes in."""
    if unfinished or (again and kept["scrolled"]):
        letters.remove(session, chat_id, key(chat_id, kept), now=now)
        again = False
    names = dict(kept.get("villages", []))
    letters.send(
        session,
        chat_id,
        f"draft/{kept['purpose']}",
        now=now,
        key=None if again else key(chat_id, kept),
        edit=key(chat_id, kept) if again else None,
        markup=keyboard(kept),
        number=kept.get("number"),
        choosing=bool(names),
        village=names.get(kept.get("village")),
        unfinished=unfinished,
        **_gathered(kept),
    )


def keyboard(kept: Kept) -> dict[str, Any]:
    """The buttons under what has been gathered."""
    if kept["purpose"] in ("answer", "asked_back"):
        return buttons.answer_draft(kept["id"])
    return buttons.draft(kept["id"], kept.get("villages", []), kept.get("village"))


def close(
    session: AsyncSession, chat_id: int, kept: Kept, *, now: datetime, dropped: bool = False
) -> None:
    """The message keeps what was written and loses its buttons."""
    letters.send(
        session,
        chat_id,
        "draft/closed",
        now=now,
        edit=key(chat_id, kept),
        markup=buttons.NO_BUTTONS,
        dropped=dropped,
        **_gathered(kept),
    )


def add(talk: Talk, message: Message) -> Kept:
    """Gather one more message; one that is there already is replaced by its edited wording."""
    kept: Kept = talk.data["draft"]
    fresh = part_of(message)
    others = [part for part in kept["parts"] if part["message_id"] != fresh["message_id"]]
    if len(others) == MOST_PARTS:
        raise DraftFull(most=MOST_PARTS)
    parts = sorted([*others, fresh], key=lambda part: int(part["message_id"]))
    scrolled = len(parts) - kept["posted"] >= NEAR
    posted = len(parts) if scrolled else kept["posted"]
    kept = {**kept, "parts": parts, "posted": posted, "scrolled": scrolled}
    talk.keep(draft=kept)
    return kept


def holds(talk: Talk, message_id: int) -> bool:
    """Whether a message is part of what is being written."""
    parts = talk.data.get("draft", {}).get("parts", [])
    return any(part["message_id"] == message_id for part in parts)


def key(chat_id: int, kept: Kept) -> str:
    return f"draft:{chat_id}:{kept['id']}"


def part_of(message: Message) -> Kept:
    """One message as it is kept in the conversation."""
    kind = next((kind for kind in KINDS if getattr(message, kind, None) is not None), None)
    if kind is None:
        raise KindNotTaken
    file = getattr(message, kind) if kind != "text" else None
    if isinstance(file, list):
        file = file[-1]  # the largest size of a photo
    return {
        "chat_id": message.chat.id,
        "message_id": message.message_id,
        "kind": kind,
        "text": message.text or message.caption or "",
        "file_id": getattr(file, "file_id", None),
        "album": message.media_group_id,
    }


def parts_of(kept: Kept) -> list[Part]:
    return [_part(part) for part in kept["parts"]]


def late_part(message: Message) -> Part:
    """One message that came after the rest was sent."""
    return _part(part_of(message))


def albums(kept: Kept) -> set[str]:
    """The albums of which at least one picture was gathered."""
    return {part["album"] for part in kept["parts"] if part["album"]}


def says_something(kept: Kept) -> bool:
    """Whether there are words or anything attached to send."""
    return any(part["text"].strip() or part["kind"] != "text" for part in kept["parts"])


def _part(kept: Kept) -> Part:
    return Part(**{name: value for name, value in kept.items() if name != "album"})


def _gathered(kept: Kept) -> dict[str, Any]:
    text = "\n".join(part["text"] for part in kept["parts"] if part["text"])
    return {"text": text, "attached": _counted(kept["parts"])}


def _counted(parts: list[Kept]) -> list[str]:
    """`2 foto`, `1 lokasi`: so that the person sees that nothing was lost."""
    tally = Counter(KINDS[part["kind"]] for part in parts if part["kind"] != "text")
    return [f"{many} {name}" for name, many in tally.items()]
