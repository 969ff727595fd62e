"""Alembic's door: runs on the connection that `Database.migrate` hands over."""

import importlib
import pkgutil
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import storage

for module in pkgutil.iter_modules(storage.__path__):
    importlib.import_module(f"storage.{module.name}")


def as_plain_type(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones behind them."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and type(item).__name__ == "AutoString":
        return "sa.String()" if item.length is None else f"sa.String(length={item.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_item=as_plain_type,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
