"""aiogram's models, built late, understand what they would have understood early."""

import subprocess
import sys

UPDATE = {
    "update_id": 1,
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 1, "type": "private"},
        "from": {"id": 1, "is_bot": False, "first_name": "M"},
        "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        "reply_markup": {"inline_keyboard": [[{"text": "Ambil", "callback_data": "tk:1:1"}]]},
    },
}
READ = f"from aiogram.types import Update; print(Update.model_validate({UPDATE}))"


LATE = """
from bot.lazy_models import built_when_used
with built_when_used():
    import aiogram
"""


def said(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout


def test_an_update_reads_the_same_however_late_the_models_are_built() -> None:
    early, late = said(READ), said(LATE + READ)
    assert late == early
    assert "tk:1:1" in late


def test_models_that_nobody_uses_are_not_built() -> None:
    code = "from aiogram.types import Invoice; print(Invoice.__pydantic_complete__)"
    assert said(LATE + code) == "False\n"
