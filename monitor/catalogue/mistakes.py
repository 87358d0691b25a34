"""What can be wrong in a catalogue: one table of kinds, each with what it says and how to mend it."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from monitor.catalogue.located import Path
from monitor.catalogue.schema import PARTS, Entry
from monitor.model.source import Mistake

MOST_OF_A_KIND: Final = 100
"""A list of 100,000 without a classification is one thing to mend, not 100,000 lines."""

WARNINGS: Final = frozenset(
    {
        "tlp-missing",
        "tlp-undecided",
        "tlp-unknown",
        "tlp-contradiction",
        "duplicate-url",
        "missing-source-id",
        "no-schema-version",
        "unknown-column",
    }
)
"""Kinds that leave the entry in."""

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    # The file as a whole.
    "yaml": (
        "cannot be read as YAML: {given}",
        "mend the text at this line; indentation and quotes are the usual cause",
    ),
    "encoding": ("is not UTF-8 text", "save the file as UTF-8"),
    "too-large": ("the file is larger than {given}", "write lists of this size as .csv or .jsonl"),
    "empty-file": ("the file is empty", "start from the file that `toolkit-monitor init` writes"),
    "not-a-mapping": ("is {given}, where keys with values are expected", "start with `schema_version: 1`"),
    "second-document": ("a second YAML document starts here", "keep one document in the file, without `---`"),
    "too-deep": ("is nested too deeply", "no part of a catalogue needs more than seven levels"),
    "alias": ("uses the anchor or alias {name}", "write the value out; anchors and aliases are refused"),
    "tag": ("uses the tag {name}", "leave the tag out"),
    "odd-key": ("a key is not plain text", "use one of the known keys"),
    "duplicate-key": ("stands twice here, first at line {other}", "keep one of them"),
    "schema-version": ("is {given}, and this program reads version 1", "write `schema_version: 1`"),
    "no-schema-version": ("is missing; version 1 is assumed", "write `schema_version: 1` at the top"),
    "columns": ("the first line does not name the columns id and title", "start with: id,title,url,publisher,tlp"),
    "unknown-column": ("is not a known column; it is left out", "use the columns {known}, or a .yaml catalogue"),
    "csv": ("cannot be read as CSV: {given}", "mend the quotes of this line"),
    "json": (
        "cannot be read as JSON: {given}",
        "write one object with at least an id and a title on a line of its own",
    ),
    # Keys and values.
    "missing": ("is missing", "add it"),
    "empty-value": ("is empty", "fill it in, or leave the key out"),
    "unprintable": ("holds the character {given}, which is no text", "take it out"),
    "unknown-key": ("is not a known key", "did you mean {nearest}? Known here: {known}"),
    "number": ("is {given}, not text", 'put it in quotes: "{given}"'),
    "wrong-type": ("is {given}", "write {expected}"),
    "bad-id": ("{given!r} is not a usable id", "use lower-case letters, digits and single hyphens"),
    "reserved-id": ("'document' stands for the document's own place", "choose another id"),
    "duplicate-id": ("{given!r} is taken at line {other}", "give each tool, source and norm an id of its own"),
    "missing-source-id": ("has no id; it is {given!r} as long as the order stays", "give it an id of its own"),
    "url-and-sources": ("has both `url` and `sources`", "move the address into `sources`, or keep `url` alone"),
    "url-scheme": ("{given!r} is no http or https address", "write the whole address, starting with https://"),
    "url-characters": (
        "has the character {given}, which no address holds",
        "percent-encode it (a space is %20) or remove it",
    ),
    "url-userinfo": ("holds a user name or password", "take out what stands between // and @"),
    "url-length": ("is {given} characters long", "an address may have 4096"),
    "bad-url": ("is no usable address: {given}", "copy the address from a browser"),
    "duplicate-url": ("is the address of line {other} again", "keep one of them"),
    "bad-date": ("{given!r} is no date", "write it as 2026-05-01"),
    "bad-interval": ("{given!r} is no interval", "write hours, days or weeks: 12h, 7d, 2w"),
    "bad-selector": ("is no CSS selector: {given}", "test it in the browser: document.querySelector(…)"),
    "tlp-missing": ("is missing; it counts as TLP:AMBER", "write the classification as printed"),
    "tlp-undecided": ("{given!r} is undecided; it counts as {label}", "ask the owner for a classification"),
    "tlp-unknown": (
        "{given!r} has unknown words; it counts as {label}",
        "use one of wit, groen, amber, amber+strict, rood",
    ),
    "tlp-contradiction": ("{given!r} contradicts itself; it counts as {label}", "keep one of the labels"),
    "no-source-left": ("none of its sources can be used", "mend the sources named above"),
    "and-more": ("{given} more of this kind", "mend the first ones and look again"),
}

_EXPECTED: Final = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list, each item after a dash",
    "list_type": "a list, each item after a dash",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
}


def mistake(*, file: str, line: int, key: str, kind: str, values: Mapping[str, str] | None = None) -> Mistake:
    """The mistake of that kind, in words."""
    values = values or {}
    problem, remedy = KINDS[kind]
    return Mistake(
        file=file,
        line=line,
        key=key,
        problem=problem.format_map(values),
        remedy=remedy.format_map(values),
        fatal=kind not in WARNINGS,
        kind=kind,
        values=tuple(values.items()),
    )


def kinds_of(error: ValidationError, model: type[Entry]) -> Iterable[tuple[Path, str, dict[str, str]]]:
    """For each of pydantic's errors: where in the entry, which kind, and what the sentence speaks of."""
    for found in error.errors(include_url=False):
        path: Path = found["loc"]
        given, about = found["input"], found.get("ctx", {})
        match found["type"]:
            case "extra_forbidden":
                yield path, "unknown-key", nearest(str(path[-1]), _model_at(path, model))
            case "missing":
                yield path, "missing", {}
            case "string_type" if given is None:
                yield path, "empty-value", {}
            case "string_type" if isinstance(given, int | float):
                yield path, "number", {"given": described(given)}
            case kind if kind in KINDS:
                yield path, kind, {name: value for name, value in about.items() if name != "kind"}
            case kind:
                expected = about.get("expected") or _EXPECTED.get(kind, "what docs/catalogue.md says")
                yield path, "wrong-type", {"given": described(given), "expected": expected}


