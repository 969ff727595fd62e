"""The promises of the floor plan (CONTRIBUTING.md has them in words), read off the source."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import Settings
from clinic.letters import render
from clinic.menu import ITEMS, offered
from clinic.refusals import Refusal
from storage.people import Duty, Role, Speaker

ROOT = Path(__file__).parents[1]
WALL = 300
ROOMS = {"bot", "handlers", "clinic", "knowledge", "storage", "web"}
NO_PACKAGES = {"build", "data", "docs"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "core"}
VAGUE |= {"manager", "managers", "service", "services", "misc"}

# What a room may import. A room inside a room is named by its path, and the longest name counts.
OURS = {
    "bot": "bot handlers web clinic knowledge storage",
    "bot/local_telegram": "bot.local_telegram",
    "handlers": "handlers clinic knowledge.library storage",
    "web": "web clinic storage",
    "clinic": "clinic knowledge storage",
    "knowledge": "knowledge",
    "storage": "storage",
}
# Outside storage/ a session may be named and a database's fault understood, nothing more.
SESSION = (
    "sqlalchemy.exc sqlalchemy.ext.asyncio.AsyncSession sqlmodel.ext.asyncio.session.AsyncSession"
)
WORLD = {
    "bot": f"aiogram aiohttp apscheduler prometheus_client pydantic pydantic_settings rich"
    f" structlog typer {SESSION}",
    "bot/local_telegram": "aiohttp typer",
    "handlers": f"aiogram structlog {SESSION}",
    "web": f"aiohttp jinja2 markupsafe prometheus_client structlog {SESSION}",
    "clinic": f"holidays jinja2 markupsafe openpyxl pydantic structlog typst yaml {SESSION}",
    "clinic/buttons.py": "aiogram.filters.callback_data.CallbackData",
    "knowledge": "Stemmer pydantic structlog yaml",
    "storage": "aiosqlite alembic asyncpg pydantic_core sqlalchemy sqlmodel structlog",
}
CLOCKS = {
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime")),
    "datetime.date.today",
    "sqlalchemy.func.now",
    "sqlalchemy.func.current_timestamp",
}
SENDING = re.compile(r"(answer|reply|send|edit|copy|forward|delete|pin|unpin)(_\w+)?|react")


class Source:
    """One of our files: its tree, what it imports, and what its names stand for."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.tree = ast.parse(text)
        self.imports = list(self._imports())
        self.names = dict(self._imports())

    def _imports(self) -> Iterator[tuple[str, str]]:
        """Each imported name, with the full name behind it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    yield name.asname or name.name, name.name
            elif isinstance(node, ast.ImportFrom):
                above = self.name.split("/")[: -node.level] if node.level else []
                module = ".".join([*above, node.module] if node.module else above)
                for name in node.names:
                    yield name.asname or name.name, f"{module}.{name.name}"

    def attributes(self) -> Iterator[ast.Attribute]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))

    def full_name(self, node: ast.expr) -> str:
        """A dotted name as it would be written without `from` and `as`."""
        if isinstance(node, ast.Attribute):
            return f"{self.full_name(node.value)}.{node.attr}"
        return self.names.get(node.id, node.id) if isinstance(node, ast.Name) else "?"

    def inside(self, *rooms: str) -> bool:
        return any(self.name == room or self.name.startswith(f"{room}/") for room in rooms)

    def allowed(self, plan: dict[str, str]) -> list[str]:
        """What the innermost room of the plan lets this file import."""
        rooms = [room for room in plan if self.inside(room)]
        return plan[max(rooms, key=len)].split() if rooms else []


def within(name: str, allowed: list[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


Rule = Callable[[Source], Iterator[object]]


def imports_of_ours_point_down(source: Source) -> Iterator[object]:
    for _, name in source.imports:
        if name.split(".")[0] in ROOMS | {"tests"} and not within(name, source.allowed(OURS)):
            yield name


def one_conversation_does_not_import_another(source: Source) -> Iterator[object]:
    if source.inside("handlers") and not source.inside("handlers/__init__.py"):
        yield from (name for _, name in source.imports if within(name, conversations()))


@cache
def conversations() -> list[str]:
    """The handlers with a router; the other files there are what conversations share."""
    files = (ROOT / "handlers").glob("*.py")
    return [f"handlers.{file.stem}" for file in files if "\nrouter = " in file.read_text()]


def the_world_comes_in_by_its_own_door(source: Source) -> Iterator[object]:
    known = ROOMS | {"tests"} | sys.stdlib_module_names
    for _, name in source.imports:
        if name.split(".")[0] not in known and not within(name, source.allowed(WORLD)):
            yield name


def only_the_database_commits(source: Source) -> Iterator[object]:
    if not source.inside("storage/database.py", "storage/migrations", "bot/local_telegram"):
        yield from (n.lineno for n in source.attributes() if n.attr in {"commit", "rollback"})


def only_the_loops_open_a_writing_transaction(source: Source) -> Iterator[object]:
    if not source.inside("bot", "storage/database.py"):
        yield from (n.lineno for n in source.attributes() if n.attr in {"work", "shared"})


def only_the_clock_reads_the_time(source: Source) -> Iterator[object]:
    # The local Telegram is a program of its own when it is started alone.
    if not source.inside("bot/clock.py", "bot/local_telegram/__main__.py"):
        yield from (n.lineno for n in source.attributes() if source.full_name(n) in CLOCKS)
        yield from (name for _, name in source.imports if name in CLOCKS)


def conversations_send_nothing_by_hand(source: Source) -> Iterator[object]:
    if source.inside("handlers"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = source.full_name(node.func.value).split(".")[0]
                if owner not in ROOMS and SENDING.fullmatch(node.func.attr):
                    yield node.lineno
        for _, name in source.imports:
            if within(name, ["aiogram.methods", "aiogram.client", "aiogram.Bot"]):
                yield name


def names_say_something(source: Source) -> Iterator[object]:
    defined = [node.name for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    for name in [source.name.removesuffix(".py"), *defined]:
        if VAGUE & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}:
            yield name


def no_file_outgrows_the_wall(source: Source) -> Iterator[object]:
    if (lines := source.text.count("\n")) > WALL and not source.inside("storage/migrations"):
        yield f"{lines} lines"


BREACHES: list[tuple[Rule, str, str]] = [
    (imports_of_ours_point_down, "storage/cases.py", "from clinic import consulting"),
    (imports_of_ours_point_down, "web/pages.py", "import bot.postman"),
    (one_conversation_does_not_import_another, "handlers/ask.py", "from . import fallback"),
    (one_conversation_does_not_import_another, "handlers/ask.py", "import handlers.fallback"),
    (imports_of_ours_point_down, "bot/local_telegram/page.py", "from bot.clock import utc_now"),
    (imports_of_ours_point_down, "clinic/letters.py", "from tests.cast import maria"),
    (the_world_comes_in_by_its_own_door, "clinic/letters.py", "from aiogram import Bot"),
    (the_world_comes_in_by_its_own_door, "clinic/buttons.py", "from aiogram import Bot"),
    (the_world_comes_in_by_its_own_door, "handlers/ask.py", "from sqlmodel import select"),
    (the_world_comes_in_by_its_own_door, "web/pages.py", "import sqlalchemy as sa"),
    (only_the_database_commits, "clinic/consulting.py", "session.commit()"),
    (only_the_loops_open_a_writing_transaction, "web/pages.py", "database.work()"),
    (only_the_clock_reads_the_time, "clinic/quarters.py", "import datetime\ndatetime.date.today()"),
    (only_the_clock_reads_the_time, "bot/alarm.py", "from datetime import datetime as d\nd.now"),
    (only_the_clock_reads_the_time, "bot/alarm.py", "from time import time"),
    (only_the_clock_reads_the_time, "storage/cases.py", "import sqlalchemy as s\ns.func.now()"),
    (conversations_send_nothing_by_hand, "handlers/ask.py", "message.answer('hai')"),
    (conversations_send_nothing_by_hand, "handlers/ask.py", "query.message.edit_text('hai')"),
    (conversations_send_nothing_by_hand, "handlers/ask.py", "from aiogram.methods import X"),
    (names_say_something, "clinic/letter_utils.py", ""),
    (names_say_something, "clinic/letters.py", "class LetterManager: pass"),
    (no_file_outgrows_the_wall, "clinic/letters.py", "\n" * 301),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in BREACHES))


@cache
def sources() -> list[Source]:
    files = [file for room in sorted(ROOMS) for file in sorted((ROOT / room).rglob("*.py"))]
    return [Source(file.relative_to(ROOT).as_posix(), file.read_text()) for file in files]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    assert [f"{source.name}: {fault}" for source in sources() for fault in rule(source)] == []


@pytest.mark.parametrize(("rule", "name", "text"), BREACHES)
def test_a_breach_is_noticed(rule: Rule, name: str, text: str) -> None:
    assert list(rule(Source(name, text)))


def test_a_verb_of_the_clinic_is_not_a_message_sent_by_hand() -> None:
    verb = Source("handlers/desk.py", "from clinic import consulting\nconsulting.answer(1)")
    assert list(conversations_send_nothing_by_hand(verb)) == []


def test_tests_and_the_chat_page_keep_the_wall_too() -> None:
    for file in sorted((ROOT / "tests").rglob("*.py")):
        source = Source(file.relative_to(ROOT).as_posix(), file.read_text())
        assert [*no_file_outgrows_the_wall(source), *names_say_something(source)] == [], source.name
    for part in (ROOT / "bot/local_telegram/page").iterdir():
        assert part.read_text().count("\n") <= WALL, part.name


def test_there_are_no_other_rooms() -> None:
    folders = {
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in NO_PACKAGES
    }
    with_code = {name for name in folders if any((ROOT / name).rglob("*.py"))}
    assert with_code - ROOMS - {"tests"} == set()
    assert list(ROOT.glob("*.py")) == []


def literals(*rooms: str) -> set[str]:
    """Every string that stands in the code of these rooms."""
    return {
        node.value
        for source in sources()
        if source.inside(*rooms)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def composed(*rooms: str) -> set[str]:
    """Patterns for the strings that the code puts together, a word for each gap."""
    return {
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "([a-z_]+)"
            for part in node.values
        )
        for source in sources()
        if source.inside(*rooms)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr)
    }


def test_every_refusal_has_a_text_and_every_text_is_used() -> None:
    texts = ROOT / "clinic/texts"
    files = {file.relative_to(texts).with_suffix("").as_posix() for file in texts.rglob("*.j2")}
    known = [refusal for refusal in Refusal.__subclasses__() if "clinic" in refusal.__module__]
    refusals = {refusal.moment() for refusal in known}
    included = {
        name
        for file in texts.rglob("*.j2")
        for name in re.findall(r'"(.+?)\.j2"', file.read_text())
    }
    words = literals("clinic", "handlers", "bot")
    gaps = literals("clinic", "handlers", "storage")
    made = {
        name
        for pattern in composed("clinic", "handlers")
        for name in files - refusals
        if (found := re.fullmatch(pattern, name)) and "/" in pattern and {*found.groups()} <= gaps
    }
    assert refusals - files == set(), "a refusal without its text"
    assert files - refusals - included - words - made == set(), "a text that nobody sends"


def test_every_command_stands_in_the_help_and_in_the_readme() -> None:
    everybody = Speaker(1, duties=tuple(Duty(role, 1, 1, ()) for role in Role))
    help_ = render("always/help", items=offered(everybody), unfinished=False)
    readme = (ROOT / "README.md").read_text()
    for where, text in (("/bantuan", help_), ("README.md", readme)):
        missing = [item.name for item in ITEMS if not re.search(rf"/{item.name}\b", text)]
        assert missing == [], f"not in {where}"


def test_every_setting_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    named = set(re.findall(r"KLINIK_[A-Z_]+", readme))
    settings = {f"KLINIK_{name.upper()}" for name in Settings.model_fields}
    assert settings - named == set(), "not in README.md"
    assert named - settings == set(), "in README.md, but no setting"
