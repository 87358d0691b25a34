"""YAML text -> plain values, with the place in the text where each of them stands.

Values are made straight from ruamel.yaml's events: one pass, no objects, and aliases are never expanded (a few hundred
bytes of them can stand for terabytes). Plain scalars follow the core schema of YAML 1.2; dates stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

Path = tuple[str | int, ...]
"""Where a value stands: ``("tools", 3, "url")``."""

DEEPEST: Final = 20
"""Levels of nesting a catalogue may have; it needs seven."""

_PLAIN: Final = (
    (re.compile(r"(~|null|Null|NULL|)\Z"), lambda _: None),
    (re.compile(r"(true|True|TRUE|false|False|FALSE)\Z"), lambda text: text.casefold() == "true"),
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"), float),
)
_PLAIN_STARTS: Final = frozenset("~nNtTfF-+.0123456789")
_LONGEST_NUMBER: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: its line (from 1) and, for a value, where its text starts and ends (from 0)."""

    line: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong with the YAML itself; `kind` is a slug of `phrases.mistakes.MISTAKES`."""

    path: Path
    line: int
    kind: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The values of a YAML text, where they stand, and what is wrong with the YAML itself."""

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    is_readable: bool = True
    """False where the text is no YAML at all; `flaws` then holds the one reason."""

    def line_of(self, path: Path) -> int:
        """The line of that value, or of the nearest thing around it that stands in the text."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path].line if path in self.places else 1


def locate(text: str) -> Located:
    """Read one YAML document. Raises: nothing, what is wrong comes back as flaws."""
    builder = _Builder(YAML(typ="safe", pure=True).parse(text))
    try:
        data = builder.document()
    except (YAMLError, ValueError, OverflowError) as error:  # the last two for escapes that name no character
        return Located(flaws=(_flaw_of(error, text, builder),), is_readable=False)
    except _TooDeepError as error:
        return Located(flaws=(Flaw(path=(), line=error.line, kind="too-deep"),), is_readable=False)
    return Located(data=data, places=builder.places, flaws=tuple(builder.flaws))


def _flaw_of(error: Exception, text: str, builder: "_Builder") -> Flaw:
    """What the parser could not read, in its own words cut to one line, and where it stood."""
    line, words = max((place.line for place in builder.places.values()), default=1), str(error)
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else line
        words = " ".join(filter(None, (error.context, error.problem)))
    elif isinstance(error, ReaderError):
        line = text.count("\n", 0, error.position) + 1
        words = f"the character U+{error.character:04X} is not allowed"
    elif not isinstance(error, YAMLError):
        words = "an escape in double quotes names no character"
    return Flaw(path=(), line=line, kind="yaml", values=(("given", " ".join(words.split())[:160]),))


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Builds values from events, noting places and flaws on the way."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self.places: dict[Path, Place] = {}
        self.flaws: list[Flaw] = []

    def document(self) -> Any:  # noqa: ANN401 - YAML holds any value
        """The value of the first document; more than one is a flaw."""
        data, seen = None, 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._flaw((), event, "second-document")
                    break
                data = self._value(next(self._events), ())
        return data

    def _value(self, event: Any, path: Path) -> Any:  # noqa: ANN401 - see `document`
        mark = event.start_mark
        if path not in self.places:
            self.places[path] = Place(line=mark.line + 1)
        if len(path) > DEEPEST:
            raise _TooDeepError(mark.line + 1)
        if isinstance(event, AliasEvent):
            self._flaw(path, event, "alias", name=f"*{event.anchor}")
            return None
        if event.anchor:
            self._flaw(path, event, "alias", name=f"&{event.anchor}")
        if event.ctag is not None and str(event.ctag) not in {"", "None", "!"}:
            self._flaw(path, event, "tag", name=str(event.ctag))
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        self.places[path] = Place(line=self.places[path].line, start=mark.index, end=event.end_mark.index)
        return event.value if event.style else _plain(event.value)

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                self._flaw(path, event, "odd-key")
                self._value(event, (*path, "?"))
                self._value(next(self._events), (*path, "?"))
                continue
            key, inner = event.value, (*path, event.value)
            if event.anchor:
                self._flaw(path, event, "alias", name=f"&{event.anchor}")
            if key in values:
                self._flaw(inner, event, "duplicate-key", other=str(self.places[inner].line))
                self._value(next(self._events), (*path, "?"))
                continue
            self.places[inner] = Place(line=event.start_mark.line + 1)
            values[key] = self._value(next(self._events), inner)
        return values

    def _flaw(self, path: Path, event: Any, kind: str, **values: str) -> None:  # noqa: ANN401 - see `document`
        line = event.start_mark.line + 1
        self.flaws.append(Flaw(path=path, line=line, kind=kind, values=tuple(values.items())))


def _plain(text: str) -> object:
    """The value of an unquoted scalar (YAML 1.2.2, 10.3.2), without its octal and hexadecimal numbers."""
    if text and (text[0] not in _PLAIN_STARTS or len(text) > _LONGEST_NUMBER):
        return text
    for pattern, value in _PLAIN:
        if pattern.match(text):
            return value(text)
    return text
