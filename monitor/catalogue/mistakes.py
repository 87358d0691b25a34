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
from monitor.phrases.mistakes import MISTAKES

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
        "former-id",
        "no-schema-version",
        "unknown-column",
    }
)
"""Kinds that leave the entry in."""

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
    problem, remedy = MISTAKES[kind]
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
            case kind if kind in MISTAKES:
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
