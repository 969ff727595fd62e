"""Checking a village's report: shown to those in charge, approved or sent back with a reason."""

from datetime import datetime
from itertools import groupby
from typing import Any, cast

from sqlmodel.ext.asyncio.session import AsyncSession

from clinic import enrolling, letters, report_buttons, report_form
from clinic.buttons import NO_BUTTONS
from clinic.quarters import Quarter
from clinic.refusals import ButtonOutdated, NotAllowed, NothingWritten
from clinic.report_form import FIELDS, Photo
from clinic.zone import local
from storage import agencies, journal, outbox, people, reports, villages
from storage.people import Role, Speaker
from storage.reports import Report, ReportStatus


async def reviewers(
    session: AsyncSession, village_id: int, *, by: int | None, now: datetime
) -> list[Speaker]:
    """The coordinators of the mentoring agencies; the province where none can be reached.

    Never who has handed it in (`by`): with two roles, somebody would approve their own report.
    """
    mentoring = await agencies.mentoring(session, village_id, on=local(now).date())
    coordinators = await people.with_role(session, Role.COORDINATOR)
    in_charge = [one for one in coordinators if one.agencies() & mentoring and not one.unreachable]
    in_charge = [one for one in in_charge if one.person_id != by]
    return in_charge or await province(session, by=by)


async def province(session: AsyncSession, *, by: int | None) -> list[Speaker]:
    """The provincial team, without who asks it for something."""
    return [one for one in await people.with_role(session, Role.PROVINCE) if one.person_id != by]


async def present(session: AsyncSession, report: Report, *, now: datetime) -> None:
    """Bring a report that was just sent to everybody who may decide on it."""
    for reviewer in await reviewers(session, report.village_id, by=report.sent_by, now=now):
        await show(session, reviewer.telegram_id, report, now=now, to_decide=True)


async def show(
    session: AsyncSession, chat_id: int, report: Report, *, now: datetime, to_decide: bool
) -> None:
    """The report as a card, and copies of its photos."""
    number = report.known_id
    markup = report_buttons.review(number, report.version) if to_decide else None
    key = _key(number, report.version) if to_decide else None
    facts = await facts_of(session, report)
    letters.send(session, chat_id, "report/card", now=now, markup=markup, key=key, **facts)
    for source, photos in groupby(_photos(report), key=lambda photo: photo["chat_id"]):
        letters.copy(session, chat_id, source, [p["message_id"] for p in photos], now=now)


async def facts_of(session: AsyncSession, report: Report) -> dict[str, Any]:
    """A report in words: what a card and a summary say."""
    names = {
        role: (await people.named(session, person_id)).name
        for role, person_id in (("sender", report.sent_by), ("decider", report.decided_by))
        if person_id is not None
    }
    return {
        "report": report,
        "village": (await villages.named(session, report.village_id)).name,
        "quarter": Quarter.parse(report.quarter).name,
        "lines": lines(report),
        "missing": [field.label for field in report_form.missing(report.values)],
        "doubts": [doubt.value for doubt in report_form.doubts(report.values)],
        "sender": names.get("sender"),
        "decider": names.get("decider"),
    }


def lines(report: Report) -> list[tuple[str, str | None]]:
    """Every field by its label, with its value in words; None where there is no answer."""
    return [
        (f.label, report_form.show(f, report.values[f.key]) if f.key in report.values else None)
        for f in FIELDS
    ]


def _photos(report: Report) -> list[Photo]:
    held = report.values.get("photos")
    photos = cast(list[Photo], held) if isinstance(held, list) else []
    return sorted(photos, key=lambda photo: photo["chat_id"])


def _key(report_id: int, version: int) -> str:
    return f"review:{report_id}:{version}"


