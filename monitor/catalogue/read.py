"""A file -> `Catalogue`, with every mistake in it at once."""

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any, Final

from monitor.catalogue import lists
from monitor.catalogue.build import Build
from monitor.catalogue.located import Located, Path, locate
from monitor.catalogue.mistakes import described, in_order, nearest
from monitor.catalogue.schema import CatalogueFile, is_askable
from monitor.errors import CatalogueError
from monitor.model.source import Catalogue, Tool

LARGEST_YAML: Final = 5 * 2**20
"""Bytes. Larger lists are `.csv` or `.jsonl`, which are read line by line."""


def read_catalogue(path: FilePath, *, display_name: str | None = None) -> Catalogue:
    """Read a catalogue: YAML, or a plain list as `.csv` or `.jsonl`.

    What is wrong is in `Catalogue.mistakes`, in the order of the file: a bad entry is left out, the rest is kept, and
    a warning leaves its entry in. The document's own place is the tool `document`, placed last.
    Raises: `CatalogueError` where there is no file that can be opened.
    """
    name = display_name or str(path)
    try:
        if path.suffix.lower() in lists.SUFFIXES:
            return lists.read_list(path, name=name)
        with path.open("rb") as file:
            content = file.read(LARGEST_YAML + 1)
    except FileNotFoundError as error:
        raise CatalogueError(f"There is no catalogue at {name}.", "Make one with: toolkit-monitor init") from error
    except OSError as error:
        raise CatalogueError(
            f"The catalogue {name} cannot be read: {error.strerror}.", "Check the path and the rights of the file."
        ) from error
    return parse_catalogue(content, name=name, title=path.stem)


def require_entries(catalogue: Catalogue) -> None:
    """Raise `CatalogueError` where not one tool or norm is left that is as it should be."""
    if catalogue.norms or any(_is_valid(tool) for tool in catalogue.tools):
        return
    first = next((mistake for mistake in catalogue.mistakes if mistake.fatal), None)
    remedy = f"Mend what `catalogue check` names, first {first}" if first else "Add a tool with an id and a title."
    raise CatalogueError("The catalogue holds no valid entry.", remedy)


def _is_valid(tool: Tool) -> bool:
    """Whether a tool has an address that can be asked, or honestly none."""
    return not tool.sources or any(is_askable(source.url) for source in tool.sources)


def parse_catalogue(content: bytes, *, name: str, title: str) -> Catalogue:
    """Read the bytes of a YAML catalogue. `name` is what mistakes call the file, `title` what a nameless document is."""
    located, trouble = _located(content)
    build = Build(file=name, line_of=located.line_of, flawed=_flawed(located))
    if trouble:
        build.note((), *trouble)
    found = Catalogue(title=title)
    if located.is_readable and _has_shape(located.data, build):
        found = _catalogue(located.data, build, title=title)
    for flaw in located.flaws:
        build.note(flaw.path, flaw.kind, dict(flaw.values), line=flaw.line)
    return replace(found, mistakes=in_order(build.mistakes))


def _located(content: bytes) -> tuple[Located, tuple[str, dict[str, str]] | None]:
    if len(content) > LARGEST_YAML:
        return Located(is_readable=False), ("too-large", {"given": f"{LARGEST_YAML // 2**20} MiB"})
    try:
        return locate(content.decode("utf-8-sig")), None
    except UnicodeDecodeError:
        return Located(is_readable=False), ("encoding", {})


def _flawed(located: Located) -> frozenset[Path]:
    """The place of each flaw of the YAML itself, and the innermost entry around it."""
    return frozenset(path for flaw in located.flaws for path in (flaw.path, _entry_around(flaw.path)))


def _entry_around(path: Path) -> Path:
    match path:
        case ("tools", int(), "sources", int(), *_):
            return path[:4]
        case ("tools" | "norms", int(), *_):
            return path[:2]
        case _:
            return path[:1]


def _has_shape(data: object, build: Build) -> bool:
    """Whether there is something to read: keys with values, in the version of the schema that we know."""
    if data is None:
        build.note((), "empty-file")
        return False
    if not isinstance(data, dict):
        build.note((), "not-a-mapping", {"given": described(data)})
        return False
    version = data.get("schema_version")
    if version is None:
        build.note(("schema_version",), "no-schema-version")
    elif version != 1 or isinstance(version, bool):
        build.note(("schema_version",), "schema-version", {"given": repr(version)[:40]})
        return False
    return True


def _catalogue(data: dict[str, Any], build: Build, *, title: str) -> Catalogue:
    for key in data.keys() - CatalogueFile.model_fields.keys():
        build.note((key,), "unknown-key", nearest(key, CatalogueFile))
    place: Tool | None = None
    if data.get("document") is not None:
        title, place = build.document(data["document"], ("document",), title=title)
    tools = [build.tool(raw, ("tools", index)) for index, raw in enumerate(_items(data, "tools", build))]
    norms = [build.norm(raw, ("norms", index)) for index, raw in enumerate(_items(data, "norms", build))]
    return build.checked(
        Catalogue(
            title=title,
            url=place.sources[0].url if place else None,
            tools=tuple(tool for tool in (*tools, place) if tool),
            norms=tuple(norm for norm in norms if norm),
        )
    )


def _items(data: dict[str, Any], key: str, build: Build) -> list[object]:
    items = data.get(key)
    if items is None:
        return []
    if not isinstance(items, list):
        build.note((key,), "wrong-type", {"given": described(items), "expected": "a list, each item after a dash"})
        return []
    return items
