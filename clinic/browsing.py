"""The books by topic: which topics there are, and the questions of one of them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import answer_buttons, leafing, letters
from clinic.answer_buttons import LeafTopic, LeafTopics
from clinic.refusals import ButtonOutdated
from clinic.zone import local
from knowledge.entries import Entry, Topic
from knowledge.library import Library
from storage.people import Speaker

SIZE = 8  # questions on a page


def topics(
    session: AsyncSession, person: Speaker, library: Library, page: int, *, edit: int, now: datetime
) -> None:
    """A page of the topics that have something to read."""
    leaf, shown = leafing.leaf(_topics(library, local(now).date()), page)
    letters.send(
        session,
        person.telegram_id,
        "browse/topics",
        now=now,
        edit=edit,
        markup=answer_buttons.topics(
            [(topic.id, topic.title) for topic in shown], leaf.buttons(LeafTopics)
        ),
        place=leaf.page + 1,
    )


def topic(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    at: LeafTopic,
    *,
    edit: int,
    now: datetime,
) -> None:
    """A page of a topic's questions, numbered, each with its button."""
    known = _topics(library, local(now).date())
    place = next((n for n, topic in enumerate(known) if topic.id == at.topic), None)
    if place is None:
        raise ButtonOutdated(about="books")
    shelf = _shelf(library, at.topic, local(now).date())
    leaf, shown = leafing.leaf(shelf, at.page, SIZE)
    first = leaf.page * SIZE + 1
    letters.send(
        session,
        person.telegram_id,
        "browse/topic",
        now=now,
        edit=edit,
        markup=answer_buttons.questions(
            [(entry.id, str(number)) for number, entry in enumerate(shown, first)],
            leaf.buttons(lambda page: LeafTopic(topic=at.topic, page=page)),
            LeafTopics(page=place // leafing.SIZE),
        ),
        title=known[place].title,
        place=leaf.page + 1,
        first=first,
        questions=[entry.question for entry in shown],
    )


def place_of(library: Library, entry: Entry, on: date) -> LeafTopic:
    """The page on which an entry stands in its topic."""
    place = _shelf(library, entry.topic, on).index(entry)
    return LeafTopic(topic=entry.topic, page=place // SIZE)


def _topics(library: Library, on: date) -> Sequence[Topic]:
    return [topic for topic in library.topics() if _shelf(library, topic.id, on)]


def _shelf(library: Library, topic: str, on: date) -> Sequence[Entry]:
    return [entry for entry in library.entries(topic) if entry.is_valid(on)]
