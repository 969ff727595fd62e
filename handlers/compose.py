"""Writing one part of a suggestion: asked for on its card, taken from the next words."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, suggesting, suggestion_pages, suggestion_parts
from clinic.refusals import (
    ButtonOutdated,
    DayNotTaken,
    EditNotTaken,
    NeedsEnrolment,
    NotAllowed,
    NothingWritten,
    PartNotTaken,
    Refusal,
    SuggestionDecided,
    WrittenLate,
)
from clinic.suggestion_buttons import (
    CHOSEN,
    PARTS,
    EditPart,
    OpenSuggestion,
    TakeElsewhere,
    TakeWords,
)
from clinic.zone import local
from handlers import aside, parts
from handlers.conversation import Conversation
from handlers.filling import Sitting
from handlers.filters import Happened, Pressed
from handlers.talk import Kept, Talk
from knowledge.library import Library
from storage.people import Speaker
from storage.suggestions import Suggestion

FRESH = timedelta(minutes=15)  # later, the words may well be for something else


class Composing(StatesGroup):
    """A part of a suggestion is awaited."""

    writing = State()


router = Conversation(
    "compose",
    states=(Composing,),
    commands=True,
    buttons=(EditPart, OpenSuggestion, TakeWords, TakeElsewhere),
)


@router.callback_query(Pressed(EditPart))
async def ask(
    query: CallbackQuery,
    press: EditPart,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """What is written next is this part."""
    chosen = await suggesting.chosen(session, person, press.suggestion)
    card, part = parts.pressed_on(query), press.part
    if part in PARTS:
        await Sitting(session, person, talk, now).make_room()
        at: dict[str, Any] = {"suggestion": press.suggestion, "part": part, "card": card}
        at |= {"seen": chosen.draft.get(part), "asked_at": now.isoformat()}
        talk.begin(Composing.writing, **at)
    elif part not in CHOSEN:
        raise ButtonOutdated
    suggestion_pages.ask(session, person, library, chosen, part, now=now, edit=card)


@router.callback_query(Pressed(OpenSuggestion))
async def open_one(
    query: CallbackQuery,
    press: OpenSuggestion,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The card; who was writing a part of this one no longer is."""
    if is_awaited(talk) and talk.data["suggestion"] == press.suggestion:
        talk.leave()
    chosen = await suggesting.chosen(session, person, press.suggestion)
    edit = parts.pressed_on(query)
    await suggestion_pages.show(session, person, library, chosen, now=now, edit=edit)


def is_awaited(talk: Talk) -> bool:
    return talk.state == Composing.writing.state


async def is_command(message: Message, talk: Talk, wish: str | None) -> bool:
    """Any command ends the writing, also an unknown one; /batal says so itself."""
    said = wish is not None or (message.text or "").startswith("/")
    return is_awaited(talk) and said and wish != "batal"


@router.message(is_command)
async def stop(message: Message, talk: Talk) -> None:
    talk.leave()
    raise SkipHandler


async def is_part(message: Message, talk: Talk, wish: str | None) -> bool:
    return is_awaited(talk) and wish is None


