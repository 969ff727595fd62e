"""A village's cases: look at them, add to them, say that it is clear, rate the answer."""

from datetime import datetime

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import amending, consulting, draft_buttons, listing, rewording
from clinic.buttons import AskAgain, Buttons, ItIsClear, RateCase, SendWhole, ShowCase
from clinic.leafing import LeafCases
from clinic.refusals import ButtonOutdated, CaseClosed
from handlers import aside, draft, parts
from handlers.conversation import Conversation
from handlers.filters import Pressed
from handlers.talk import Talk
from knowledge.library import Library
from storage.cases import CaseStatus
from storage.people import Speaker

router = Conversation(
    "case",
    wishes=("kasus",),
    buttons=(ShowCase, SendWhole, LeafCases, AskAgain, ItIsClear, RateCase),
)


@router.message()
async def list_cases(
    message: Message, person: Speaker, talk: Talk, session: AsyncSession, now: datetime
) -> None:
    """/kasus: the cases this person has to do with, and what was written and not sent."""
    await listing.mine(session, person, now=now, unsent=_unsent(talk))


@router.callback_query(Pressed(LeafCases))
async def leaf(
    query: CallbackQuery,
    press: LeafCases,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Another page of them, in the same message."""
    page, edit, unsent = press.page, parts.pressed_on(query), _unsent(talk)
    await listing.mine(session, person, now=now, page=page, edit=edit, unsent=unsent)


def _unsent(talk: Talk) -> list[Buttons]:
    return draft_buttons.unsent(
        (
            kept["id"],
            kept["purpose"],
            kept["number"] if "case" in kept else None,
            parts.words(kept["parts"]),
        )
        for kept in talk.drafts
        if kept["parts"]
    )


@router.edited_message()
async def amend(
    message: Message, person: Speaker, session: AsyncSession, now: datetime, library: Library
) -> None:
    """A message of a case, or a question that may yet become one, was edited in Telegram."""
    text, number = message.text or message.caption or "", message.message_id
    await rewording.reword(session, person, library, number, text, now=now)
    await amending.amend(session, person, library, message.chat.id, number, text, now=now)


@router.callback_query(Pressed(ShowCase))
async def show_case(
    query: CallbackQuery, press: ShowCase, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    await listing.show(session, person, press.case, edit=parts.pressed_on(query), now=now)


@router.callback_query(Pressed(SendWhole))
async def send_whole(
    query: CallbackQuery, press: SendWhole, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """Long words, photos and files of the case: only on request, they cost data."""
    edit = parts.pressed_on(query)
    await listing.show(session, person, press.case, edit=edit, now=now, whole=True)


@router.callback_query(Pressed(AskAgain))
async def ask_again(
    query: CallbackQuery,
    press: AskAgain,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """The village has more to say or to ask."""
    case = await consulting.of_village(session, person, press.case)
    if case.status is CaseStatus.CLOSED:
        raise CaseClosed(number=case.number, unfinished=bool(draft.in_writing(talk)))
    await draft.begin(
        session,
        person,
        talk,
        "addition",
        parts.pressed_on(query),
        now=now,
        case=case.id,
        number=case.number,
    )


@router.callback_query(Pressed(ItIsClear))
async def is_clear(
    query: CallbackQuery,
    press: ItIsClear,
    person: Speaker,
    talk: Talk,
    session: AsyncSession,
    now: datetime,
) -> None:
    """Who is still asking more sends or drops that first; an empty addition ends with its case."""
    unsent = draft.of_case(talk, "addition", press.case)
    if unsent and unsent["parts"]:
        draft.put_below(session, person.telegram_id, unsent, now=now, unfinished=True)
        return
    case = await consulting.is_clear(session, person, press.case, press.version, now=now)
    if unsent:
        aside.settle(session, person, talk, unsent, now)
    await listing.ask_rating(session, person, case, edit=parts.pressed_on(query), now=now)


@router.callback_query(Pressed(RateCase))
async def rate(
    query: CallbackQuery, press: RateCase, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """1 to 5, or left out: silence is its own answer."""
    edit = parts.pressed_on(query)
    if press.stars:
        case = await consulting.rate(session, person, press.case, press.stars, now=now)
    else:
        case = await consulting.of_village(session, person, press.case)
        if case.status is not CaseStatus.CLOSED:
            raise ButtonOutdated
    await listing.thank(
        session, person, case, stars=press.stars, below=press.below, edit=edit, now=now
    )
