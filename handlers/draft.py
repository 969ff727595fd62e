"""What a person is writing: several messages, pictures, voices, gathered until they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import buttons, consulting, danger, draft_buttons, letters, rewording
from clinic.refusals import ButtonOutdated, DraftFull, NoVillage
from handlers import parts
from handlers.filling import Sitting
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.people import Role, Speaker

MOST_PARTS = 50
NEAR = 3  # own messages after which the gathering one has scrolled away and is put below them
PAUSE = timedelta(hours=12)  # after it a draft is forgotten: what comes may be meant otherwise
UNDECIDED = "undecided"
OF_VILLAGE = ("question", "addition")  # purposes


class Draft(StatesGroup):
    writing = State()


def made(purpose: str, begun_by: int, sent: Sequence[Kept], *, now: datetime, **about: Any) -> Kept:
    """A draft as it is kept."""
    name, since = f"{purpose}-{begun_by}", now.isoformat()
    kept = {"id": name, "purpose": purpose, "parts": [*sent], "posted": len(sent)}
    return {**kept, "changed_at": since, **about}


async def begin(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    purpose: str,
    begun_by: int,
    *,
    now: datetime,
    sent: Sequence[Kept] = (),
    **about: Any,
) -> bool:
    """Gather for a purpose (`question`, `addition`, `answer`, `asked_back`); as `write` does.

    What was begun for the same and not sent is gone on with; a tap too many only shows it again.
    """
    chat_id, here = person.telegram_id, talk.draft
    fresh = made(purpose, begun_by, sent, now=now, **about)
    if here and here["id"] == fresh["id"] and not is_forgotten(here, now):
        if not await letters.is_lowest(session, chat_id, key(chat_id, here)):
            put_below(session, chat_id, here, now=now)
        return True
    kept = with_parts(_begun(talk, fresh) or fresh, sent)
    return await write(session, person, talk, kept, now=now)


def _begun(talk: Talk, fresh: Kept) -> Kept | None:
    """The draft of the same button, or of the same purpose in the same case."""
    case = fresh.get("case")
    same = of_case(talk, fresh["purpose"], case) if case else None
    return talk.draft_of(fresh["id"]) or same


def of_case(talk: Talk, purpose: str, case: int) -> Kept | None:
    """What was begun for this purpose in this case, and not sent."""
    wanted = (purpose, case)
    return next((d for d in talk.drafts if (d["purpose"], d.get("case")) == wanted), None)


async def write(
    session: AsyncSession, person: Speaker, talk: Talk, kept: Kept, *, now: datetime
) -> bool:
    """Let what comes go into this draft; False while another is half written: it comes first."""
    chat_id, here = person.telegram_id, talk.draft
    if here and here["parts"] and here["id"] != kept["id"] and not is_forgotten(here, now):
        put_below(session, chat_id, here, now=now, unfinished=True)
        return False
    await Sitting(session, person, talk, now).make_room()
    show = put_below if talk.draft_of(kept["id"]) else post
    kept = {**kept, "posted": len(kept["parts"]), "changed_at": now.isoformat()}
    talk.enter(Draft.writing, draft=kept["id"])
    talk.put(kept)
    show(session, chat_id, kept, now=now)
    return True


async def gather(
    session: AsyncSession, chat_id: int, talk: Talk, kept: Kept, part: Kept, *, now: datetime
) -> None:
    """Add one more message, or its edited wording, and show what there is now.

    Where something else of ours stands below, nobody would see the words go in: it is put there.
    """
    kept = with_parts(kept, [part])
    many = len(kept["parts"])
    scrolled = many - kept["posted"] >= NEAR
    away = scrolled or not await letters.is_lowest(session, chat_id, key(chat_id, kept))
    posted = many if away else kept["posted"]
    talk.put({**kept, "posted": posted, "changed_at": now.isoformat()})
    show = put_below if away else renew
    show(session, chat_id, kept, now=now)


def warn(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    kept: Kept | None,
    part: Kept,
    now: datetime,
) -> None:
    """Who writes to an expert of danger reads at once what to do, once for each draft."""
    purpose, before = (kept["purpose"], parts.words(kept["parts"])) if kept else (UNDECIDED, "")
    if purpose not in (*OF_VILLAGE, UNDECIDED) or not person.has(Role.OFFICIAL):
        return
    if matter := danger.came_up(library, before, part["text"]):
        danger.advise(session, person, matter, now=now)


def asked_anew(library: Library, kept: Kept, part: Kept, now: datetime) -> Kept:
    """The draft before a part is edited; of no field yet where it asks for something else then."""
    asked = kept["parts"][0]  # what the books were asked; the rest was written for the expert
    edited = "topic" in kept and asked["message_id"] == part["message_id"]
    other = edited and rewording.differs(library, asked["text"], part["text"], now=now)
    return {**kept, "topic": None, "beyond": None} if other else kept


def replace(
    session: AsyncSession, chat_id: int, talk: Talk, kept: Kept, fresh: Kept, *, now: datetime
) -> None:
    """The same words for another purpose, below; what follows goes where it would have gone.

    It has a name and buttons of its own, so that a second tap on the old ones does nothing to it.
    """
    here = kept is in_writing(talk)
    letters.remove(session, chat_id, key(chat_id, kept), now=now)
    settle(talk, kept)
    if here:
        talk.enter(Draft.writing, draft=fresh["id"])
    talk.put(fresh)
    post(session, chat_id, fresh, now=now)


def with_parts(kept: Kept, more: Sequence[Kept]) -> Kept:
    """The draft with more in it, as far as there is room."""
    sent = parts.merged(kept["parts"], more)
    if len(sent) > MOST_PARTS:
        raise DraftFull(most=MOST_PARTS)
    return {**kept, "parts": sent}


def is_forgotten(kept: Kept, now: datetime) -> bool:
    """Whether nothing was added for so long that nobody can be said to be writing it."""
    return now - datetime.fromisoformat(kept["changed_at"]) > PAUSE


def in_writing(talk: Talk) -> Kept | None:
    """The draft that what comes next goes into, or that is asked about first."""
    return talk.draft if talk.state == Draft.writing.state else None


def in_hand(talk: Talk) -> list[Kept]:
    """What /batal throws away: the draft being written, and what was kept aside for a choice."""
    if talk.state not in (None, Draft.writing.state):
        return []
    return [d for d in talk.drafts if d is talk.draft or d["purpose"] == UNDECIDED]


def pressed(talk: Talk, number: str, *, undecided: bool | None = False) -> Kept | None:
    """The draft of a button; None for one more tap on what the last tap has settled.

    What was kept aside has other buttons than what is being written; `None`: the button of both.
    """
    kept = talk.draft_of(number)
    if kept is None and talk.remembered.get("settled") == number:
        return None
    if kept is None or undecided not in (None, kept["purpose"] == UNDECIDED):
        raise ButtonOutdated
    return kept


def settle(talk: Talk, kept: Kept) -> None:
    """What was gathered went where it belongs, or was thrown away."""
    talk.drop(kept)
    talk.remember(settled=kept["id"])


def post(session: AsyncSession, chat_id: int, kept: Kept, *, now: datetime, **more: Any) -> None:
    """The one message that says what has been gathered."""
    _say(session, chat_id, kept, now=now, key=key(chat_id, kept), **more)


def renew(session: AsyncSession, chat_id: int, kept: Kept, *, now: datetime) -> None:
    """The same message where it stands."""
    _say(session, chat_id, kept, now=now, edit=key(chat_id, kept))


def put_below(
    session: AsyncSession, chat_id: int, kept: Kept, *, now: datetime, **more: Any
) -> None:
    """The same message below everything that came since."""
    letters.remove(session, chat_id, key(chat_id, kept), now=now)
    post(session, chat_id, kept, now=now, **more)


async def show_again(session: AsyncSession, chat_id: int, kept: Kept, *, now: datetime) -> None:
    """The same message as it is now, where it is seen."""
    lowest = await letters.is_lowest(session, chat_id, key(chat_id, kept))
    (renew if lowest else put_below)(session, chat_id, kept, now=now)


def is_astray(person: Speaker, kept: Kept) -> bool:
    """Whether the question is for a village that this official does not serve any more."""
    known, village = person.person_id is not None, kept.get("village")
    return known and village is not None and village not in person.villages()


async def place_anew(
    session: AsyncSession, person: Speaker, talk: Talk, kept: Kept, now: datetime
) -> None:
    """Show the question with the villages of today; it goes out when that was seen."""
    villages = await consulting.villages_of(session, person)
    if not villages:
        raise NoVillage
    village = villages[0][0] if len(villages) == 1 else None
    kept = {**kept, "village": village, "villages": villages, "note": "changed"}
    talk.put(kept)
    await show_again(session, person.telegram_id, kept, now=now)


def _say(
    session: AsyncSession,
    chat_id: int,
    kept: Kept,
    *,
    now: datetime,
    unfinished: bool = False,
    **where: Any,
) -> None:
    names = dict(kept.get("villages", []))
    letters.send(
        session,
        chat_id,
        f"draft/{kept['purpose']}",
        now=now,
        markup=keyboard(kept),
        number=kept.get("number") or kept.get("instead_of"),
        note=kept.get("note"),
        choosing=bool(names),
        village=names.get(kept.get("village")),
        label=kept.get("label"),
        beyond=kept.get("beyond"),
        others=kept.get("others", False),
        unfinished=unfinished,
        **where,
        **parts.gathered(kept["parts"]),
    )


def keyboard(kept: Kept) -> dict[str, Any]:
    """The buttons under what has been gathered."""
    if kept["purpose"] == UNDECIDED:
        return draft_buttons.undecided(
            kept["id"], kept["cases"], kept["held"], going_on=bool(kept["going_on"])
        )
    if kept["purpose"] == "asked_back":
        return draft_buttons.asked_back(kept["id"])
    if kept["purpose"] == "answer":
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
        **parts.gathered(kept["parts"]),
    )


def key(chat_id: int, kept: Kept) -> str:
    return f"draft:{chat_id}:{kept['id']}"