def nearest(key: str, model: type[Entry]) -> dict[str, str]:
    """The key that was probably meant, and all that are known there."""
    known = list(model.model_fields)
    close = difflib.get_close_matches(key.casefold().replace("-", "_"), known, n=1, cutoff=0.0)
    return {"nearest": close[0], "known": ", ".join(known)}


def _model_at(path: Path, model: type[Entry]) -> type[Entry]:
    """The model whose field the path's last key was meant to be."""
    names = [part for part in path[:-1] if isinstance(part, str) and part in PARTS]
    return PARTS[names[-1]] if names else model


def described(value: Any) -> str:  # noqa: ANN401 - anything may stand in the file
    """A value named by what it is, not quoted at length."""
    match value:
        case None:
            return "empty"
        case bool() | int() | float():
            return str(value).lower()
        case str():
            return f"the text {value[:40]!r}"
        case list():
            return "a list"
        case _:
            return "keys with values"


def shown_key(path: Path, ids: Mapping[Path, str]) -> str:
    """A path as people read it: ``tools[bio-v1-04].sources[0].url``; the number where there is no id."""
    words = ""
    for depth, part in enumerate(path, start=1):
        if isinstance(part, int):
            words += f"[{ids.get(path[:depth], part)}]"
        else:
            words += f".{part}" if words else part
    return words or "file"


def in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """By line, with at most `MOST_OF_A_KIND` of each kind and a count of what was left out."""
    kept: list[Mistake] = []
    counts: Counter[str] = Counter()
    for found in sorted(mistakes, key=lambda each: each.line):
        counts[found.kind] += 1
        if counts[found.kind] <= MOST_OF_A_KIND:
            kept.append(found)
    last = {found.kind: found for found in kept}
    for kind, count in counts.items():
        if count > MOST_OF_A_KIND:
            at = last[kind]
            more = mistake(
                file=at.file, line=at.line, key=kind, kind="and-more", values={"given": str(count - MOST_OF_A_KIND)}
            )
            kept.append(replace(more, fatal=at.fatal))
    return tuple(kept)
