"""Figures for Prometheus, read from the database when asked for."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from storage import cases, inbox, outbox
from storage.cases import CaseStatus
from storage.database import Database
from storage.outbox import TOLD, LetterState


async def metrics(database: Database, *, now: datetime) -> bytes:
    """Prometheus text: what waits, and how long already."""
    registry = CollectorRegistry()
    async with database.reading() as session:
        oldest = {
            "update": await inbox.oldest_open(session),
            "letter": await outbox.oldest_owed(session, now=now),
        }
        letters = await outbox.undelivered(session)
        parked = len(await inbox.parked(session))
        counted = {status: await cases.count(session, status) for status in CaseStatus}
    ages = Gauge(
        "klinik_oldest_seconds", "Age of the oldest that waits", ["what"], registry=registry
    )
    for what, since in oldest.items():
        ages.labels(what).set((now - since).total_seconds() if since else 0)
    unsent = Gauge("klinik_letters", "Letters that are not sent", ["state"], registry=registry)
    for state in set(LetterState).difference(TOLD):
        unsent.labels(state).set(letters.get(state, 0))
    Gauge("klinik_parked_updates", "Updates set aside", registry=registry).set(parked)
    gauge = Gauge("klinik_cases", "Cases", ["status"], registry=registry)
    for status, count in counted.items():
        gauge.labels(status).set(count)
    return generate_latest(registry)
