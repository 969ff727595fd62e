"""Writing to the other side: gathered message by message, sent as one thing."""

from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answering, casework, consulting, desk, letters
from clinic.buttons import AddToDraft, ChooseVillage, DropDraft, SendDraft
from clinic.refusals import ButtonOutdated, NotAllowed, NothingWritten
from handlers import asked, draft
from handlers.conversation import Conversation
from handlers.draft import Draft
from handlers.filters import Pressed, Talking
from handlers.talk import Talk
from knowledge.library import Library
from storage.cases import Case, CaseStatus
from storage.people import Speaker

router = Conversation(
    "write", messages=True, buttons=(SendDraft, AddToDraft, DropDraft, ChooseVillage)
)


async def comes_late(message: Message, talk: Talk) -> bool:
    """The rest of an album whose beginning was sent before it arrived."""
    album = message.media_group_id
    return album is not None and album in _last_sent(talk).get("albums", {})


@router.message(comes_late)
async def add_late(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """It goes where the others went."""
    case = _last_sent(talk)["albums"][message.media_group_id]
    await consulting.add(session, person, case, [draft.late_part(message)], now=now)


@router.message(Talking(Draft))
async def gather(message: Message, talk: Talk, session: AsyncSession, now: datetime) -> None:
    """One more message, picture or voice."""
    draft.show(session, message.chat.id, draft.add(talk, message), now=now, again=True)


async def in_draft(message: Message, talk: Talk) -> bool:
    return draft.holds(talk, message.message_id)


@router.edited_message(in_draft)
async def regather(message: Message, talk: Talk, session: AsyncSession, now: datetime) -> None:
    """A message was edited before it was sent."""
    asked.reword(talk, message)
    draft.show(session, message.chat.id, draft.add(talk, message), now=now, again=True)


@router.callback_query(Pressed(AddToDraft))
async def add_more(
    query: CallbackQuery, press: AddToDraft, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """More is to come: say what may be sent."""
    kept = _current(talk, press.draft)
    chat = query.from_user.id
    markup = draft.keyboard(kept)
    edit = draft.key(chat, kept)
    letters.send(session, chat, "draft/more", now=now, edit=edit, markup=markup)


@router.callback_query(Pressed(ChooseVillage))
async def choose_village(
    query: CallbackQuery,
    press: ChooseVillage,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """For which of several villages; another one may be chosen until it is sent."""
    kept = _current(talk, press.draft)
    if press.village not in person.villages():
        raise NotAllowed
    kept = {**kept, "village": press.village}
    talk.keep(draft=kept)
    draft.show(session, query.from_user.id, kept, now=now, again=True)


@router.callback_query(Pressed(DropDraft))
async def drop(
    query: CallbackQuery, press: DropDraft, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    kept = _current(talk, press.draft)
    draft.close(session, query.from_user.id, kept, now=now, dropped=True)
    talk.leave()


@router.callback_query(Pressed(SendDraft))
async def send(
    query: CallbackQuery,
    press: SendDraft,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What was gathered is complete; a second tap on what was just sent says nothing new."""
    if talk.data.get("draft", {}).get("id") != press.draft == _last_sent(talk).get("draft"):
        return
    kept = _current(talk, press.draft)
    if not draft.says_something(kept):
        raise NothingWritten
    case = await _carry_out(session, person, kept, library, now)
    chat = query.from_user.id
    draft.close(session, chat, kept, now=now)
    letters.send(
        session,
        chat,
        f"draft/{kept['purpose']}_sent",
        now=now,
        number=case.number,
        due_at=case.due_at,
        topic=library.expert_topic(case.topic).name,
        heard=bool(await casework.hearers(session, case)),
        waiting=case.status is CaseStatus.WAITING,
    )
    talk.leave()
    talk.remember(sent=_sent(kept, case))


def _sent(kept: dict[str, Any], case: Case) -> dict[str, Any]:
    """What a second tap, or the rest of an album, is recognised by when it comes late."""
    of_village = kept["purpose"] in ("question", "addition")
    albums = dict.fromkeys(draft.albums(kept), case.id) if of_village else {}
    return {"draft": kept["id"], "albums": albums}


async def _carry_out(
    session: AsyncSession, person: Speaker, kept: dict[str, Any], library: Library, now: datetime
) -> Case:
    parts = draft.parts_of(kept)
    match kept["purpose"]:
        case "question":
            text = casework.words(parts)
            topic = kept["topic"] or answering.topic_of(library, text, now=now)
            village = kept["village"]
            if village is None:  # not yet chosen: the button that was pressed is no longer there
                raise ButtonOutdated
            return await consulting.open_case(session, person, village, topic, parts, now=now)
        case "addition":
            return await consulting.add(session, person, kept["case"], parts, now=now)
        case "asked_back":
            return await desk.ask_back(session, person, kept["case"], parts, now=now)
        case _:
            return await desk.answer(session, person, kept["case"], parts, now=now)


def _last_sent(talk: Talk) -> dict[str, Any]:
    sent: dict[str, Any] = talk.remembered.get("sent", {})
    return sent


def _current(talk: Talk, number: str) -> dict[str, Any]:
    kept: dict[str, Any] | None = talk.data.get("draft")
    if kept is None or kept["id"] != number:
        raise ButtonOutdated
    return kept
