"""A plain list of addresses, `.csv` or `.jsonl`, read line by line -> `Catalogue`.

For lists of 100,000 that nobody writes by hand: the mistakes are those of a YAML catalogue, the document is named after
the file. A `.csv` has the columns id, title, url, publisher, tlp in any order (the first two are needed, comma or
semicolon between them); a line of `.jsonl` may have every key of a tool.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Final

from monitor.catalogue.build import Build
from monitor.catalogue.located import Path
from monitor.catalogue.mistakes import in_order
from monitor.model.source import Catalogue, Tool

SUFFIXES: Final = frozenset({".csv", ".jsonl"})
COLUMNS: Final = ("id", "title", "url", "publisher", "tlp")
LONGEST_LINE: Final = 2**16
"""Characters. A longer line is no entry of a list."""


class _Lines:
    """Remembers at which line each entry stood: `Build` asks for it by the entry's path."""

    def __init__(self) -> None:
        self.of_entry: list[int] = []

    def __call__(self, path: Path) -> int:
        match path:
            case ("tools", int() as index, *_):
                return self.of_entry[index]
            case _:
                return 1


def read_list(path: FilePath, *, name: str) -> Catalogue:
    """Read the list. Raises: `OSError` where the file cannot be opened."""
    lines = _Lines()
    build = Build(file=name, line_of=lines)
    rows = _csv_rows if path.suffix.lower() == ".csv" else _json_rows
    tools: list[Tool] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, raw in rows(file, build):
                lines.of_entry.append(line)
                if tool := build.tool(raw, ("tools", len(lines.of_entry) - 1)):
                    tools.append(tool)
    except UnicodeDecodeError:
        build.note((), "encoding")
    found = build.checked(Catalogue(title=path.stem, tools=tuple(tools)))
    return replace(found, mistakes=in_order(build.mistakes))


def _csv_rows(file: Iterator[str], build: Build) -> Iterator[tuple[int, dict[str, str]]]:
    header = next(file, "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    columns = [column.strip().casefold() for column in next(csv.reader([header], delimiter=delimiter), [])]
    if not {"id", "title"} <= set(columns):
        build.note((), "columns")
        return
    for column in set(columns) - set(COLUMNS):
        build.note((column,), "unknown-column", {"known": ", ".join(COLUMNS)})
    if "tlp" not in columns:
        build.note(("tlp",), "tlp-missing")
        build.asks_tlp = False
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 2
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            build.note((f"line {line}",), "csv", {"given": str(error)}, line=line)
            continue
        if row:
            cells = zip(columns, row, strict=False)
            yield line, {column: cell for column, cell in cells if column in COLUMNS and cell.strip()}


def _json_rows(file: Iterator[str], build: Build) -> Iterator[tuple[int, object]]:
    for line, text in enumerate(file, start=1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(_bounded(text))
        except (ValueError, RecursionError) as error:
            build.note((f"line {line}",), "json", {"given": str(error)[:120]}, line=line)


def _bounded(text: str) -> str:
    if len(text) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE} characters")
    return text
