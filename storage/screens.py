"""What a person sees: which of the clinic's messages stands lowest in a chat."""

from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.columns import table_of
from storage.outbox import Letter, LetterState
from storage.statements import flush_later, run

_letters = table_of(Letter)
_CHANGES = ("editMessageText", "editMessageReplyMarkup", "deleteMessage")
_on_its_way = and_(_letters.c.state == LetterState.OWED, _letters.c.method.not_in(_CHANGES))
_arrived = and_(_letters.c.state == LetterState.SENT, _letters.c.message_id > 0)
_name = func.coalesce(_letters.c.key, _letters.c.about)
# What a tap changed goes by its number: the name is that of another letter about the same message.
_nameless = and_(_letters.c.message_id.is_not(None), _name.is_(None))

# Built once: it is asked with every word that goes into a draft or a form.
_LOWEST = (
    select(_name)
    .where(
        _letters.c.chat_id == bindparam("chat"),
        _letters.c.method != "deleteMessage",
        or_(_on_its_way, _arrived),
    )
    .order_by(_letters.c.message_id.desc().nulls_first(), _nameless, _letters.c.id.desc())
    .limit(1)
)


async def has_news(session: AsyncSession, chat: int, *, since: datetime) -> bool:
    """Whether a message was written to this chat after this moment."""
    await flush_later(session)
    news = select(_letters.c.id).where(
        _letters.c.chat_id == chat,
        _letters.c.created_at > since,
        _letters.c.method.not_in(_CHANGES),
    )
    return (await run(session, news.limit(1))).first() is not None


async def standing(session: AsyncSession, chat: int, beginning: str) -> list[str]:
    """The names of the messages that stand in a chat, of those whose name begins so."""
    await flush_later(session)
    named = select(_name.label("name"), _letters.c.method).where(
        _letters.c.chat_id == chat, _name.startswith(beginning, autoescape=True)
    )
    found = await run(session, named.order_by(_letters.c.id))
    last: dict[str, str] = {row.name: row.method for row in found}
    return [name for name, method in last.items() if method != "deleteMessage"]


async def lowest(session: AsyncSession, chat: int) -> str | None:
    """The name of the lowest message; None where it has no name, or where there is none.

    Telegram numbers the messages of a chat upwards; what is not sent yet will stand below them.
    """
    await flush_later(session)
    found = await run(session, _LOWEST, {"chat": chat})
    name: str | None = found.scalar_one_or_none()
    return name
