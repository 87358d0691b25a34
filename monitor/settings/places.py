"""TOML text -> at which line each key stands: tomllib reads values only."""

import re
from collections import Counter
from typing import Final

Path = tuple[str | int, ...]

_PART: Final = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.|\Z)""")
_TABLE: Final = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(?:#.*)?\Z")
_KEY: Final = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of each table and each key that begins a line.

    A hint for people, made for text that tomllib could read: keys inside inline tables count at the line of the table.
    """
    lines: dict[Path, int] = {}
    arrays: Counter[Path] = Counter()
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                arrays[table] += 1
                table = (*table, arrays[table] - 1)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(dotted: str) -> Path:
    parts: list[str] = []
    at = 0
    while found := _PART.match(dotted, at):
        parts.append(next(group for group in found.groups()[:3] if group is not None))
        at = found.end()
        if not found[4]:
            break
    return tuple(parts)


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of that key, or of the nearest table around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
