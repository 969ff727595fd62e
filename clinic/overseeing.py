"""Villages and how their reports stand: the official's own, the coordinator's mentored ones."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling, leafing, letters, report_buttons, reporting, reviewing
from clinic.leafing import LeafMentoredVillages, LeafOwnVillages, Turn
from clinic.refusals import ButtonOutdated, NotAllowed
from clinic.reporting import Standing
from clinic.zone import local
from storage import agencies, reports
from storage.people import Role, Speaker
from storage.reports import ReportStatus


async def overview(session: AsyncSession, person: Speaker, *, now: datetime) -> None:
    """The person's villages with the reports that are of interest now."""
    enrolling.require(person, Role.OFFICIAL, Role.COORDINATOR)
    if person.has(Role.OFFICIAL):
        await own(session, person, now=now)
    if person.has(Role.COORDINATOR):
        await mentored(session, person, now=now)


async def own(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """The official's villages: reports to look at, and to fill in."""
    enrolling.require(person, Role.OFFICIAL)
    await _list(session, person, person.villages(), LeafOwnVillages, page, edit=edit, now=now)


async def mentored(
    session: AsyncSession,
    person: Speaker,
    *,
    now: datetime,
    page: int = 0,
    edit: int | None = None,
) -> None:
    """The villages that the coordinator's agencies mentor: reports to look at."""
    enrolling.require(person, Role.COORDINATOR)
    watched = await agencies.mentored_by(session, person.agencies(), on=local(now).date())
    await _list(session, person, watched, LeafMentoredVillages, page, edit=edit, now=now)


async def _list(
    session: AsyncSession,
    person: Speaker,
    village_ids: set[int],
    turn: type[Turn],
    page: int,
    *,
    edit: int | None,
    now: datetime,
) -> None:
    found = await reporting.standings(session, village_ids, now=now)
    found.sort(key=_village)
    leaf, shown = leafing.leaf(found, page)
    ours = turn is LeafOwnVillages
    letters.send(
        session,
        person.telegram_id,
        "report/own_villages" if ours else "report/mentored_villages",
        now=now,
        edit=edit,
        markup=report_buttons.villages(
            _sent(shown), _open(shown) if ours else [], leaf.buttons(turn)
        ),
        rows=[(v, list(some)) for (v, _), some in groupby(shown, key=_village)],
        place=leaf.page + 1,
        today=local(now).date(),
    )


def _village(standing: Standing) -> tuple[str, int]:
    return standing.village, standing.village_id


def _sent(standings: Sequence[Standing]) -> list[tuple[int, str]]:
    """The reports that were sent at some time, to be looked at."""
    return [
        (s.report.known_id, f"📄 {s.village} – {s.quarter.name}")
        for s in standings
        if s.report and s.report.status is not ReportStatus.DRAFT
    ]


def _open(standings: Sequence[Standing]) -> list[tuple[int, str, str]]:
    """The reports that can be filled in."""
    return [
        (s.village_id, str(s.quarter), f"📝 {s.village} – {s.quarter.name}")
        for s in standings
        if s.is_open
    ]


async def show(session: AsyncSession, person: Speaker, report_id: int, *, now: datetime) -> None:
    """One report, with the buttons to decide on it for those who may."""
    report = await reports.found(session, report_id)
    if report is None:
        raise ButtonOutdated
    in_charge = await reviewing.reviewers(session, report.village_id, by=report.sent_by, now=now)
    decides = person.person_id in {reviewer.person_id for reviewer in in_charge}
    handed_in = report.status is not ReportStatus.DRAFT
    if report.village_id not in person.villages() and not (decides and handed_in):
        raise NotAllowed
    to_decide = decides and report.status is ReportStatus.SENT
    await reviewing.show(session, person.telegram_id, report, now=now, to_decide=to_decide)
