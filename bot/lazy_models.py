"""aiogram's 300 models, each built when it is first used.

aiogram rebuilds every one of them while it is imported: some three seconds of a small server and
100 MB, of which the clinic needs a twentieth. The models say themselves that building may wait
(`defer_build`); what they need for it is the namespace that aiogram hands to `model_rebuild`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydantic


@contextmanager
def built_when_used() -> Iterator[None]:
    """Inside, `model_rebuild` only remembers where the model's names are to be looked up."""
    whole = pydantic.BaseModel.__dict__["model_rebuild"]

    def remember(cls: Any, *, _types_namespace: dict[str, Any], **_: Any) -> None:
        cls.__pydantic_parent_namespace__ = _types_namespace

    # mypy lets nobody change a class's method; aiogram leaves no other place to hold it back.
    pydantic.BaseModel.model_rebuild = classmethod(remember)  # type: ignore[assignment, method-assign, arg-type]
    try:
        yield
    finally:
        pydantic.BaseModel.model_rebuild = whole  # type: ignore[method-assign]
