"""YAML files whose every value still knows the line it was written on."""

from pathlib import Path
from typing import Any

import yaml

Step = str | int


class Marked:
    """The content of one YAML file, all scalars as text, with line numbers."""

    def __init__(self, text: str) -> None:
        loader = yaml.CBaseLoader(text)
        try:
            self._root = loader.get_single_node()
            self.data: Any = loader.construct_document(self._root) if self._root else None
        finally:
            loader.dispose()

    def line(self, *path: Step) -> int:
        """The line of the value at this path, or of the nearest thing around it."""
        node = self._root
        line: int = node.start_mark.line + 1 if node else 1
        for step in path:
            found = _child(node, step)
            if found is None:
                return line
            line, node = found
        return line

    def repeated_keys(self) -> list[tuple[str, int]]:
        """Keys written twice in one mapping; YAML would silently keep the last."""
        repeated, waiting = [], [self._root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.SequenceNode):
                waiting += node.value
            elif isinstance(node, yaml.MappingNode):
                seen: set[str] = set()
                for key, value in node.value:
                    waiting.append(value)
                    if key.value in seen:
                        repeated.append((key.value, key.start_mark.line + 1))
                    seen.add(str(key.value))
        return repeated


def _child(node: yaml.Node | None, step: Step) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def read(path: Path) -> Marked:
    """Read one file; raises `yaml.MarkedYAMLError` or `UnicodeDecodeError` when it is no YAML."""
    return Marked(path.read_text(encoding="utf-8"))
