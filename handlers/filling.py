"""Filling in a form: which field is asked, and what becomes of an answer."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import filling, form_pages, letters
from clinic.buttons import CallbackData
from clinic.evaluating import EVALUATION
from clinic.form import Form
from clinic.form_answers import Answer
from clinic.form_buttons import Move
from clinic.form_field import Field, Value
from clinic.form_pages import Page
from clinic.refusals import AnswerUnreadable, ButtonOutdated, NoLongerAsked
from clinic.reporting import REPORT
from handlers import told, waiting
from handlers.talk import Talk
from handlers.told import Told, given_in
from storage.papers import Paper
from storage.people import Speaker

FORMS: dict[str, Form[Any]] = {form.command: form for form in (REPORT, EVALUATION)}
NEAR = 3  # own messages below the form that still leave it in sight


class Filling(StatesGroup):
    """One field is asked, or the summary is shown (no field)."""

    answering = State()


@dataclass(frozen=True)
class Sitting:
    """One person at one form, in one update.

    The conversation keeps the form by its command, the paper, the number of the message that asks,
    the field asked (empty: the summary), the answer the person saw in it, and whether the field
    was chosen in the summary.
    """

    session: AsyncSession
    person: Speaker
    talk: Talk
    now: datetime

    @property
    def form(self) -> Form[Any]:
        return FORMS[self.talk.data["form"]]

    @property
    def is_on(self) -> bool:
        return self.talk.state == Filling.answering.state

    @property
    def asked(self) -> Field | None:
        return self.form.field(self.talk.data["field"])

    async def open(self, form: Form[Any], number: int, paper: Paper) -> None:
        """Begin where there is something to do."""
        if not form.is_open(paper):
            await self._say_settled(form, paper)
            return
        await self.make_room()
        self.talk.begin(Filling.answering, form=form.command, paper=paper.known_id, number=number)
        await self.ask(paper, form.first(paper), anew=True)

    async def make_room(self) -> None:
        """Something else begins: what asks for words here says that it no longer does."""
        if self.is_on:
            await self.stop()
        await waiting.end(self.session, self.person.telegram_id, self.talk, now=self.now)

    async def stop(self) -> Paper | None:
        """Ask no further: the card says so. The paper, if it could be gone on with."""
        paper, page = await self._open_paper(), self.page()
        if paper is None:
            letters.remove(self.session, self.person.telegram_id, page.name, now=self.now)
        else:
            await form_pages.saved(self.session, page, paper, now=self.now)
        self.talk.leave()
        return paper

    async def still_open(self) -> Paper | None:
        """The paper, if one sits at one that may be filled in; otherwise the sitting is over."""
        if not self.is_on:
            return None
        return await self._open_paper() or await self.stop()

    async def _open_paper(self) -> Paper | None:
        with suppress(NoLongerAsked):
            found = await self._found()
            return found if self.form.is_open(found) else None
        return None

    async def _say_settled(self, form: Form[Any], paper: Paper, *, answered: bool = False) -> None:
        """Say that it was sent: who is filling in this very paper is done, another one stays."""
        here = self.talk.data.get("form"), self.talk.data.get("paper")
        if here == (form.command, paper.known_id):
            self.talk.leave()
        await form.say_settled(self.session, self.person, paper, answered=answered, now=self.now)

    async def paper(self, *, answered: bool = False) -> Paper | None:
        """The paper of this conversation, while it may be filled in."""
        form, found = self.form, await self._found()
        if form.is_open(found):
            return found
        await self._say_settled(form, found, answered=answered)
        return None

    async def _found(self) -> Paper:
        number = self.talk.data["paper"]
        paper: Paper = await filling.awaited(
            self.session, self.person, self.form, number, now=self.now
        )
        return paper

    async def pressed(self, button: CallbackData, number: int, field: str) -> Paper | None:
        """The same for a button, which is out of date on another form or field.

        One more tap on the last button says nothing new.
        """
        here = self.is_on and (self.talk.data["number"], self.talk.data["field"])
        if here != (number, field):
            if self.talk.remembered.get("tapped") == button.pack():
                return None
            raise ButtonOutdated(**({} if self.is_on else {"ways_in": self._ways_in()}))
        self.talk.remember(tapped=button.pack())
        return await self.paper()

    def _ways_in(self) -> list[str]:
        """The commands that open this person's forms again."""
        return [f"/{form.command}" for form in FORMS.values() if self.person.has(form.role)]

    def page(self, **how: Any) -> Page[Any]:
        return Page(self.person, self.form, self.talk.data["number"], **how)

    async def ask(
        self,
        paper: Paper,
        field: Field | None,
        *,
        anew: bool = False,
        below: bool = False,
        on: bool = False,
        **said: Any,
    ) -> None:
        """Show the field, or the summary where there is none, and remember what was shown.

        It is put below what has come since: nobody would see the words go in further up. From the
        summary to a field and back again, unless all that is missing is gone through (`on`).
        """
        moved = not anew and (below or await self._is_away())
        if anew or moved:
            self.talk.keep(below=0)
        chosen = self._is_changing or self.talk.data.get("field") == ""
        changing = field is not None and chosen and not on
        self.talk.keep(
            field=field.key if field else "", seen=_held(paper, field), changing=changing
        )
        page = self.page(anew=anew, moved=moved, **said)
        await form_pages.ask(self.session, page, paper, field, now=self.now)

    async def _is_away(self) -> bool:
        """Whether the form has scrolled away, or something else of ours stands below it."""
        if self.talk.data.get("below", 0) >= NEAR:
            return True
        chat = self.person.telegram_id
        return not await letters.is_lowest(self.session, chat, self.page().name)

    @property
    def _is_changing(self) -> bool:
        """Whether a field is asked that was chosen in the summary: back to it afterwards."""
        return bool(self.talk.data.get("changing"))

    async def take(
        self, paper: Paper, field: Field, given: Answer | None, *, said_in: int | None = None
    ) -> None:
        """Keep an answer and ask on, unless somebody else answered the same field meanwhile."""
        if field is not self.form.photos and _held(paper, field) != self.talk.data["seen"]:
            await self.ask(paper, field, note="answered_by_other")
            return
        if filled := await self.fill(paper, field, given, said_in=said_in):
            await self.go_on(filled, field, taken=field)

    async def fill(
        self,
        paper: Paper,
        field: Field,
        given: Answer | None,
        *,
        said_in: int | None = None,
        edited: bool = False,
    ) -> Paper | None:
        """Keep an answer, and which message it was said in: that one may be edited later.

        One that cannot be read is answered with the reason, and with where it can be mended.
        """
        try:
            filled: Paper = await filling.fill(
                self.session, self.person, self.form, paper, field, given, now=self.now
            )
        except AnswerUnreadable as no:
            self.remember(paper, field, said_in)
            elsewhere = field is not self.asked
            why = AnswerUnreadable(**no.facts, edited=edited, elsewhere=elsewhere)
            await self.ask(paper, self.asked, unreadable=why)
            return None
        self.remember(filled, field, said_in)
        return filled

    def remember(self, paper: Paper, field: Field, said_in: int | None) -> None:
        """This message was the answer, or was meant to be: an edit of it counts."""
        if said_in and field is not self.form.photos:
            said = Told(self.form.command, paper.known_id, field.key, _held(paper, field))
            told.remember(self.talk, said_in, said)

    async def go_on(self, paper: Paper, field: Field, *, taken: Field | None = None) -> None:
        """Ask what comes next."""
        following = None if self._is_changing else self.form.following(paper.values, field)
        await self.ask(paper, following, taken=taken)

    async def move(self, paper: Paper, field: Field | None, way: Move) -> None:
        """On, back, or away, without answering."""
        work = self.session, self.person, self.form, paper
        if way is Move.SAVE:
            await form_pages.saved(self.session, self.page(), paper, now=self.now)
            self.talk.leave()
        elif way is Move.BACK:
            await self.ask(paper, self.form.before(field))
        elif way is Move.ON:
            await self.ask(paper, self.form.following(paper.values), on=True)
        elif way is Move.SUMMARY or field is None:
            await self.ask(paper, None)
        elif way is Move.CLEAR:
            await self.ask(await filling.clear(*work, field, now=self.now), field)
        else:
            verb = filling.repeat if way is Move.SAME else filling.skip
            await self.go_on(await verb(*work, field, now=self.now), field)

    async def hand_in(self, paper: Paper, version: int) -> None:
        """Hand in what the summary shows; if it has changed since, show it once more."""
        if paper.version != version:
            await self.ask(paper, None, note="changed")
            return
        sent = await filling.send(self.session, self.person, self.form, paper, now=self.now)
        await form_pages.receipt(self.session, self.page(), sent, now=self.now)
        self.talk.leave()

    async def hear(self, message: Message) -> None:
        """Something was written or sent for the field that is asked."""
        if (paper := await self.paper(answered=True)) is None:
            return
        given, photos, asked = given_in(message), self.form.photos, self.asked
        self.talk.keep(below=self.talk.data.get("below", 0) + 1)
        if isinstance(given, dict) and photos and asked is not photos:
            # A picture belongs to the photos whenever it comes: the rest of an album comes late.
            if filled := await self.fill(paper, photos, given):
                await self.ask(filled, asked, note="photo_kept")
        elif asked is None:
            await self.ask(paper, None, below=True, note="no_field")
        else:
            await self.take(paper, asked, given, said_in=message.message_id)

    def is_at(self, form: str, paper: int) -> bool:
        return self.is_on and (self.talk.data["form"], self.talk.data["paper"]) == (form, paper)

    async def hear_again(self, message: Message, field: Field, held: list[Value]) -> None:
        """An answer was edited in the chat: its field gets the new wording, if it is still that."""
        if (paper := await self.paper(answered=True)) is None:
            return
        if _held(paper, field) != held:
            await self.ask(paper, self.asked, note="answer_kept")
            return
        said_in, given = message.message_id, given_in(message)
        filled = await self.fill(paper, field, given, said_in=said_in, edited=bool(held))
        if filled and field is self.asked:
            await self.go_on(filled, field, taken=field)
        elif filled:
            await self.ask(filled, self.asked, note="answer_changed")


def _held(paper: Paper, field: Field | None) -> list[Value]:
    """The answer in the draft, if there is one."""
    return [paper.values[field.key]] if field and field.key in paper.values else []
