"""Entries written back into topic files: only the lines change of what reads otherwise."""

from difflib import unified_diff
from itertools import pairwise
from typing import Any

import yaml

from knowledge.editions import stored
from knowledge.entries import Entry
from knowledge.marked_yaml import Marked

WIDTH = 1_000  # a line of an answer stays a line of the file


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, as people write them."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    lines = [line.rstrip() for line in text.splitlines()]
    block = len(lines) > 1
    written = "\n".join(lines) + "\n" if block else text
    return dumper.represent_scalar("tag:yaml.org,2002:str", written, style="|" if block else None)


_Dumper.add_representer(str, _represent)


def _dump(data: Any) -> list[str]:
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return str(text).splitlines(keepends=True)


def written_into(text: str, entry: Entry) -> str:
    """A topic file's text with this entry for the one of the same id, or behind the last."""
    marked, lines = Marked(text), text.splitlines(keepends=True)
    ids = [row["id"] for row in marked.data["entries"]]
    if entry.id in ids:
        at = ids.index(entry.id)
        start, end = _place(marked, lines, at, len(ids))
        return "".join([*lines[:start], *_renewed(marked, lines, at, end, entry), *lines[end:]])
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines, *_dump([_fields(entry)])])


def _fields(entry: Entry) -> dict[str, Any]:
    """What stands in a file; the topic is the file itself."""
    return {key: value for key, value in stored(entry).items() if key != "topic"}


def _place(marked: Marked, lines: list[str], at: int, of: int) -> tuple[int, int]:
    """From which line to which an entry stands, without remarks that lead to the next one."""
    end = marked.line("entries", at + 1) - 1 if at + 1 < of else len(lines)
    while not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    return marked.line("entries", at) - 1, end


def _renewed(marked: Marked, lines: list[str], at: int, end: int, entry: Entry) -> list[str]:
    """The lines of an entry; a field that says the same keeps the way it is written."""
    row, new = marked.data["entries"][at], _fields(entry)
    old = _fields(Entry.model_validate({**row, "topic": entry.topic}))
    starts = [marked.line("entries", at, key) - 1 for key in row]
    stretches = pairwise([*starts, end])
    kept = {key: lines[start:stop] for key, (start, stop) in zip(row, stretches, strict=True)}
    renewed: list[str] = []
    for key in dict.fromkeys([*row, *new]):
        if key in new and new[key] == old.get(key):
            renewed += kept[key]
        elif key in new:
            renewed += [f"  {line}" for line in _dump({key: new[key]})]
    return [f"- {renewed[0][2:]}", *renewed[1:]]  # whichever field comes first


def differences(name: str, before: str, after: str) -> str:
    """What changes in a file, as `diff -u` tells it."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return "".join(unified_diff(old, new, f"a/{name}", f"b/{name}"))
