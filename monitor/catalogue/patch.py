"""Edits of addresses -> the same catalogue text with only those addresses replaced.

The text of each address is replaced where it stands, so comments, order, quotes and line endings stay as they are:
dumping the file anew with ruamel.yaml re-wraps long texts and lists that nobody touched.
"""

import difflib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final

from monitor.catalogue.located import Located, Path, locate
from monitor.catalogue.schema import check_url
from monitor.errors import CatalogueError
from monitor.model.source import DOCUMENT_TOOL, SourceId

_NEEDS_QUOTES: Final = re.compile(r"[,\[\]{}]|:\Z")
"""What would end an address that stands without quotes; blanks are not in an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A source's new address and why; `reason` is for whoever looks at the proposal."""

    source: SourceId
    url: str
    reason: str = ""


def propose_edits(catalogue_text: str, edits: Sequence[Edit]) -> str:
    """The text with the address of each edit's source replaced, and nothing else.

    The fragment of the old address is kept where the new one has none. The last of two edits of one source counts.
    Raises: `CatalogueError` where a source's address is not found in the text, or a new one is no address: it came
    from a site, and must not write anything else into the file.
    """
    located = locate(catalogue_text)
    paths = dict(_addresses(located.data))
    replaced: dict[tuple[int, int], str] = {}
    for edit in edits:
        path = paths.get(edit.source)
        if path is None:
            raise CatalogueError(f"The catalogue holds no address of {edit.source}.", "Look at: catalogue check")
        try:
            check_url(edit.url)
        except ValueError as error:
            raise CatalogueError(f"The new address of {edit.source} cannot be used.", "Correct it by hand.") from error
        place = located.places[path]
        old = _value_at(located, path)
        url = edit.url if "#" in edit.url or "#" not in old else f"{edit.url}#{old.partition('#')[2]}"
        replaced[place.start, place.end] = _as_written(url, catalogue_text[place.start : place.end])
    text = catalogue_text
    for (start, end), scalar in sorted(replaced.items(), reverse=True):
        text = text[:start] + scalar + text[end:]
    return text


def unified_diff(before: str, after: str, name: str = "catalogue.yaml") -> str:
    """The difference as `patch` reads it; empty where there is none."""
    name = name.lstrip("/")
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), fromfile=f"a/{name}", tofile=f"b/{name}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def catalogue_text(path: FilePath) -> str:
    """The file's text with its line endings as they are, for `propose_edits`. Raises: `CatalogueError`."""
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"The catalogue {path} cannot be read.", "Look at: catalogue check") from error


def write_catalogue(path: FilePath, text: str) -> None:
    """Replace the file as a whole: a crash leaves the old one or the new one, and the mode stays.

    Raises: `CatalogueError` where it cannot be written.
    """
    target = path.resolve()
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            FilePath(temporary).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
            FilePath(temporary).replace(target)
        except BaseException:
            FilePath(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CatalogueError(
            f"The catalogue {path} cannot be written: {error.strerror}.", "Check the rights of the file and its folder."
        ) from error


def _addresses(data: Any) -> Iterator[tuple[str, Path]]:  # noqa: ANN401 - YAML holds any value
    """Each source's id with the path of its address; the first of two with the same id."""
    found: dict[str, Path] = {}
    if not isinstance(data, dict):
        return iter(())
    document = data.get("document")
    if isinstance(document, dict) and isinstance(document.get("url"), str):
        found[DOCUMENT_TOOL] = ("document", "url")
    for index, tool in enumerate(data.get("tools") or ()):
        if not isinstance(tool, dict):
            continue
        if isinstance(tool.get("url"), str):
            found.setdefault(str(tool.get("id")), ("tools", index, "url"))
        sources = tool.get("sources")
        for number, source in enumerate(sources if isinstance(sources, list) else ()):
            if isinstance(source, dict) and isinstance(source.get("url"), str):
                name = source.get("id") or (tool.get("id") if number == 0 else f"{tool.get('id')}-{number + 1}")
                found.setdefault(str(name), ("tools", index, "sources", number, "url"))
    return iter(found.items())


def _value_at(located: Located, path: Path) -> str:
    value = located.data
    for part in path:
        value = value[part]
    return str(value)


def _as_written(url: str, old: str) -> str:
    """The address in the quotes of the old one; block and bare scalars get quotes where the address needs them."""
    if old.startswith("'"):
        return "'" + url.replace("'", "''") + "'"
    if old.startswith('"') or old[:1] in {">", "|"} or _NEEDS_QUOTES.search(url):
        ending = old[len(old.rstrip()) :]  # a block ends where the next line begins
        return '"' + url.replace('"', '\\"') + '"' + ending
    return url
