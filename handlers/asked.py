"""Who has said that they ask is not asked what they mean."""

from datetime import datetime, timedelta

from handlers.talk import Talk

ASKING = timedelta(minutes=10)  # so long, who has said that they ask is not asked what they mean


def expect(talk: Talk, *, now: datetime) -> None:
    """The person has just said that they have a question."""
    talk.remember(asking_since=now.isoformat())


def since(talk: Talk, *, now: datetime) -> datetime | None:
    """Since when it is clear that they ask, if it still is."""
    said = talk.remembered.get("asking_since")
    at = datetime.fromisoformat(said) if said else None
    return at if at and now - at <= ASKING else None
