"""A database whose engines go from test to test: what SQLAlchemy has compiled stays compiled."""

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.database import Database

_engines: dict[tuple[str, bool], AsyncEngine] = {}


class LentDatabase(Database):
    """Closing it closes its connections: the next event loop opens its own."""

    def _engine(self, *, pool_size: int, query_only: bool = False) -> AsyncEngine:
        key = str(self.url), query_only
        if key not in _engines:
            _engines[key] = super()._engine(pool_size=pool_size, query_only=query_only)
        return _engines[key]
