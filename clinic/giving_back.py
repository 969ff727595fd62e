"""A report on its way back to its village, with the reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import report_buttons, reviewing
from clinic.buttons import NO_BUTTONS
from clinic.quarters import Quarter
from clinic.reasons import Reason
from storage import reports, villages
from storage.people import Speaker


@dataclass(frozen=True)
class ReturnReason(Reason):
    """Why a report goes back to its village: what has to be changed."""

    report: int
    version: int
    asks = "report/why"
    closes = "report/not_given_back"

    @property
    def place(self) -> tuple[int, int]:
        return self.report, self.version

    @property
    def thing(self) -> tuple[int]:
        return (self.report,)

    async def is_wanted(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        return await reviewing.may_decide(session, person, *self.place, now=now)

    async def confirm(self, session: AsyncSession, person: Speaker, *, now: datetime) -> bool:
        if not await self.is_wanted(session, person, now=now):
            return False
        await reviewing.give_back(session, person, *self.place, self.words, now=now)
        await self._say(session, person.telegram_id, "report/given_back", NO_BUTTONS, now=now)
        return True

    def _card(self, chat_id: int) -> str:
        return f"reason:{chat_id}:{self.report}:{self.version}"

    async def _about(self, session: AsyncSession) -> dict[str, Any]:
        report = await reports.found(session, self.report)
        assert report is not None
        village = (await villages.named(session, report.village_id)).name
        return {"village": village, "quarter": Quarter.parse(report.quarter).name}

    def _buttons(self, *, written: bool, note: str | None) -> dict[str, Any]:
        return report_buttons.reason(*self.place, written=written, approving=note == "approving")
