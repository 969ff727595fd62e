"""The files of the chat page, as they are served and as they fit together."""

import re
from pathlib import Path

import pytest

from bot.local_telegram.page_files import FOLDER, KINDS

FILES = {file.name: file for file in sorted(FOLDER.iterdir())}
TEXTS = {name: file.read_text() for name, file in FILES.items()}
SCRIPTS = {name: text for name, text in TEXTS.items() if name.endswith(".js")}
GIVEN = re.compile(r"^export (?:async )?(?:function|const|let|class) ([\w$]+)", re.MULTILINE)
TAKEN = re.compile(r"^import \{ ([^}]+) \} from \"\./(\w+\.js)\";", re.MULTILINE)


def taken(text: str) -> set[tuple[str, str]]:
    """Every name that a script takes from another, with the file it comes from."""
    return {(file, name) for names, file in TAKEN.findall(text) for name in names.split(", ")}


@pytest.mark.parametrize("name", FILES)
async def test_every_file_comes_fresh_with_its_kind_and_a_strict_policy(http, name):
    async with http.get(f"telegram/{name.removeprefix('index.html')}") as answer:
        assert answer.status == 200
        assert answer.content_type == KINDS[Path(name).suffix]
        assert answer.charset == "utf-8"
        assert await answer.text() == TEXTS[name]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["none.js", "people.py", "..%2fpeople.py", "%2e%2e/people.js"])
async def test_nothing_else_is_served(http, name):
    async with http.get(f"telegram/{name}") as answer:
        assert answer.status == 404


async def test_a_page_that_somebody_sent_never_runs_as_ours(http, maria):
    document = maria.sends_document("a.html", b"<script>1</script>", "text/html; charset=utf-8")
    async with http.get(f"telegram/api/files/{document['document']['file_id']}") as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert answer.headers["Content-Security-Policy"] == "sandbox"


def test_no_script_or_style_stands_inside_the_page():
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", TEXTS["index.html"]) == []


def test_every_file_is_named_by_another():
    others = {name: "".join(t for n, t in TEXTS.items() if n != name) for name in FILES}
    assert [name for name in FILES if name != "index.html" and name not in others[name]] == []


def test_scripts_take_what_others_give_and_use_all_of_it():
    given = {(file, name) for file, text in SCRIPTS.items() for name in GIVEN.findall(text)}
    assert set().union(*map(taken, SCRIPTS.values())) == given
    for file, text in SCRIPTS.items():
        words = re.findall(r"[\w$]+", text)
        assert [name for _, name in taken(text) if words.count(name) < 2] == [], file


def test_every_icon_is_there_and_is_used():
    drawn = set(re.findall(r'<symbol id="(\w+)"', TEXTS["icons.svg"]))
    everything = "".join(TEXTS.values())
    named = set(re.findall(r"icons\.svg#(\w+)", everything))
    quoted = set(re.findall(r'"(\w+)"', "".join(SCRIPTS.values())))
    assert named <= drawn
    assert drawn <= named | quoted
