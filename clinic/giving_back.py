"""A report on its way back to its village: the reason is shown on a card before it is sent."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import letters, report_buttons
from clinic.buttons import NO_BUTTONS
from clinic.quarters import Quarter
from clinic.wording import short
from storage import reports, villages

LONGEST = 1_000


@dataclass(frozen=True)
class Reason:
    """What one coordinator writes about one report as it was shown: messages with their words.

    `afresh`: the next words take the place of these.
    """

    report: int
    version: int
    said: list[tuple[int, str]] = field(default_factory=list)
    afresh: bool = False

    @property
    def place(self) -> tuple[int, int]:
        return self.report, self.version

    @property
    def words(self) -> str:
        """What the village is told, as far as it fits."""
        return short(self._all, LONGEST)

    @property
    def is_cut(self) -> bool:
        """Whether more was written than the village can be told."""
        return self.words != self._all

    @property
    def _all(self) -> str:
        return "\n".join(text for _, text in self.said).strip()

    def adding(self, message: int, text: str) -> Self:
        before = [] if self.afresh else self.said
        return replace(self, said=[*before, (message, text)], afresh=False)

    def rewording(self, message: int, text: str) -> Self:
        """One of the messages was edited."""
        said = [(one, text if one == message else words) for one, words in self.said]
        return replace(self, said=said)

    def has(self, message: int) -> bool:
        return any(one == message for one, _ in self.said)


async def ask(
    session: AsyncSession, chat_id: int, reason: Reason, *, now: datetime, anew: bool = False
) -> None:
    """Show what is written so far, to be confirmed; where there is nothing yet, ask for it."""
    written = bool(reason.words) and not reason.afresh
    markup = report_buttons.reason(reason.report, reason.version, written=written)
    facts = {"afresh": reason.afresh, "most": LONGEST if reason.is_cut else None}
    await _say(session, chat_id, reason, "why", markup, now=now, anew=anew, **facts)


async def close(
    session: AsyncSession,
    chat_id: int,
    reason: Reason,
    *,
    dropped: bool,
    now: datetime,
    anew: bool = False,
) -> None:
    """Nothing was sent: it was thrown away, or the report is no longer as it was shown."""
    moment = "not_given_back"
    await _say(session, chat_id, reason, moment, NO_BUTTONS, now=now, anew=anew, dropped=dropped)


async def confirm(session: AsyncSession, chat_id: int, reason: Reason, *, now: datetime) -> None:
    """The village was told."""
    await _say(session, chat_id, reason, "given_back", NO_BUTTONS, now=now)


def remove(session: AsyncSession, chat_id: int, reason: Reason, *, now: datetime) -> None:
    """Take the card away: it is shown once more, further down."""
    letters.remove(session, chat_id, _key(chat_id, reason), now=now)


def _key(chat_id: int, reason: Reason) -> str:
    return f"reason:{chat_id}:{reason.report}:{reason.version}"


async def _say(
    session: AsyncSession,
    chat_id: int,
    reason: Reason,
    moment: str,
    markup: dict[str, Any],
    *,
    now: datetime,
    anew: bool = False,
    **facts: Any,
) -> None:
    report = await reports.found(session, reason.report)
    assert report is not None
    card = _key(chat_id, reason)
    letters.send(
        session,
        chat_id,
        f"report/{moment}",
        now=now,
        markup=markup,
        key=card if anew else None,
        edit=None if anew else card,
        village=(await villages.named(session, report.village_id)).name,
        quarter=Quarter.parse(report.quarter).name,
        reason=reason.words,
        **facts,
    )
