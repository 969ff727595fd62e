"""A form as the person who fills it in sees it: one message that is edited again and again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import deadlines, filling, form_buttons, letters
from clinic.buttons import NO_BUTTONS, inline
from clinic.form import Form, P
from clinic.form_answers import lines, show
from clinic.form_field import Field, missing
from clinic.letters import Markup
from clinic.quarters import Quarter
from clinic.refusals import AnswerUnreadable
from clinic.zone import local
from storage import villages
from storage.people import Speaker


@dataclass(frozen=True)
class Page(Generic[P]):
    """Whose message it is, of which form, and its number; an edit of it unless opened anew.

    `moved`: it is put below what has come since. `note`, `taken`, `unreadable`: what became of the
    words that were just said: in short, into which field they went, why they cannot be taken.
    """

    reader: Speaker
    form: Form[P]
    number: int
    anew: bool = False
    moved: bool = False
    note: str | None = None
    taken: Field | None = None
    unreadable: AnswerUnreadable | None = None

    @property
    def name(self) -> str:
        return f"form:{self.reader.telegram_id}:{self.number}"


async def ask(
    session: AsyncSession, page: Page[P], paper: P, field: Field | None, *, now: datetime
) -> None:
    """Show a field, or the summary where there is none."""
    form, values = page.form, paper.values
    if field is None:
        open_ends = form.following(values) is not None
        markup = form_buttons.summary(
            page.number, paper.version, form.fields, form.noun, unanswered=open_ends
        )
        await _send(session, page, "form/summary", paper, markup, now=now)
        return
    last = await form.last_value(session, paper, field)
    markup = form_buttons.question(
        page.number,
        field,
        first=field is form.fields[0],
        repeatable=last is not None and last != values.get(field.key),
        clearable=field.key in values,
    )
    await _send(
        session,
        page,
        "form/question",
        paper,
        markup,
        now=now,
        field=field,
        place=form.fields.index(field) + 1,
        of=len(form.fields),
        current=show(field, values[field.key]) if field.key in values else None,
        last=show(field, last) if last is not None else None,
    )


async def saved(session: AsyncSession, page: Page[P], paper: P, *, now: datetime) -> None:
    """The draft is kept; who may go on with it."""
    form = page.form
    markup = inline([[(f"{form.icon} Lanjutkan {form.noun}", form.way_in(paper))]])
    names = await filling.colleagues(session, page.reader, form, paper)
    await _send(session, page, "form/saved", paper, markup, now=now, colleagues=names)


async def mended(
    session: AsyncSession, reader: Speaker, form: Form[P], paper: P, field: Field, *, now: datetime
) -> None:
    """An answer was edited after the form was left, and taken over."""
    letters.send(
        session,
        reader.telegram_id,
        "form/mended",
        now=now,
        markup=inline([[(f"{form.icon} Lanjutkan {form.noun}", form.way_in(paper))]]),
        label=field.label,
        value=show(field, paper.values[field.key]),
        **await _about(session, form, paper),
    )


async def receipt(session: AsyncSession, page: Page[P], paper: P, *, now: datetime) -> None:
    """The paper was sent at this moment, and this is who decides on it."""
    names = await page.form.deciders(session, paper, now=now)
    await _send(session, page, page.form.receipt, paper, NO_BUTTONS, now=now, reviewers=names)


async def _send(
    session: AsyncSession,
    page: Page[P],
    moment: str,
    paper: P,
    markup: Markup,
    *,
    now: datetime,
    **facts: Any,
) -> None:
    if page.moved:
        letters.remove(session, page.reader.telegram_id, page.name, now=now)
    fresh = page.anew or page.moved
    letters.send(
        session,
        page.reader.telegram_id,
        moment,
        now=now,
        markup=markup,
        key=page.name if fresh else None,
        edit=None if fresh else page.name,
        note=page.note,
        taken=_taken(page, paper),
        unreadable=_words_of(page.unreadable),
        writer=await filling.writer(session, paper, page.reader),
        today=local(now).date(),
        **await _about(session, page.form, paper),
        **facts,
    )


def _taken(page: Page[P], paper: P) -> tuple[str, str] | None:
    """Label and value, where the words would else be seen to vanish: the page stands anew below."""
    if page.taken is None or not page.moved:
        return None
    return page.taken.label, show(page.taken, paper.values[page.taken.key])


def _words_of(no: AnswerUnreadable | None) -> str | None:
    return letters.render(no.moment(), **no.facts) if no else None


async def _about(session: AsyncSession, form: Form[P], paper: P) -> dict[str, Any]:
    """What every page says of the paper."""
    quarter = Quarter.parse(paper.quarter)
    due = await deadlines.of_quarter(session, quarter)
    return {
        "icon": form.icon,
        "noun": form.noun,
        "command": form.command,
        "task": form.task.value,
        "village": (await villages.named(session, paper.village_id)).name,
        "quarter": quarter.name,
        "due_on": due.due_on(form.task, paper.village_id),
        "begun": bool(paper.values),
        "lines": lines(form.fields, paper.values),
        "missing": [field.label for field in missing(form.fields, paper.values)],
        "changed_at": paper.changed_at,
        "sent_at": paper.sent_at,
        **await form.facts(session, paper),
    }
