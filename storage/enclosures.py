"""Files that letters enclose, as they were when somebody asked for one."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import LargeBinary, and_, or_, select, update
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import table_of
from storage.outbox import Letter, LetterState
from storage.statements import flush_later, insert_new, run


class EnclosedFile(SQLModel, table=True):
    """One version of a file; `file_id` is Telegram's, once it was uploaded."""

    __tablename__ = "enclosures"

    fingerprint: str = Field(primary_key=True)
    name: str
    content: bytes = Field(sa_type=LargeBinary)
    file_id: str | None = None


class Known(NamedTuple):
    """A file without its bytes."""

    name: str
    file_id: str | None


_files = table_of(EnclosedFile)
_letters = table_of(Letter)


async def keep(session: AsyncSession, name: str, content: bytes) -> str:
    """Store a file unless it is there; its fingerprint."""
    fingerprint = sha256(name.encode() + b"\0" + content).hexdigest()[:32]
    if await known(session, fingerprint) is None:
        row = {"fingerprint": fingerprint, "name": name, "content": content, "file_id": None}
        await insert_new(session, _files, [row])
    return fingerprint


async def known(session: AsyncSession, fingerprint: str) -> Known | None:
    """What a letter that encloses this file needs to know of it."""
    columns = _files.c.name, _files.c.file_id
    found = await run(session, select(*columns).where(_files.c.fingerprint == fingerprint))
    row = found.first()
    return Known(*row) if row else None


async def content(session: AsyncSession, fingerprint: str) -> bytes:
    """The bytes, for an upload."""
    found = await run(session, select(_files.c.content).where(_files.c.fingerprint == fingerprint))
    return bytes(found.scalar_one())


async def uploaded(session: AsyncSession, fingerprint: str, file_id: str) -> None:
    """Telegram has the file: from now on its id is enough."""
    here = _files.c.fingerprint == fingerprint
    await run(session, update(_files).where(here).values(file_id=file_id))


async def is_on_its_way(session: AsyncSession, chat: int, key: str, *, since: datetime) -> bool:
    """Whether the letter of this key is still owed to a chat, or was sent there since."""
    await flush_later(session)  # also the letters of this transaction
    owed = _letters.c.state == LetterState.OWED
    just_sent = and_(_letters.c.state == LetterState.SENT, _letters.c.sent_at > since)
    same = and_(_letters.c.chat_id == chat, _letters.c.key == key, or_(owed, just_sent))
    return (await run(session, select(_letters.c.id).where(same).limit(1))).first() is not None
