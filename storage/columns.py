"""Columns that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import DateTime, Dialect, Table
from sqlalchemy import Enum as EnumType
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Numbered(SQLModel):
    """A row whose number comes from the database."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def known_id(self) -> int:
        """The number of a row that is stored."""
        assert self.id is not None
        return self.id


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def choice(kind: type[Enum]) -> Any:
    """An enum stored by value, as plain text: adding a member needs no migration."""
    return EnumType(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=False,
        length=32,
    )


def table_of(kind: type[SQLModel]) -> Table:
    """The table behind a class, for Core statements."""
    return SQLModel.metadata.tables[str(kind.__tablename__)]
