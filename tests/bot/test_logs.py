"""Log lines: one form for all, and no secrets in them."""

import json
import logging
from collections.abc import Iterator
from typing import Literal

import pytest

from bot.api import Api, InDoubt, NotSent
from bot.logs import set_up_logs

TOKEN = "42:RAHASIA"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers, root.level = before[0], before[1]


def test_json_lines_carry_word_level_time_and_ids(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("json")
    logging.getLogger("clinic").info("case.claimed", extra={"case_id": 17})
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["case_id"]) == ("case.claimed", "info", 17)
    assert line["timestamp"].endswith("Z")


def test_text_lines_carry_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("text")
    logging.getLogger("clinic").warning("case.claimed", extra={"case_id": 17})
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    for part in ("case.claimed", "warning", "case_id=17"):
        assert part in line


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_fault_comes_with_its_traceback(
    form: Literal["text", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(form)
    try:
        raise ValueError("apa ini")
    except ValueError:
        logging.getLogger("bot").exception("worker.fault")
    assert "ValueError: apa ini" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "json"])
async def test_the_token_is_in_no_line_about_a_failed_call(
    form: Literal["text", "json"], capsys: pytest.CaptureFixture[str], unused_tcp_port: int
) -> None:
    set_up_logs(form)
    api = Api(f"http://127.0.0.1:{unused_tcp_port}", TOKEN)
    try:
        await api.call("getUpdates", {})
    except (NotSent, InDoubt) as fault:
        logging.getLogger("bot").exception("receiver.fault", extra={"fault": repr(fault)})
    await api.close()
    said = capsys.readouterr().err
    assert "receiver.fault" in said
    assert "RAHASIA" not in said
