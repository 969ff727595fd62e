"""The suggestions for the books: /buku, one of them, publishing or dismissing it."""

from datetime import datetime
from typing import Any

from aiogram.types import CallbackQuery, Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import listing, revising, sorting, suggesting, suggestion_lists, suggestion_pages
from clinic.suggestion_buttons import (
    AskToWithdraw,
    BeginAgain,
    ChooseField,
    ChooseShelf,
    Dismiss,
    LeafSuggestions,
    LeafTallies,
    Merge,
    NobodysData,
    PreviewEntry,
    PublishEntry,
    ReadCase,
    Reopen,
    RestoreEntry,
    ReviseEntry,
    ShowObservations,
    TakeOut,
    Withdraw,
)
from handlers import parts
from handlers.conversation import Conversation
from handlers.filters import Pressed, Wish
from knowledge.library import Library
from storage.people import Speaker

CHANGES = (ChooseShelf, NobodysData, Merge, TakeOut, Reopen, BeginAgain)

router = Conversation(
    "suggest",
    wishes=("buku",),
    buttons=(
        *(LeafSuggestions, LeafTallies, ShowObservations, ReadCase, *CHANGES, ChooseField),
        *(ReviseEntry, RestoreEntry),
        *(PreviewEntry, PublishEntry, Dismiss, AskToWithdraw, Withdraw),
    ),
)


@router.message(Wish("buku"))
async def overview(message: Message, person: Speaker, session: AsyncSession, now: datetime) -> None:
    """/buku: what is to be written into the books."""
    await suggestion_lists.overview(session, person, now=now)


@router.callback_query(Pressed(LeafSuggestions, LeafTallies))
async def leaf(
    query: CallbackQuery,
    press: LeafSuggestions | LeafTallies,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """A page of a list, in the same message."""
    at: dict[str, Any] = {"page": press.page, "edit": parts.pressed_on(query), "now": now}
    if isinstance(press, LeafTallies):
        await suggestion_lists.tallies(session, person, library, **at)
    else:
        await suggestion_lists.overview(session, person, **at)


@router.callback_query(Pressed(ReviseEntry, RestoreEntry))
async def revise(
    query: CallbackQuery,
    press: ReviseEntry | RestoreEntry,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """An entry of the books is to be corrected, or to read again as it was approved."""
    begin = revising.restore if isinstance(press, RestoreEntry) else revising.revise
    begun = await begin(session, person, library, press.entry, now=now)
    edit = parts.pressed_on(query)
    await suggestion_pages.show(session, person, library, begun, now=now, edit=edit)


@router.callback_query(Pressed(ShowObservations))
async def observed(
    query: CallbackQuery,
    press: ShowObservations,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    chosen = await suggesting.chosen(session, person, press.suggestion)
    edit = parts.pressed_on(query)
    await suggestion_lists.observed(session, person, chosen, now=now, edit=edit)


@router.callback_query(Pressed(ReadCase))
async def read_case(
    query: CallbackQuery, press: ReadCase, person: Speaker, session: AsyncSession, now: datetime
) -> None:
    """Below the list, which is read on afterwards."""
    await listing.show(session, person, press.case, edit=None, now=now)


@router.callback_query(Pressed(*CHANGES))
async def change(
    query: CallbackQuery,
    press: ChooseShelf | NobodysData | Merge | TakeOut | Reopen | BeginAgain,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """One tap changes it, and the card shows how it stands then."""
    edit, note = parts.pressed_on(query), None
    match press:
        case ChooseShelf(suggestion=number, topic=topic):
            made = await suggesting.place(session, person, library, number, topic, now=now)
        case NobodysData(suggestion=number, version=version):
            made = await suggesting.clear(session, person, library, number, version, now=now)
        case Merge(suggestion=number, other=other):
            made, note = await sorting.merge(session, person, number, other, now=now), "merged"
        case TakeOut(suggestion=number, observation=seen):
            made = await sorting.take_out(session, person, library, number, seen, now=now)
        case BeginAgain(suggestion=number):
            made = await revising.begin_again(session, person, library, number, now=now)
        case Reopen(suggestion=number):
            made = await suggesting.reopen(session, person, number, now=now)
    await suggestion_pages.show(session, person, library, made, now=now, edit=edit, note=note)


@router.callback_query(Pressed(ChooseField))
async def pass_on(
    query: CallbackQuery,
    press: ChooseField,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Another field: the card may be out of this person's sight now, the list is not."""
    number, field = press.suggestion, press.field
    moved = await suggesting.pass_on(session, person, library, number, field, now=now)
    edit = parts.pressed_on(query)
    await suggestion_lists.overview(session, person, now=now, edit=edit, passed_on=moved)


@router.callback_query(Pressed(PreviewEntry))
async def preview(
    query: CallbackQuery,
    press: PreviewEntry,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """How will it read?"""
    chosen = await suggesting.chosen(session, person, press.suggestion)
    edit = parts.pressed_on(query)
    await suggestion_pages.preview(session, person, library, chosen, now=now, edit=edit)


@router.callback_query(Pressed(AskToWithdraw))
async def ask_to_withdraw(
    query: CallbackQuery,
    press: AskToWithdraw,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
) -> None:
    chosen = await suggesting.chosen(session, person, press.suggestion)
    edit = parts.pressed_on(query)
    suggestion_pages.ask_to_withdraw(session, person, chosen, now=now, edit=edit)


@router.callback_query(Pressed(PublishEntry, Dismiss, Withdraw))
async def decide(
    query: CallbackQuery,
    press: PublishEntry | Dismiss | Withdraw,
    person: Speaker,
    session: AsyncSession,
    now: datetime,
    library: Library,
) -> None:
    """Into the books, out of them, or nothing for them."""
    edit, number, version = parts.pressed_on(query), press.suggestion, press.version
    if isinstance(press, PublishEntry):
        entry = await suggesting.publish(session, person, library, number, version, now=now)
        suggestion_pages.say_published(session, person, entry, now=now, edit=edit)
    elif isinstance(press, Withdraw):
        await suggesting.withdraw(session, person, library, number, version, now=now)
        suggestion_pages.say_withdrawn(session, person, number, now=now, edit=edit)
    else:
        await suggesting.dismiss(session, person, number, version, now=now)
        suggestion_pages.say_dismissed(session, person, number, now=now, edit=edit)
