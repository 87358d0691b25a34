"""Raw field lines -> a clean head: text that SQLite, a mail and a terminal can bear."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LAST_COUNTS: Final = frozenset({"content-type", "content-length", "retry-after"})
_FIRST_COUNTS: Final = frozenset({"location", "etag", "last-modified", "refresh"})
_VALIDATORS: Final = frozenset({"etag", "last-modified"})
LONGEST_VALIDATOR = 1024


@dataclass(frozen=True, slots=True)
class Head:
    """Status and fields of an answer; cookies apart, for they stay in the room."""

    status: int
    fields: dict[str, str]
    cookies: tuple[str, ...] = ()
    size: int = 0


def read_head(status: int, lines: Iterable[tuple[str, str]]) -> Head:
    """Clean the fields at the border: no control characters, no surrogates (SQLite refuses them), Latin-1 where it is no UTF-8.

    Lines come as aiohttp gives them: bytes decoded as UTF-8, with surrogates for what is none. Repeated fields are joined
    (RFC 9110, 5.3), except those of which browsers take one. A validator that could not be sent back exactly as received
    (long, or not printable ASCII) is dropped.
    """
    fields: dict[str, str] = {}
    cookies: list[str] = []
    size = 0
    for written, text in lines:
        size += len(written) + len(text) + 4
        line = _line(written, text)
        if line is None:
            continue
        name, value = line
        if name == "set-cookie":
            cookies.append(value)
            value = value.partition("=")[0].strip()
        if name not in fields or name in _LAST_COUNTS:
            fields[name] = value
        elif name not in _FIRST_COUNTS:
            fields[name] = f"{fields[name]}, {value}"
    return Head(status, fields, tuple(cookies), size)


@lru_cache(maxsize=256)
def _line(written: str, text: str) -> tuple[str, str] | None:
    """One field cleaned, None for one to drop; the servers of a run say the same most of the time."""
    name = written.lower()
    is_clean = text.isascii() and text.isprintable() and name.isprintable()
    if name in _VALIDATORS and not (is_clean and len(text) <= LONGEST_VALIDATOR):
        return None
    return (name, text) if is_clean else (_text(name), _text(text))


def _text(text: str) -> str:
    raw = text.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return "".join(char if char.isprintable() else " " for char in text).strip()