async def undecided(
    session: AsyncSession, person: Speaker, report_id: int, version: int, *, now: datetime
) -> Report:
    """A report that this person may decide on, still as it was shown."""
    enrolling.require(person, Role.COORDINATOR, Role.PROVINCE)
    report = await _as_shown(session, report_id, version)
    if report is None:
        raise ButtonOutdated
    if not await _in_charge(session, person, report, now=now):
        raise NotAllowed
    return report


async def may_decide(
    session: AsyncSession, person: Speaker, report_id: int, version: int, *, now: datetime
) -> bool:
    """Whether the report still is as it was shown, and this person's to decide on."""
    report = await _as_shown(session, report_id, version)
    return report is not None and await _in_charge(session, person, report, now=now)


async def _as_shown(session: AsyncSession, report_id: int, version: int) -> Report | None:
    """The report, if it still waits for a decision and nothing in it has changed."""
    report = await reports.found(session, report_id)
    if report is None or report.version != version or report.status is not ReportStatus.SENT:
        return None
    return report


async def _in_charge(
    session: AsyncSession, person: Speaker, report: Report, *, now: datetime
) -> bool:
    allowed = await reviewers(session, report.village_id, by=report.sent_by, now=now)
    if person.person_id in {reviewer.person_id for reviewer in allowed}:
        return True
    return await province_was_asked(session, person, _key(report.known_id, report.version))


async def province_was_asked(session: AsyncSession, person: Speaker, card: str) -> bool:
    """The province may use a card it was given while no coordinator could be reached."""
    if not person.has(Role.PROVINCE):
        return False
    return person.telegram_id in await outbox.chats_with(session, card)


async def approve(
    session: AsyncSession, person: Speaker, report_id: int, version: int, *, now: datetime
) -> Report:
    """The report is right: the village is told."""
    return await _decide(
        session, person, report_id, version, ReportStatus.APPROVED, reason=None, now=now
    )


async def give_back(
    session: AsyncSession,
    person: Speaker,
    report_id: int,
    version: int,
    reason: str,
    *,
    now: datetime,
) -> Report:
    """The village has to change something, and is told what."""
    if not reason:
        raise NothingWritten
    return await _decide(
        session, person, report_id, version, ReportStatus.RETURNED, reason=reason, now=now
    )


async def _decide(
    session: AsyncSession,
    person: Speaker,
    report_id: int,
    version: int,
    status: ReportStatus,
    *,
    reason: str | None,
    now: datetime,
) -> Report:
    shown = await undecided(session, person, report_id, version, now=now)
    decided = await reports.advance(
        session,
        shown,
        of=(ReportStatus.SENT,),
        status=status,
        decided_at=now,
        decided_by=person.person_id,
        reason=reason,
    )
    if decided is None:
        raise ButtonOutdated
    _record(session, person, decided, now=now)
    await _close_cards(session, decided, version, now=now)
    await _tell_village(session, decided, now=now)
    return decided


def _record(session: AsyncSession, person: Speaker, report: Report, *, now: datetime) -> None:
    journal.record(
        session,
        f"report.{report.status.value}",
        by=person.person_id,
        at=now,
        village_id=report.village_id,
        quarter=report.quarter,
        version=report.version,
    )


async def _close_cards(
    session: AsyncSession, report: Report, version: int, *, now: datetime
) -> None:
    """All cards of this sending say what was decided, and lose their buttons."""
    card, facts = _key(report.known_id, version), await facts_of(session, report)
    for chat in await outbox.chats_with(session, card):
        letters.send(session, chat, "report/card", now=now, edit=card, markup=NO_BUTTONS, **facts)


async def _tell_village(session: AsyncSession, report: Report, *, now: datetime) -> None:
    facts = await facts_of(session, report)
    returned = report.status is ReportStatus.RETURNED
    markup = report_buttons.go_on(report.village_id, report.quarter) if returned else None
    for official in await people.with_role(session, Role.OFFICIAL):
        if report.village_id in official.villages():
            moment = f"report/{report.status.value}"
            letters.send(session, official.telegram_id, moment, now=now, markup=markup, **facts)