@router.message(is_part, ~Happened())
async def hear(
    message: Message,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Words for the part; where they may be for something else, that is asked first."""
    if "heard" in talk.data:
        raise PartNotTaken(waiting=True)
    if not message.text:
        _ask_again(session, person, talk, PartNotTaken(waiting=False), now)
        return
    asked = await _awaited(session, person, talk)
    asked_at = datetime.fromisoformat(talk.data["asked_at"])
    news = await suggestion_pages.has_news(session, person, since=asked_at)
    if news or now - asked_at > FRESH:
        talk.keep(heard={**parts.part_of(message), "html": message.html_text})
        part = talk.data["part"]
        suggestion_pages.ask_what_for(session, person, asked, part, message.text, now=now)
    else:
        said = parts.part_of(message), message.html_text
        await _take(session, person, talk, library, asked, *said, now)


def _ask_again(
    session: AsyncSession, person: Speaker, talk: Talk, no: Refusal, now: datetime
) -> None:
    """The next words are the part, as if it had just been asked for."""
    asked = {name: talk.data[name] for name in ("suggestion", "part", "card", "seen")}
    talk.begin(Composing.writing, **asked, asked_at=now.isoformat())
    letters.refuse(session, person.telegram_id, no, now=now)


async def _awaited(session: AsyncSession, person: Speaker, talk: Talk) -> Suggestion:
    """The suggestion that is being written; who can no longer write it is told so once."""
    try:
        return await suggesting.chosen(session, person, talk.data["suggestion"])
    except SuggestionDecided as no:
        raise WrittenLate(**no.facts, moved=False) from no
    except (NotAllowed, NeedsEnrolment) as no:
        raise WrittenLate(published=False, mine=False, moved=True) from no


async def _take(
    session: AsyncSession,
    person: Speaker,
    talk: Talk,
    library: Library,
    asked: Suggestion,
    said: Kept,
    html: str,
    now: datetime,
) -> None:
    """The card below, with the part; unless a colleague has written it meanwhile."""
    part, note, number = talk.data["part"], "changed", asked.known_id
    try:
        value = suggestion_parts.read(part, said["text"], html, today=local(now).date())
    except (DayNotTaken, NothingWritten, PartNotTaken) as no:
        _ask_again(session, person, talk, no, now)
        return
    card, unchanged = talk.data["card"], asked.draft.get(part) == talk.data["seen"]
    talk.leave()
    if unchanged:
        asked, note = await suggesting.write(session, person, number, part, value, now=now), "saved"
        taken = {"message": said["message_id"], "suggestion": number, "part": part, "value": value}
        talk.remember(composed=taken)
    suggestion_pages.put_away(session, person, card, now=now)
    await suggestion_pages.show(session, person, library, asked, now=now, note=note)


async def is_asked_about(message: Message, talk: Talk) -> bool:
    """Whether it is still to be said what this message is for."""
    heard = talk.data.get("heard", {}) if is_awaited(talk) else {}
    return heard.get("message_id") == message.message_id


@router.edited_message(is_asked_about)
async def hear_otherwise(message: Message, talk: Talk) -> None:
    """It counts as it reads when that is said."""
    if message.text:
        talk.keep(heard={**parts.part_of(message), "html": message.html_text})


async def was_taken(message: Message, talk: Talk) -> bool | dict[str, Any]:
    """Whether the message is the part that was written last."""
    taken = talk.remembered.get("composed", {})
    return taken.get("message") == message.message_id and {"taken": taken}


@router.edited_message(was_taken)
async def hear_again(
    message: Message,
    taken: Kept,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The message was edited in the chat: so is the part, unless it reads otherwise by now."""
    number, part, today = taken["suggestion"], taken["part"], local(now).date()
    asked, note = await suggesting.chosen(session, person, number), "changed"
    if asked.draft.get(part) == taken["value"]:
        try:
            value = suggestion_parts.read(part, message.text or "", message.html_text, today=today)
        except (DayNotTaken, NothingWritten, PartNotTaken) as no:
            raise EditNotTaken(label=PARTS[part]) from no
        asked, note = await suggesting.write(session, person, number, part, value, now=now), "saved"
        talk.remember(composed={**taken, "value": value})
    await suggestion_pages.show(session, person, library, asked, now=now, note=note)


@router.callback_query(Pressed(TakeWords, TakeElsewhere))
async def say_what_for(
    query: CallbackQuery,
    press: TakeWords | TakeElsewhere,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """The words were for the part, or for something else."""
    heard = talk.data.get("heard") if is_awaited(talk) else None
    if heard is None or talk.data["suggestion"] != press.suggestion:
        raise ButtonOutdated
    suggestion_pages.put_away(session, person, parts.pressed_on(query), now=now)
    html, part = heard.pop("html"), heard
    if isinstance(press, TakeWords):
        asked = await _awaited(session, person, talk)
        await _take(session, person, talk, library, asked, part, html, now)
        return
    card = talk.data["card"]
    talk.leave()
    with suppress(SuggestionDecided, NotAllowed, NeedsEnrolment):  # then the card stays as it is
        asked = await suggesting.chosen(session, person, press.suggestion)
        await suggestion_pages.show(session, person, library, asked, now=now, edit=card)
    if not await aside.ask(session, person, talk, part, library, now=now):
        await aside.take_as_question(session, person, talk, [part], library, now)
