"""Sample letters and forms of the books: sent to whoever asks for one, and to nobody else."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, showing, wording
from clinic.refusals import ButtonOutdated, FileGone
from clinic.zone import local
from knowledge.enclosures import tag
from knowledge.library import Library
from storage import enclosures, journal
from storage.people import Speaker

ONE_WISH = timedelta(minutes=1)  # two taps are one wish: a copy would cost data


async def enclose(
    session: AsyncSession,
    person: Speaker,
    library: Library,
    entry_id: str,
    file: str,
    *,
    now: datetime,
) -> None:
    """Owe the file behind a button, as it is now."""
    entry = showing.valid_entry(library, entry_id, local(now).date())
    asked = next((one for one in entry.files if tag(one.file) == file), None)
    if asked is None:
        raise ButtonOutdated(about="books")
    content = library.content(asked)
    if content is None:
        raise FileGone(title=asked.title)
    fingerprint = await enclosures.keep(session, asked.file, content)
    chat, key = person.telegram_id, f"file-{fingerprint}"
    if await enclosures.is_on_its_way(session, chat, key, since=now - ONE_WISH):
        return
    letters.enclose(
        session,
        chat,
        "ask/enclosed",
        fingerprint,
        now=now,
        key=key,
        title=asked.title,
        question=entry.question,
        as_of=wording.as_of(entry.valid_as_of),
    )
    who, what = person.person_id, asked.file
    journal.record(session, "file.asked", by=who, at=now, entry=entry.id, file=what)
