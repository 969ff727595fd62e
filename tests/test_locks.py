"""The locks bind every machine to the same files, wherever it fetches them from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "clinic", "handlers", "knowledge", "storage", "web")
RUNNING, DEVELOPING = "requirements.txt", "requirements-dev.txt"
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


def pins(lock: str) -> dict[str, tuple[str, str]]:
    """Each package of a lock with its version and its hashes."""
    found = PIN.findall((ROOT / lock).read_text())
    return {name: (version, hashes) for name, version, hashes in found}


def imported(*rooms: str) -> set[str]:
    """The packages of the world that the source of these folders imports by name."""
    files = [file for room in rooms for file in (ROOT / room).rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    modules = {name.split(".")[0] for name in names} - sys.stdlib_module_names
    found = packages_distributions()
    return {plain(found[name][0]) for name in modules - {*ROOMS, "tests"}}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*, develop: bool) -> set[str]:
    """The packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked: list[str] = project["build-system"]["requires"] + project["project"]["dependencies"]
    if develop:
        asked += project["project"]["optional-dependencies"]["dev"]
    names = (re.split(r"[\[=<>~;, ]", requirement)[0] for requirement in asked)
    return set(map(plain, names))


@pytest.mark.parametrize("lock", [RUNNING, DEVELOPING])
def test_a_lock_holds_nothing_but_pins_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert [line for line in PIN.sub("", text).splitlines() if line.strip(" ")[:1] not in "#"] == []
    assert "://" not in text


@pytest.mark.parametrize(("lock", "develop"), [(RUNNING, False), (DEVELOPING, True)])
def test_a_lock_has_everything_that_pyproject_asks_for(lock: str, develop: bool) -> None:
    assert wanted(develop=develop) - pins(lock).keys() == set()


def test_what_is_imported_is_asked_for_by_name() -> None:
    assert imported(*ROOMS) - wanted(develop=False) == set()
    assert imported("tests") - wanted(develop=True) == set()


def test_developers_run_on_the_same_versions() -> None:
    assert pins(RUNNING).items() <= pins(DEVELOPING).items()
